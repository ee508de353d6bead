import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calc, defineEntity, number, ref, type Entity } from '../../src/domain/entity.ts'
import type { RowChange } from '../../src/tables/column.ts'
import { createTables, type Tables } from '../../src/tables/tables.ts'
import { anOrder, gone, idOf, put, someTables, thb } from './records.ts'
import { bookOf, foldsFrom, someCommits } from './world.ts'

const companyId = idOf('company', 1)
const otherId = idOf('company', 2)
const orderId = idOf('order', 1)

const cell = (tables: Tables, id: string, column: string): unknown => {
  const rows = tables.rows(id.slice(0, id.indexOf('_')))
  return rows.column(column)?.get(rows.rowOf(id))
}

describe('a company', () => {
  const withOrders = () => {
    const tables = someTables()
    tables.apply([
      put(companyId, { name: 'Siam Tea' }),
      put(orderId, anOrder({ companyId, baht: 300, orderedAt: 1_000 })),
      put(idOf('order', 2), anOrder({ companyId, baht: 50, orderedAt: 3_000, status: 'returned', lines: [line(-50)] })),
      put(idOf('order', 3), anOrder({ companyId, baht: 20, orderedAt: 2_000, status: 'draft' })),
    ])
    return tables
  }
  const line = (baht: number) => ({
    id: 'l1',
    order: 'a0',
    name: 'Tea',
    qty: Math.sign(baht),
    unitPrice: { digits: Math.abs(baht) * 100, scale: 2, currency: 'THB' },
  })

  test('is worth its live orders less what came back, and counts those that were confirmed', () => {
    const tables = withOrders()
    expect(cell(tables, idOf('order', 2), 'total')).toEqual(thb(-50))
    expect(cell(tables, companyId, 'revenue')).toEqual(thb(270))
    expect(cell(tables, companyId, 'orderCount')).toBe(1)
    expect(cell(tables, companyId, 'lastOrderAt')).toBe(3_000)
  })

  test('loses an order that goes to the trash and has it again when it is restored', () => {
    const tables = withOrders()
    const last = anOrder({ companyId, baht: 50, orderedAt: 3_000, lines: [line(-50)] })
    const changed = tables.apply([put(idOf('order', 2), { ...last, deletedAt: 9 })])
    expect(changed.find(({ entity }) => entity === 'company')).toEqual({
      entity: 'company',
      rows: [tables.rows('company').rowOf(companyId)],
      columns: new Set(['revenue', 'lastOrderAt']),
    })
    expect([cell(tables, companyId, 'revenue'), cell(tables, companyId, 'lastOrderAt')]).toEqual([thb(320), 2_000])
    tables.apply([put(idOf('order', 2), last)])
    expect([cell(tables, companyId, 'revenue'), cell(tables, companyId, 'lastOrderAt')]).toEqual([thb(270), 3_000])
  })

  test('hands an order that moves over to the other one, even before that is known', () => {
    const tables = withOrders()
    tables.apply([put(orderId, anOrder({ companyId: otherId, baht: 300, orderedAt: 1_000 }))])
    expect([cell(tables, companyId, 'revenue'), cell(tables, otherId, 'revenue')]).toEqual([thb(-30), thb(300)])
    tables.apply([put(otherId, { name: 'Late' })])
    expect([cell(tables, otherId, 'revenue'), cell(tables, otherId, 'orderCount')]).toEqual([thb(300), 1])
  })

  test('without orders has sold nothing, and nothing last', () => {
    const tables = someTables()
    tables.apply([put(companyId, { name: 'New' })])
    expect([cell(tables, companyId, 'orderCount'), cell(tables, companyId, 'revenue'), cell(tables, companyId, 'lastOrderAt')]).toEqual([
      0,
      thb(0),
      null,
    ])
    tables.apply([gone(companyId)])
    expect([cell(tables, companyId, 'orderCount'), cell(tables, companyId, 'revenue')]).toEqual([null, null])
  })

  test('counts foreign money at the rate of each order, and leaves out what has none', () => {
    const tables = someTables()
    const usd = (exchangeRate: number | null) =>
      anOrder({ companyId, currency: 'USD', exchangeRate, lines: [{ ...line(1), unitPrice: { digits: 100, scale: 2, currency: 'USD' } }] })
    tables.apply([put(companyId, {}), put(idOf('order', 1), usd(35)), put(idOf('order', 2), usd(36)), put(idOf('order', 3), usd(null))])
    expect(cell(tables, companyId, 'revenue')).toEqual(thb(71))
  })

  test('remembers a call only once it is done', () => {
    const tables = someTables()
    const call = (status: string) =>
      put(idOf('activity', 1), { status, startAt: 5, regardingIds: [companyId, companyId, idOf('contact', 1)] })
    tables.apply([put(companyId, {}), call('planned')])
    expect(cell(tables, companyId, 'lastActivityAt')).toBeNull()
    tables.apply([call('done')])
    expect([cell(tables, companyId, 'lastActivityAt'), cell(tables, idOf('contact', 1), 'lastActivityAt')]).toEqual([5, 5])
  })
})

test('whatever people do, every folded cell is what the records say, and what a fold from nothing gives', () => {
  fc.assert(
    fc.property(someCommits, (commits) => {
      const tables = someTables()
      const done: (readonly RowChange[])[] = []
      for (const commit of commits) {
        tables.apply(commit)
        done.push(commit)
        const book = bookOf(done)
        for (const entity of ['company', 'contact'] as const) {
          const rows = tables.rows(entity)
          for (let row = 0; row < rows.length; row += 1) {
            const id = rows.idOf(row)
            const told = foldsFrom(book, entity, id)
            for (const [column, value] of Object.entries(told))
              expect([id, column, rows.column(column)?.get(row)]).toEqual([id, column, value])
          }
        }
        expectFolded(tables, [
          ['company', ['orderCount', 'revenue', 'lastOrderAt', 'lastActivityAt']],
          ['contact', ['orderCount', 'revenue', 'lastOrderAt', 'lastActivityAt']],
        ])
      }
    }),
    { seed: 21, numRuns: 120 },
  )
}, 30_000)

const expectFolded = (tables: Tables, columns: readonly (readonly [string, readonly string[]])[]): void => {
  for (const [entity, names] of columns) {
    for (const name of names) {
      const column = tables.rows(entity).column(name)
      const held = Array.from({ length: tables.rows(entity).length }, (_, row) => {
        if (column?.present[row] !== 1) return NaN
        if (column.kind === 'money') return column.base[row]
        return column.kind === 'number' || column.kind === 'instant' ? column.values[row] : undefined
      })
      expect([entity, name, held]).toEqual([entity, name, [...(tables.recomputed(entity, name) ?? [])]])
    }
  }
}

describe('two hops', () => {
  const tree = defineEntity('tree', { space: 'team', title: 'height' }, { gardenId: ref('garden'), height: number() })
  const garden = defineEntity(
    'garden',
    { space: 'team', title: 'area' },
    {
      townId: ref('town'),
      area: number(),
      trees: calc('number', { entity: 'tree', by: 'gardenId', fold: 'count' }),
      height: calc('number', { entity: 'tree', by: 'gardenId', fold: 'sum', of: 'height' }),
      lowest: calc('number', { entity: 'tree', by: 'gardenId', fold: 'min', of: 'height' }),
    },
  )
  const town = defineEntity(
    'town',
    { space: 'team', title: 'trees' },
    {
      trees: calc('number', { entity: 'garden', by: 'townId', fold: 'sum', of: 'trees' }),
      most: calc('number', { entity: 'garden', by: 'townId', fold: 'max', of: 'trees' }),
      lowest: calc('number', { entity: 'garden', by: 'townId', fold: 'min', of: 'lowest' }),
      height: calc('number', { entity: 'garden', by: 'townId', fold: 'sum', of: 'height' }),
    },
  )
  const all = [town, garden, tree] as unknown as readonly Entity[] // each is an Entity of narrower fields

  test('follow every edit, move and removal below, fractions and all', () => {
    const few = fc.nat(3)
    const life = fc.constantFrom(null, null, null, 4)
    const step = fc.oneof(
      fc
        .record({ gardenId: few.map((n) => idOf('garden', n)), height: fc.constantFrom(0.1, 0.2, 0.3, 7, null), deletedAt: life })
        .map((held) => ['tree', held] as const),
      fc.record({ townId: few.map((n) => idOf('town', n)), deletedAt: life }).map((held) => ['garden', held] as const),
      fc.constant(['town', {}] as const),
    )
    const change = fc
      .tuple(fc.nat(6), step, fc.nat(9))
      .map(([at, [entity, held], chance]) => (chance === 0 ? gone(idOf(entity, at)) : put(idOf(entity, at), held)))
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 15 }), (commits) => {
        const tables = createTables({ entities: all, baseCurrency: 'THB' })
        for (const commit of commits) {
          tables.apply(commit)
          expectFolded(tables, [
            ['garden', ['trees', 'height', 'lowest']],
            ['town', ['trees', 'most', 'lowest', 'height']],
          ])
        }
      }),
      { seed: 31, numRuns: 200 },
    )
  }, 30_000)

  test('are the most there can be: a third is refused when the tables are made, and so is a circle', () => {
    const land = defineEntity(
      'land',
      { space: 'team', title: 'trees' },
      { trees: calc('number', { entity: 'town', by: 'landId', fold: 'sum', of: 'trees' }) },
    )
    const circle = defineEntity(
      'circle',
      { space: 'team', title: 'sum' },
      { upId: ref('circle'), sum: calc('number', { entity: 'circle', by: 'upId', fold: 'sum', of: 'sum' }) },
    )
    expect(() => createTables({ entities: [...all, land as unknown as Entity], baseCurrency: 'THB' })).toThrow('two hops')
    expect(() => createTables({ entities: [circle as unknown as Entity], baseCurrency: 'THB' })).toThrow('two hops')
  })
})

test('the newest of many leaves again and again, and the next one takes its place', () => {
  const tables = someTables()
  const at = (number: number, startAt: number | null) =>
    put(idOf('activity', number), { status: 'done', startAt, regardingIds: [companyId] })
  tables.apply([put(companyId, {}), ...Array.from({ length: 300 }, (_, number) => at(number, number))])
  for (let newest = 299; newest > 200; newest -= 1) {
    tables.apply([newest % 2 === 0 ? at(newest, null) : gone(idOf('activity', newest))])
    expect(cell(tables, companyId, 'lastActivityAt')).toBe(newest - 1)
  }
  // Back and forth more often than the group keeps entries for.
  for (let turn = 0; turn < 9_000; turn += 1) tables.apply([at(1, turn % 2 === 0 ? 1e6 + turn : 1)])
  expect(cell(tables, companyId, 'lastActivityAt')).toBe(200)
}, 30_000)
