/**
 * The list and search goals of architecture.md section 9 on 100,000 contacts (names in five scripts), 10,000 companies, 20,000 deals and
 * 250,000 orders. Run with `npx --no -- node tests/bench/query.ts`; prints p50 and p95 of each question and the goal, in ms of CPU.
 */
import { newId } from '../../src/core/ids.ts'
import { randomFrom } from '../../src/core/random.ts'
import { entities, entityNamed } from '../../src/domain/entities.ts'
import type { Asking } from '../../src/tables/asking.ts'
import { createQueries } from '../../src/tables/query.ts'
import { createSearch } from '../../src/tables/search/search.ts'
import { createTables } from '../../src/tables/tables.ts'
import type { View } from '../../src/tables/view.ts'
import { person } from '../tables/names.ts'

const random = randomFrom(20_260_301)
const from = 1_709_000_000_000
const below = (count: number): number => Math.floor(random() * count)
const oneOf = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
const ids = (entity: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => newId(entity, from + at * 500, random))

const tables = createTables({ entities: Object.values(entities), baseCurrency: 'THB' })
const asking: Asking = {
  rows: tables.rows,
  entity: entityNamed,
  timeZone: 'Asia/Bangkok',
  baseCurrency: 'THB',
  weekStart: 1,
  today: () => '2026-03-01',
  me: null,
}
const search = createSearch(asking)
const queries = createQueries(asking, new Intl.Collator('en', { numeric: true }), () => search)

const fill = (entity: string, all: readonly string[], recordOf: (at: number) => Readonly<Record<string, unknown>>): void => {
  for (let start = 0; start < all.length; start += 5_000) {
    const part = all.slice(start, start + 5_000).map((id, at) => {
      const touched = from + below(63_000_000_000)
      return {
        entity,
        id,
        spaceId: 'space_1',
        bucket: 0,
        record: { id, spaceId: 'space_1', createdAt: touched, updatedAt: touched, ...recordOf(start + at) },
      }
    })
    queries.changed(tables.apply(part))
  }
}

const members = ids('member', 12)
const stages = ids('stage', 6)
const companies = ids('company', 10_000)
const contacts = ids('contact', 100_000)
const deals = ids('deal', 20_000)
const orders = ids('order', 250_000)
const titles = ['Sales Manager', 'Buyer', 'ผู้จัดการ', '采购经理', '구매 담당자', 'Owner', null]
const thb = (amount: number) => ({ amount, currency: 'THB' })
fill('member', members, (at) => ({ name: `Member ${at}` }))
fill('stage', stages, (at) => ({ name: `Stage ${at}`, order: `a${at}` }))
fill('company', companies, (at) => ({
  name: `${person(at, random).family} ${oneOf(['Co', 'Ltd', '有限公司', '주식회사', 'จำกัด']) ?? ''} ${at}`,
  type: oneOf(['prospect', 'customer']),
}))
fill('contact', contacts, (at) => {
  const name = person(at, random)
  const digits = String(10_000_000 + at * 7)
  return {
    name,
    companyId: oneOf(companies),
    jobTitle: oneOf(titles),
    ownerId: oneOf(members),
    phones: [{ id: 'p', order: 'a0', value: `+668${digits}`, kind: 'mobile', primary: true }],
    emails: [{ id: 'e', order: 'a0', value: `${name.family.toLowerCase()}.${at}@example.com`, kind: 'work' }],
    interests: random() < 0.3 ? ['golf'] : [],
    birthDate: random() < 0.4 ? `19${60 + below(40)}-0${1 + below(9)}-1${below(9)}` : null,
  }
})
fill('deal', deals, (at) => ({
  name: `Deal ${at} ${person(at, random).given}`,
  companyId: oneOf(companies),
  stageId: oneOf(stages),
  amount: thb(below(9_000_000)),
  expectedCloseDate: `2026-0${1 + below(9)}-1${below(9)}`,
}))
fill('order', orders, (at) => ({
  number: `SO-${100_000 + at}`,
  contactId: oneOf(contacts),
  status: oneOf(['confirmed', 'shipped', 'completed', 'returned']),
  orderedAt: from + below(63_000_000_000),
  currency: 'THB',
  lines: [{ id: 'l', order: 'a0', qty: 1 + below(9), unitPrice: { digits: below(90_000), scale: 2, currency: 'THB' } }],
}))

const quantile = (times: readonly number[], part: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(part * times.length))] ?? NaN).toFixed(2).padStart(8)
/** The thread's own time: what else runs on the machine does not count. */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
const timed = (run: () => unknown): number => {
  const start = cpu()
  run()
  return cpu() - start
}
const report = (name: string, goal: number, times: readonly number[]): void =>
  console.log(name.padEnd(66), 'p50', quantile(times, 0.5), 'p95', quantile(times, 0.95), 'goal', goal)
/** Each run asks something that was not asked before. */
const measure = (name: string, goal: number, run: (at: number) => unknown, count = 60): void => {
  for (let at = 0; at < 5; at += 1) run(-1 - at)
  report(
    name,
    goal,
    Array.from({ length: count }, (_, at) => timed(() => run(at))),
  )
}

const window = { start: 0, count: 50 }
for (const [entity, column] of [
  ['contact', 'name'],
  ['contact', 'companyId'],
  ['contact', 'revenue'],
  ['contact', 'updatedAt'],
  ['deal', 'name'],
  ['order', 'orderedAt'],
  ['order', 'number'],
] as const) {
  report(`first order: ${entity} by ${column}`, 150, [timed(() => queries.query({ entity, sort: [{ column }] }, window))])
}
for (const entity of ['contact', 'company', 'deal', 'order', 'product']) {
  const begin = cpu()
  let longest = 0
  for (const steps = search.prepare(entity); ;) {
    const start = cpu()
    if (steps.next().done === true) break
    longest = Math.max(longest, cpu() - start)
  }
  console.log(`search texts of ${entity}`.padEnd(66), (cpu() - begin).toFixed(0), 'ms in all, longest step', longest.toFixed(1))
}

const contactView = (at: number): View => ({
  entity: 'contact',
  filter: {
    all: [
      { column: 'ownerId', op: 'anyOf', value: members.slice(at % 5, 6) },
      { column: 'jobTitle', op: 'contains', value: ['man', 'buy', 'จัด', '采购'][at & 3] ?? '' },
      { column: 'birthDate', op: 'above', value: `19${60 + (at & 31)}-01-01` },
    ],
  },
  sort: [{ column: 'name', descending: (at & 1) === 1 }],
  sums: ['revenue', 'orderCount'],
})
measure('list-query: contacts, three conditions, by name, two sums', 16, (at) =>
  queries.query(contactView(at + 10), { start: 100, count: 50 }),
)
measure('list-query: contacts, company is a customer, by company and name', 16, (at) =>
  queries.query(
    {
      entity: 'contact',
      filter: {
        all: [
          { column: 'companyId.type', op: 'is', value: 'customer' },
          { column: 'birthDate', op: 'above', value: `19${60 + (at & 31)}-01-0${1 + (at & 7)}` },
        ],
      },
      sort: [{ column: 'companyId' }, { column: 'name' }],
    },
    window,
  ),
)
measure('list-query: all contacts, deep window', 16, (at) =>
  queries.query(
    { entity: 'contact', filter: { column: 'orderCount', op: 'atLeast', value: -at - 10 }, sort: [{ column: 'name' }], sums: ['revenue'] },
    { start: 90_000, count: 50 },
  ),
)
measure('list-query: orders of a month, by date, sum', 16, (at) =>
  queries.query(
    {
      entity: 'order',
      filter: {
        all: [
          { column: 'orderedAt', op: 'atLeast', value: `2025-0${1 + (Math.abs(at) % 9)}-0${1 + (at & 7)}` },
          { column: 'status', op: 'isNot', value: 'returned' },
        ],
      },
      sort: [{ column: 'orderedAt', descending: true }],
      sums: ['total'],
    },
    window,
  ),
)
measure(
  'groups: orders by month with sums',
  100,
  (at) =>
    queries.query({ entity: 'order', filter: { column: 'total', op: 'above', value: at }, group: 'orderedAt', sums: ['total'] }, window),
  20,
)
measure('groups: deals by stage with sums', 16, (at) =>
  queries.query(
    {
      entity: 'deal',
      filter: { column: 'amount', op: 'above', value: at },
      group: 'stageId',
      sort: [{ column: 'amount' }],
      sums: ['amount'],
    },
    window,
  ),
)
measure('name contains, first time a word is asked', 16, (at) =>
  queries.query(
    {
      entity: 'contact',
      filter: { column: 'name', op: 'contains', value: `a${String.fromCharCode(98 + (at & 15))}${at}` },
      sort: [{ column: 'name' }],
    },
    window,
  ),
)
measure('scroll: same view, another window', 2, (at) =>
  queries.query({ entity: 'contact', sort: [{ column: 'name' }] }, { start: Math.abs(at) * 500, count: 50 }),
)
measure('an edit of a name, then the list again', 16, (at) => {
  const id = contacts[1_000 + Math.abs(at) * 37] ?? ''
  const touched = from + 63_000_000_000 + at
  queries.changed(
    tables.apply([
      {
        entity: 'contact',
        id,
        spaceId: 'space_1',
        bucket: 0,
        record: { id, spaceId: 'space_1', name: { family: `New ${at}`, given: 'Name' }, createdAt: touched, updatedAt: touched },
      },
    ]),
  )
  queries.query({ entity: 'contact', sort: [{ column: 'name' }], sums: ['revenue'] }, window)
})

const searched = ['contact', 'company', 'deal', 'order', 'product']
const searches: readonly (readonly [string, readonly string[]])[] = [
  ['two words, Latin', ['ba example', 'son manager', 'ke ltd', 'ting 09', 'er an', 'wi buyer']],
  ['two words, Chinese', ['王 经理', '张 example', '李 有限', '陈 采购', '吴 一']],
  ['two words, Korean', ['김 담당', '이 example', '박 구매', 'ㅇ ㄱ', '최 주식']],
  ['two words, Thai', ['ก ผู้', 'จำกัด ส', 'ผู้จัด เก', 'ม ร']],
  ['phone and order numbers', ['081000', 'SO-1234', '+668 100', '66810000 man']],
  ['one letter', ['a', 'e', '1', 'ก', '王', 'ㄱ']],
  ['nothing found, then one edit away', ['zzqqxx', 'qwxkjv', 'bacedo', 'Xeringa']],
]
for (const [name, texts] of searches)
  measure(
    `search: ${name}`,
    8,
    (at) =>
      search
        .search(texts[Math.abs(at) % texts.length] ?? '', searched, 8)
        .map(({ entity, rows }) => queries.cells(entity, rows, undefined)),
    60,
  )
measure('search inside a view: contacts holding "ma"', 16, (at) =>
  queries.query({ entity: 'contact', search: `ma ${at & 7}`, sort: [{ column: 'name' }] }, window),
)
console.log(
  'heap',
  (process.memoryUsage().heapUsed / 1e6).toFixed(0),
  'MB; arrays',
  (process.memoryUsage().arrayBuffers / 1e6).toFixed(0),
  'MB',
)
