import fc from 'fast-check'
import type { Id } from '../../src/core/ids.ts'
import { LIVE, type Changed, type RowChange } from '../../src/tables/column.ts'
import type { Tables } from '../../src/tables/tables.ts'
import { anOrder, everyEntity, gone, idOf, put } from './records.ts'

type Held = Readonly<Record<string, unknown>>

const few = fc.nat(4)
const refTo = (entity: string) =>
  fc.option(
    few.map((number) => idOf(entity, number)),
    { freq: 3 },
  )
const instant = fc.nat(9).map((hours) => hours * 3_600_000 + 0.5)
const trashed = fc.option(fc.constant(5), { freq: 1, nil: null })

const company = fc.record({
  name: fc.constantFrom('Siam Tea', '東京茶', '', 'Ünal'),
  parentId: refTo('company'),
  phones: fc.array(
    fc.record({
      id: fc.constant('p1'),
      value: fc.constantFrom('+66812345678', '+81312345678'),
      kind: fc.constantFrom('work', 'fax', null),
    }),
    { maxLength: 3 },
  ),
  deletedAt: trashed,
})
const contact = fc.record({
  name: fc.record({ family: fc.constantFrom('Kim', '陈'), given: fc.constantFrom('', 'Ana') }),
  companyId: refTo('company'),
  birthDate: fc.constantFrom('2000-02-29', '1931-01-01', 'soon', null),
  interests: fc.array(fc.constantFrom('tea', 'coffee', 'water'), { maxLength: 4 }),
  preferredChannel: fc.constantFrom('phone', 'carrier pigeon', null),
  deletedAt: trashed,
})
const order = fc
  .record({
    companyId: refTo('company'),
    contactId: refTo('contact'),
    status: fc.constantFrom('confirmed', 'completed', 'returned', 'draft'),
    orderedAt: instant,
    currency: fc.constantFrom('THB', 'USD'),
    exchangeRate: fc.constantFrom(null, 35, 36),
    baht: fc.integer({ min: -3, max: 3 }),
    deletedAt: trashed,
  })
  .map((held) => anOrder(held))
const activity = fc.record({
  status: fc.constantFrom('done', 'planned'),
  startAt: fc.option(instant),
  regardingIds: fc.array(
    fc.tuple(fc.constantFrom('company', 'contact', 'deal', 'product'), few).map(([entity, number]) => idOf(entity, number)),
    { maxLength: 3 },
  ),
  deletedAt: trashed,
})

const written = (entity: string, record: fc.Arbitrary<Held>) =>
  fc.tuple(few, fc.option(record, { freq: 8 }), fc.constantFrom('team', 'private')).map(([number, held, space]) => {
    const id = idOf(entity, number)
    return held === null ? gone(id) : put(id, held, number, space)
  })

/** Commits of people who are busy with few records, so that all of them meet: creations, edits, moves, trash, restore, removal, references ahead of their records. */
export const someCommits: fc.Arbitrary<readonly (readonly RowChange[])[]> = fc.array(
  fc.array(fc.oneof(written('company', company), written('contact', contact), written('order', order), written('activity', activity)), {
    maxLength: 6,
  }),
  { maxLength: 12 },
)

export type Book = ReadonlyMap<Id, Held | null>
export const bookOf = (commits: readonly (readonly RowChange[])[]): Book => new Map(commits.flat().map(({ id, record }) => [id, record]))

/** Every cell of every row, by entity and id: what two tables must agree on. */
export const cellsOf = (tables: Tables): Record<string, Record<Id, Record<string, unknown>>> =>
  Object.fromEntries(
    everyEntity.map(({ name, fields }) => {
      const rows = tables.rows(name)
      const columns = Object.entries(fields).flatMap(([field, { column, items }]) => {
        if (column === 'none') return []
        return items === undefined ? [field] : Object.keys(items).map((item) => `${field}.${item}`)
      })
      const cells = Array.from({ length: rows.length }, (_, row) => [
        rows.idOf(row),
        {
          $live: rows.live[row],
          $space: rows.column('$space')?.get(row),
          ...Object.fromEntries(columns.map((column) => [column, plain(rows.column(column)?.get(row))])),
        },
      ])
      return [name, Object.fromEntries(cells) as Record<Id, Record<string, unknown>>]
    }),
  )
/** No value and no items are the same to everyone who reads. */
const plain = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value)

/** The folded cells of a company or contact, told from the records alone. */
export const foldsFrom = (book: Book, entity: 'company' | 'contact', id: Id): Held => {
  const isLive = book.get(id) !== null && book.has(id)
  const records = (of: string) =>
    [...book].flatMap(([key, record]) => (key.startsWith(`${of}_`) && record !== null && record['deletedAt'] === null ? [record] : []))
  const orders = records('order').filter((each) => each[`${entity}Id`] === id)
  const done = records('activity').filter(({ status, regardingIds }) => status === 'done' && (regardingIds as Id[]).includes(id))
  const counted = orders.filter(({ status }) => ['confirmed', 'shipped', 'completed'].includes(String(status))).length
  const worth = orders.reduce((sum, each) => sum + worthOf(each), 0)
  return {
    orderCount: isLive || counted > 0 ? counted : null,
    revenue: isLive || worth !== 0 ? { amount: worth, currency: 'THB' } : null,
    lastOrderAt: latest(orders.map(({ orderedAt }) => orderedAt)),
    lastActivityAt: latest(done.map(({ startAt }) => startAt)),
  }
}
const worthOf = ({ baht, currency, exchangeRate }: Held): number => {
  const amount = Number(baht) * 100
  if (currency === 'THB') return amount
  return typeof exchangeRate === 'number' ? amount * exchangeRate : 0
}
const latest = (instants: readonly unknown[]): number | null => {
  const held = instants.filter((each) => typeof each === 'number')
  return held.length === 0 ? null : Math.max(...held)
}

/** What differs between two tellings, as changes tell it: `entity id column`. */
export const differences = (before: ReturnType<typeof cellsOf>, after: ReturnType<typeof cellsOf>): readonly string[] =>
  Object.entries(after).flatMap(([entity, rows]) =>
    Object.entries(rows).flatMap(([id, cells]) =>
      Object.entries(cells).flatMap(([column, value]) => {
        const was = before[entity]?.[id]?.[column] ?? (column === '$live' ? 0 : null)
        return JSON.stringify(was) === JSON.stringify(value ?? null) ? [] : [`${entity} ${id} ${column}`]
      }),
    ),
  )

/** Whether the changes tell of every difference, and of no row in which nothing differs. */
export const tellsAll = (changed: readonly Changed[], differing: readonly string[], tables: Tables): boolean => {
  const told = new Map(changed.map((each) => [each.entity, each]))
  const seen = new Set<string>()
  for (const each of differing) {
    const [entity = '', id = '', column = ''] = each.split(' ')
    const row = tables.rows(entity).rowOf(id)
    if (told.get(entity)?.rows.includes(row) !== true || told.get(entity)?.columns.has(column) !== true) return false
    seen.add(`${entity} ${row}`)
  }
  return changed.every(({ entity, rows }) => rows.every((row) => seen.has(`${entity} ${row}`)))
}

export const isLiveIn = (tables: Tables, id: Id): boolean => {
  const rows = tables.rows(id.slice(0, id.indexOf('_')))
  return rows.live[rows.rowOf(id)] === LIVE
}
