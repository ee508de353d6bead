import { newId, newItemId, type Id } from '../../src/core/ids.ts'
import { nBetween } from '../../src/core/order.ts'
import { intBelow, pickFrom, randomFrom, type Random } from '../../src/core/random.ts'
import type { Load } from '../../src/engine/loader.ts'
import type { NewWorkspace } from '../../src/engine/protocol.ts'
import { firstRecords } from '../../src/engine/founding.ts'
import { person } from '../tables/names.ts'
import { activityOf, contactOf, dealOf, END, orderOf, START, type Book } from './largerecords.ts'

/** The workspace "large" of architecture.md section 9, the same for the same seed. Orders hold 1 to 7 lines, 4 on average: 1,000,000. */
export const sizes = { company: 10_000, contact: 100_000, product: 4_000, deal: 20_000, activity: 300_000, order: 250_000 } as const
export type Sized = keyof typeof sizes

export interface LargeOptions {
  /** 1 makes it whole; 0.05 a twentieth of each. */
  readonly scale: number
  readonly seed: number
  readonly memberId: Id
}

export const sizeOf = (entity: Sized, scale: number): number => Math.max(1, Math.round(sizes[entity] * scale))
export const totalOf = (scale: number): number => Object.keys(sizes).reduce((sum, entity) => sum + sizeOf(entity as Sized, scale), 0) // its own keys

export const wanted: NewWorkspace = {
  name: 'Large',
  memberName: 'Dao',
  deviceName: 'Dao’s phone',
  locale: 'en',
  country: 'TH',
  timeZone: 'Asia/Bangkok',
  baseCurrency: 'THB',
  weekStart: 1,
  pipelineName: 'Sales',
  stageNames: { prospecting: 'Prospecting', negotiation: 'Negotiation', won: 'Won', lost: 'Lost' },
}

const suffixes = ['Co', 'Ltd', '有限公司', '주식회사', 'จำกัด']

/** Ids rise with time, as they do where people make records one after another. */
const idsOf = (entity: string, count: number, random: Random): readonly Id[] =>
  Array.from({ length: count }, (_, i) => newId(entity, START + Math.floor(((END - START) * i) / count), random))

const companyOf = (at: number, random: Random): Load['fields'] => {
  const { family, given } = person(at, random)
  return {
    name: `${family}${given} ${suffixes[at % 5] ?? ''} ${at}`,
    code: `C${100_000 + at}`,
    type: pickFrom(random, ['prospect', 'customer', 'customer', 'partner']),
    industry: pickFrom(random, ['Food', 'Retail', 'Logistics', '制造', '의료', 'โรงแรม']),
    phones: [{ id: newItemId(random), order: 'a0', value: `+662${1_000_000 + at}`, kind: 'work' }],
    billingAddress: { country: 'TH', locality: `District ${at % 900}`, line1: `${at} Main Road`, postal: String(10_000 + (at % 900)) },
  }
}

const bookOf = ({ scale, seed, memberId }: LargeOptions, first: readonly Load[]): Book => {
  const random = randomFrom(seed)
  const ids = (entity: Sized) => idsOf(entity, sizeOf(entity, scale), random)
  return {
    random,
    members: [memberId, ...idsOf('member', 11, random)],
    stages: first.filter(({ entity }) => entity === 'stage').map(({ id }) => id),
    pipeline: first.find(({ entity }) => entity === 'pipeline')?.id ?? '',
    companies: ids('company'),
    contacts: ids('contact'),
    products: ids('product'),
    companyOfContact: Int32Array.from({ length: sizeOf('contact', scale) }, () =>
      random() < 0.9 ? intBelow(random, sizeOf('company', scale)) : -1,
    ),
    places: Array.from({ length: 8 }, (_, count) => nBetween(null, null, count)),
  }
}

/** Every record, parents first. */
export function* large(options: LargeOptions): Generator<Load, void> {
  const { scale, seed, memberId } = options
  const early = randomFrom(seed + 1)
  const first = firstRecords(wanted, memberId, (entity) => newId(entity, START, early))
  const book = bookOf(options, first)
  const { random, members, companies, contacts, products } = book
  yield* first
  for (const [at, id] of members.entries()) if (at > 0) yield { entity: 'member', id, fields: { name: `Member ${at}`, role: 'rep' } }
  for (const [at, id] of products.entries()) {
    const fields = {
      name: `${person(at, random).given} ${at}`,
      code: `P${at}`,
      category: `Category ${at % 40}`,
      kind: 'goods',
      active: true,
    }
    yield { entity: 'product', id, fields }
  }
  for (const [at, id] of companies.entries())
    yield { entity: 'company', id, fields: { ownerId: pickFrom(random, members), ...companyOf(at, random) } }
  for (const [at, id] of contacts.entries()) yield { entity: 'contact', id, fields: contactOf(book, at) }
  for (const id of idsOf('deal', sizeOf('deal', scale), random)) yield { entity: 'deal', id, fields: dealOf(book) }
  for (const [at, id] of idsOf('order', sizeOf('order', scale), random).entries()) yield { entity: 'order', id, fields: orderOf(book, at) }
  for (const [at, id] of idsOf('activity', sizeOf('activity', scale), random).entries())
    yield { entity: 'activity', id, fields: activityOf(book, at) }
}

/** Only its contacts: what bulk writes, imports and their peers are measured with. */
export function* largeContacts(options: LargeOptions): Generator<Load, void> {
  const book = bookOf(options, [])
  for (const [at, id] of book.contacts.entries()) yield { entity: 'contact', id, fields: contactOf(book, at) }
}
