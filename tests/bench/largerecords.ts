import { newItemId, type Id } from '../../src/core/ids.ts'
import { intBelow, pickFrom, type Random } from '../../src/core/random.ts'
import { person } from '../tables/names.ts'

/** Everything was made in the three years before this moment. */
export const END = Date.UTC(2026, 2, 1)
export const START = END - 3 * 365 * 86_400_000

/** What the records of "large" choose from. */
export interface Book {
  readonly random: Random
  readonly members: readonly Id[]
  readonly stages: readonly Id[]
  readonly pipeline: Id
  readonly companies: readonly Id[]
  readonly contacts: readonly Id[]
  readonly products: readonly Id[]
  /** Index of each contact's company, -1 for none. */
  readonly companyOfContact: Int32Array
  /** Place keys of lists by length. */
  readonly places: readonly (readonly string[])[]
}
type Fields = Readonly<Record<string, unknown>>

/** The first contacts have a story of 500 events each: what the record page is measured with. */
export const BUSY = 20
export const EVENTS = 500

const titles = ['Sales Manager', 'Buyer', 'ผู้จัดการ', '采购经理', '구매 담당자', 'Owner', null]
/** 28 lines in seven orders, and 8 in the first two: 250,000 orders have 1,000,000. */
const linesOf = [1, 7, 2, 6, 3, 5, 4]
const notes = ['Asked for the price list. ', 'ลูกค้าขอใบเสนอราคาใหม่ ', '想了解交货时间。', '다음 주에 다시 전화하기로 함. ']

const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from))
/** Few take much: the square of a uniform. */
const skewed = (random: Random, below: number): number => Math.floor(below * random() ** 2)
const dayText = (random: Random, year: number): string =>
  `${year}-${String(1 + intBelow(random, 12)).padStart(2, '0')}-${String(1 + intBelow(random, 28)).padStart(2, '0')}`

export const contactOf = ({ random, members, companies, companyOfContact }: Book, at: number): Fields => {
  const name = person(at, random)
  return {
    ownerId: pickFrom(random, members),
    name,
    code: `K${1_000_000 + at}`,
    companyId: companies[companyOfContact[at] ?? -1] ?? null,
    jobTitle: pickFrom(random, titles),
    phones: [{ id: newItemId(random), order: 'a0', value: `+668${10_000_000 + at * 7}`, kind: 'mobile', primary: true }],
    emails: [
      {
        id: newItemId(random),
        order: 'a0',
        value: `${at % 5 === 0 ? name.given.toLowerCase().replaceAll('ö', 'o') : 'k'}.${at}@example.com`,
        kind: 'work',
        primary: true,
      },
    ],
    interests: random() < 0.3 ? [pickFrom(random, ['golf', 'tea', 'ดนตรี', '旅行'])] : [],
    birthDate: random() < 0.4 ? dayText(random, 1960 + intBelow(random, 40)) : null,
  }
}

export const dealOf = ({ random, members, stages, pipeline, companies }: Book): Fields => ({
  ownerId: pickFrom(random, members),
  name: `Deal ${intBelow(random, 90_000)} ${person(intBelow(random, 5), random).given}`,
  companyId: pickFrom(random, companies),
  pipelineId: pipeline,
  stageId: pickFrom(random, stages),
  amount: { amount: 1_000 * intBelow(random, 90_000), currency: 'THB' },
  expectedCloseDate: dayText(random, 2026),
})

export const orderOf = ({ random, members, companies, contacts, products, companyOfContact, places }: Book, at: number): Fields => {
  const buyer = skewed(random, contacts.length)
  const currency = random() < 0.05 ? 'USD' : 'THB'
  const count = linesOf[at % linesOf.length] ?? 4
  return {
    ownerId: pickFrom(random, members),
    number: `SO-${1_000_000 + at}`,
    contactId: contacts[buyer] ?? null,
    companyId: companies[companyOfContact[buyer] ?? -1] ?? null,
    status: pickFrom(random, ['confirmed', 'shipped', 'completed', 'completed', 'completed', 'returned']),
    orderedAt: between(random, START, END),
    currency,
    exchangeRate: currency === 'USD' ? 34.5 : null,
    paymentStatus: 'paid',
    lines: Array.from({ length: count }, (_, i) => lineOf(random, products, currency, places[count]?.[i] ?? 'a0')),
  }
}

export const lineOf = (random: Random, products: readonly Id[], currency: string, order: string): Fields & { readonly id: string } => {
  const product = skewed(random, products.length)
  return {
    id: newItemId(random),
    order,
    productId: products[product] ?? null,
    name: `Product number ${product}`,
    qty: 1 + intBelow(random, 12),
    unitPrice: { digits: 100 + intBelow(random, 90_000), scale: 2, currency },
    taxRate: 7,
  }
}

export const activityOf = ({ random, members, companies, contacts, companyOfContact }: Book, at: number): Fields => {
  const about = at < BUSY * EVENTS ? at % Math.min(BUSY, contacts.length) : intBelow(random, contacts.length)
  const company = companies[companyOfContact[about] ?? -1]
  const contact = contacts[about] ?? ''
  const startAt = between(random, START, END)
  return {
    ownerId: pickFrom(random, members),
    kind: pickFrom(random, ['call', 'meeting', 'email', 'task', 'visit']),
    subject: at % 3 === 0 ? `Talked about offer ${at}` : `Follow up ${at % 500}`,
    status: pickFrom(random, ['done', 'done', 'done', 'planned', 'cancelled']),
    priority: 'normal',
    startAt,
    dueAt: at % 2 === 0 ? startAt + 86_400_000 : null,
    regardingIds: company === undefined || at % 2 === 0 ? [contact] : [company, contact],
    assigneeId: pickFrom(random, members),
    ...(random() < 0.5 ? { body: pickFrom(random, notes).repeat(1 + intBelow(random, 6)) } : {}),
  }
}
