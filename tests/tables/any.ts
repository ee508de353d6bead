import * as fc from 'fast-check'
import { ops, spans, type Condition, type Filter } from '../../src/tables/view.ts'
import type { Held } from './book.ts'

const word = fc.constantFrom('', 'Acme', 'ACME ltd', 'ácme', 'สมชาย', '王小明', '김민준', 'ｆｕｌｌ', 'zebra', 'b', 'B')
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 3 })
const money = fc.record({ amount: fc.integer({ min: -500, max: 500 }), currency: fc.constantFrom('THB', 'USD', 'KRW') })
const instant = fc.integer({ min: 1_772_150_000_000, max: 1_772_550_000_000 })
const day = fc.constantFrom('2025-12-31', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-31', '2027-01-01')

export const companyIds = ['company_01kjz0000000000000000000a1', 'company_01kjz0000000000000000000a2', 'company_01kjz0000000000000000000a3']
export const memberIds = ['member_01kjz0000000000000000000b1', 'member_01kjz0000000000000000000b2']
const item = { id: 'i', order: 'a0' }

export const someCompany: fc.Arbitrary<Held> = fc.record({
  name: word,
  type: orNull(fc.constantFrom('prospect', 'customer', 'newerAppsType')),
  phones: fc.array(
    fc
      .record({ value: fc.constantFrom('+66812345678', '02-111'), kind: orNull(fc.constantFrom('work', 'home')) })
      .map((phone) => ({ ...item, ...phone })),
    { maxLength: 2 },
  ),
  ownerId: orNull(fc.constantFrom(...memberIds)),
  billingAddress: orNull(fc.record({ locality: word, country: fc.constantFrom('Thailand', '') })),
})

export const someContact: fc.Arbitrary<Held> = fc.record({
  name: fc.record({ family: word, given: word }),
  companyId: orNull(fc.constantFrom(...companyIds)),
  jobTitle: orNull(word),
  phones: fc.array(
    fc
      .record({
        value: fc.constantFrom('+66812345678', '02-111'),
        kind: orNull(fc.constantFrom('work', 'home')),
        primary: orNull(fc.boolean()),
      })
      .map((phone) => ({ ...item, ...phone })),
    { maxLength: 3 },
  ),
  interests: fc.uniqueArray(fc.constantFrom('golf', 'Golf', 'tea', 'ชา'), { maxLength: 3 }),
  preferredChannel: orNull(fc.constantFrom('phone', 'email', 'line')),
  birthDate: orNull(day),
  ownerId: orNull(fc.constantFrom(...memberIds)),
})

export const someDeal: fc.Arbitrary<Held> = fc.record({
  name: word,
  companyId: orNull(fc.constantFrom(...companyIds)),
  amount: orNull(money),
  exchangeRate: orNull(fc.constantFrom(30, 0.025, 1)),
  expectedCloseDate: orNull(day),
  closedAt: orNull(instant),
  ownerId: orNull(fc.constantFrom(...memberIds)),
})

const someOperand = fc.oneof(
  word,
  day,
  fc.constantFrom(...companyIds, ...memberIds, '$me'),
  fc.constantFrom('work', 'customer', 'newerAppsType', 'golf', 'line'),
  fc.constantFrom(...spans),
  fc.integer({ min: -500, max: 500 }),
  fc.boolean(),
)
export const contactColumns = [
  'name',
  'companyId',
  'companyId.name',
  'companyId.type',
  'companyId.phones.kind',
  'companyId.billingAddress',
  'jobTitle',
  'phones',
  'phones.kind',
  'phones.primary',
  'interests',
  'preferredChannel',
  'birthDate',
  'ownerId',
  'orderCount',
  'revenue',
]
export const dealColumns = ['name', 'companyId', 'companyId.ownerId', 'amount', 'exchangeRate', 'expectedCloseDate', 'closedAt', 'ownerId']

const someCondition = (columns: readonly string[]): fc.Arbitrary<Condition> =>
  fc.record(
    {
      column: fc.constantFrom(...columns),
      op: fc.constantFrom(...ops),
      value: fc.oneof(someOperand, fc.array(someOperand, { maxLength: 3 })),
    },
    { requiredKeys: ['column', 'op'] },
  )
export const someFilter = (columns: readonly string[]): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: someCondition(columns) },
      { weight: 1, arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((all) => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie('filter').map((not) => ({ not })) },
    ),
  })).filter
