import { dayOfNumber, type Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { intBelow, pickFrom } from '../../core/random.ts'
import { between, chance, firstDayOf, inTurn, itemsOf, MONTHS, pastInstant, type SampleOf, type Setting } from './setting.ts'
import type { Place, SampleWords, Word } from './words.ts'

/** A buyer's part in the story: how much, and from when to when. */
export interface Customer {
  readonly companyId: Id | null
  readonly contactIds: readonly Id[]
  readonly name: string
  readonly ownerId: Id
  /** Against the others; 0 never buys. */
  readonly weight: number
  /** Days since 1970-01-01; the last is Infinity for those who stay. */
  readonly firstDay: number
  readonly lastDay: number
}
export interface Customers {
  readonly companies: SampleOf<'company'>[]
  readonly contacts: SampleOf<'contact'>[]
  readonly customers: Customer[]
}

const COMPANIES = 40
const CONTACTS = 150
/** The first company is the key customer that fell silent; those from here on have not bought yet. */
const BUYERS = 34
/** Small ones that left, and how many days ago. */
const LEFT: ReadonlyMap<number, number> = new Map([
  [11, 200],
  [14, 240],
  [20, 280],
])
/** Entered a second time in a hurry. */
const TWICE = 3
const PRIVATE_PEOPLE = 12
const PRIVATE_BUYERS = 8
/** Days since the key customer's last order. */
const SILENCE = 155

export const makeCustomers = (setting: Setting): Customers => {
  const companies = Array.from({ length: COMPANIES - 1 }, (_, i) => makeCompany(setting, i))
  const twice = companies[TWICE]
  if (twice) companies.push(secondEntry(setting, twice))

  const contacts: SampleOf<'contact'>[] = []
  const customers = companies.slice(0, -1).map((company, i) => {
    const known = contacts.length
    const staff = Array.from({ length: i < 21 ? 4 : 3 }, (_, k) => makeContact(setting, known + k, company))
    contacts.push(...staff)
    return customerOf(setting, i, company, staff)
  })
  for (let i = 0; i < PRIVATE_PEOPLE && contacts.length < CONTACTS - 2; i += 1) {
    const person = makeContact(setting, contacts.length, null)
    contacts.push(person)
    customers.push(privateCustomer(setting, i, person))
  }
  const [one, other] = [contacts[9], contacts[22]]
  if (one && other) contacts.push(sameMail(setting, one), samePhone(setting, other))
  return { companies, contacts, customers }
}

const customerOf = (setting: Setting, i: number, company: SampleOf<'company'>, staff: readonly SampleOf<'contact'>[]): Customer => ({
  companyId: company.id,
  contactIds: staff.map(({ id }) => id),
  name: company.fields.name,
  ownerId: inTurn(setting.reps, i),
  weight: weightOf(i),
  firstDay: firstDayOfCompany(setting, i),
  lastDay: lastDayOf(setting, i),
})

/** A few large ones and many small: by rank, as sales go. */
const weightOf = (i: number): number => {
  if (i === 0) return 1.3
  return i < BUYERS ? 1 / (i + 1) ** 0.45 : 0
}

/** Half are there from the start; the others join through the two years. */
const firstDayOfCompany = (setting: Setting, i: number): number => {
  const joins = i < BUYERS / 2 ? 0 : ((i - BUYERS / 2) / BUYERS) * 1.6 * MONTHS
  return firstDayOf(setting) + Math.round(joins * 30.4) + 3
}

const lastDayOf = ({ today }: Setting, i: number): number => (i === 0 ? today - SILENCE : today - (LEFT.get(i) ?? -Infinity))

const privateCustomer = (setting: Setting, i: number, person: SampleOf<'contact'>): Customer => ({
  companyId: null,
  contactIds: [person.id],
  name: person.fields.name.given,
  ownerId: inTurn(setting.reps, i),
  weight: i < PRIVATE_BUYERS ? 0.09 : 0,
  firstDay: firstDayOf(setting) + 40 * i,
  lastDay: Infinity,
})

const makeCompany = (setting: Setting, i: number): SampleOf<'company'> => {
  const { words, random, newId, reps } = setting
  const stem = inTurn(words.stems, i)
  const { trade, industry } = inTurn(words.trades, i)
  const place = inTurn(words.places, i)
  const isBuyer = i < BUYERS
  return {
    entity: 'company',
    id: newId('company'),
    at: enteredAt(setting, firstDayOfCompany(setting, i)),
    fields: {
      name: words.companyName(stem.native, trade),
      code: `C-${String(i + 1).padStart(4, '0')}`,
      type: isBuyer ? 'customer' : 'prospect',
      rating: i < 8 ? 'hot' : pickFrom(random, ['warm', 'warm', 'cold'] as const),
      industry,
      employees: pickFrom(random, ['1-10', '11-50', '11-50', '51-200'] as const),
      website: `https://${stem.latin}.example.com`,
      phones: itemsOf(random, [{ value: place.phone?.((37 * i + 13) % 100) ?? phoneOf(words, 500 + i), kind: 'work' as const }]),
      emails: itemsOf(random, [{ value: `${stem.latin}@example.com`, kind: 'work' as const }]),
      billingAddress: addressAt(setting, place),
      ownerId: inTurn(reps, i),
      description: '',
    },
  }
}

/** The same company once more: without its legal form, with the same phone and page. */
const secondEntry = ({ words, random, newId, now, reps }: Setting, { at, fields }: SampleOf<'company'>): SampleOf<'company'> => ({
  entity: 'company',
  id: newId('company'),
  at: at + (now - at) / 2,
  fields: {
    name: words.shortName(inTurn(words.stems, TWICE).native, inTurn(words.trades, TWICE).trade),
    type: 'prospect',
    industry: fields.industry ?? null,
    website: fields.website ?? null,
    phones: itemsOf(
      random,
      (fields.phones ?? []).map(({ value, kind }) => ({ value, kind: kind ?? null })),
    ),
    ownerId: inTurn(reps, TWICE + 1),
  },
})

const makeContact = (setting: Setting, n: number, company: SampleOf<'company'> | null): SampleOf<'contact'> => {
  const { words, random, newId } = setting
  // Steps that share no factor with the lists' lengths: every name comes with every other before a pair comes twice.
  const family = inTurn(words.families, n)
  const given = inTurn(words.givens, 7 * n + Math.floor(n / words.givens.length))
  return {
    entity: 'contact',
    id: newId('contact'),
    at: company?.at ?? enteredAt(setting, firstDayOf(setting) + 3 * n),
    fields: {
      name: { family: family.native, given: given.native },
      companyId: company?.id ?? null,
      jobTitle: company ? inTurn(words.titles, n) : null,
      department: company ? inTurn(words.departments, n) : null,
      phones: itemsOf(random, [{ value: phoneOf(words, n), kind: words.phoneKind, primary: true }]),
      emails: itemsOf(random, [
        { value: `${given.latin}.${family.latin}@example.com`, kind: company ? ('work' as const) : ('home' as const), primary: true },
      ]),
      preferredChannel: pickFrom(random, [words.channel, words.channel, 'phone', 'email'] as const),
      language: words.locale,
      birthDate: chance(random, 0.3) ? dayOfNumber(setting.today - 365 * 25 - intBelow(random, 365 * 35)) : null,
      interests: chance(random, 0.5) ? [pickFrom(random, words.interests)] : [],
      address: company ? null : addressAt(setting, inTurn(words.places, n)),
      ownerId: company?.fields.ownerId ?? inTurn(setting.reps, n),
      description: chance(random, 0.2) ? pickFrom(random, words.subjects.note) : '',
    },
  }
}

/** Spread over the range, each number once. */
const phoneOf = (words: SampleWords, n: number): string => words.phone((37 * n + 113) % 1_000)

/** The same mail under a name as the other side of a card has it. */
const sameMail = ({ words, newId, random, now }: Setting, { fields, at }: SampleOf<'contact'>): SampleOf<'contact'> => ({
  entity: 'contact',
  id: newId('contact'),
  at: at + (now - at) / 3,
  fields: {
    name: { family: inLatin(words.families, fields.name.family), given: inLatin(words.givens, fields.name.given) },
    companyId: fields.companyId ?? null,
    emails: itemsOf(
      random,
      (fields.emails ?? []).map(({ value, kind }) => ({ value, kind: kind ?? null, primary: true })),
    ),
  },
})

/** The same phone and name, without a company. */
const samePhone = ({ newId, random, now }: Setting, { fields, at }: SampleOf<'contact'>): SampleOf<'contact'> => ({
  entity: 'contact',
  id: newId('contact'),
  at: at + (now - at) / 4,
  fields: {
    name: fields.name,
    phones: itemsOf(
      random,
      (fields.phones ?? []).map(({ value, kind }) => ({ value, kind: kind ?? null, primary: true })),
    ),
  },
})

/** In Latin letters; a name that is Latin already by its initial. */
const inLatin = (list: readonly Word[], name: string): string => {
  const latin = list.find(({ native }) => native === name)?.latin ?? name
  return latin === name.toLowerCase() ? `${name.charAt(0)}.` : latin.charAt(0).toUpperCase() + latin.slice(1)
}

const enteredAt = (setting: Setting, day: number): Instant => pastInstant(setting, Math.floor(day - between(setting.random, 1, 25)))

const addressAt = ({ words, random }: Setting, { locality, admin1, postal, streets }: Place) => ({
  country: words.country,
  ...(admin1 && { admin1 }),
  locality,
  line1: words.line1(pickFrom(random, streets), 1 + intBelow(random, 180)),
  postal,
})
