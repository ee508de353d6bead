import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GHOST, LIVE, TRASHED } from '../../src/tables/column.ts'
import { gone, idOf, put, someTables, anOrder, thb } from './records.ts'
import { bookOf, cellsOf, differences, someCommits, tellsAll } from './world.ts'

const contactId = idOf('contact', 1)
const companyId = idOf('company', 1)

describe('a record in its table', () => {
  test('reads back cell by cell as a person entered it', () => {
    const tables = someTables()
    const activityId = idOf('activity', 1)
    tables.apply([
      put(contactId, {
        name: { family: '陈', given: '美玲' },
        companyId,
        birthDate: '2000-02-29',
        interests: ['tea', 'Go'],
        preferredChannel: 'line',
        phones: [
          { id: 'p1', value: '+66812345678', kind: 'mobile', primary: true },
          { id: 'p2', value: '02 123', kind: null, primary: null },
        ],
        createdAt: 1_767_225_600_123,
      }),
      put(activityId, { subject: 'Call', status: 'done', durationSec: 90.5, regardingIds: [contactId, companyId] }),
      put(idOf('deal', 1), { name: 'Tea', amount: { amount: 100, currency: 'USD' }, exchangeRate: 35.5 }),
      put(idOf('product', 1), { name: 'Tea', active: false, listPrice: { digits: 1, scale: 3, currency: 'THB' } }),
    ])
    const { contact, activity, deal, product } = cellsOf(tables)
    expect(contact?.[contactId]).toMatchObject({
      name: { family: '陈', given: '美玲' },
      companyId,
      birthDate: '2000-02-29',
      interests: ['tea', 'Go'],
      preferredChannel: 'line',
      'phones.value': ['+66812345678', '02 123'],
      'phones.kind': ['mobile', null],
      'phones.primary': [true, null],
      createdAt: 1_767_225_600_123,
      jobTitle: null,
      $space: 'team',
    })
    expect(activity?.[activityId]).toMatchObject({ subject: 'Call', durationSec: 90.5, regardingIds: [contactId, companyId] })
    expect(deal?.[idOf('deal', 1)]).toMatchObject({ amount: { amount: 100, currency: 'USD' } })
    expect(product?.[idOf('product', 1)]).toMatchObject({ active: false, listPrice: 0.001 })
    const amount = tables.rows('deal').column('amount')
    expect(amount?.kind === 'money' && amount.base[0]).toBe(3_550)
    expect([tables.bucketOf(contactId), tables.spaceOf(contactId)]).toEqual([7, 'team'])
  })

  test('what no newer app should have written empties its cell and nothing else', () => {
    const tables = someTables()
    tables.apply([
      put(contactId, {
        name: 'Ana',
        companyId: idOf('deal', 1),
        birthDate: 'tomorrow',
        interests: 'tea',
        createdAt: '5',
        phones: [null, 3],
        jobTitle: 'Buyer',
      }),
      put(idOf('order', 1), anOrder({ lines: [{ qty: 1 }] })),
      put('no id', { name: 'x' }),
    ])
    expect(cellsOf(tables)['contact']?.[contactId]).toMatchObject({
      name: null,
      companyId: null,
      birthDate: null,
      interests: null,
      createdAt: null,
      'phones.value': [null, null],
      jobTitle: 'Buyer',
    })
    expect(cellsOf(tables)['order']?.[idOf('order', 1)]).toMatchObject({ total: null, 'lines.qty': [1], currency: 'THB' })
  })

  test('a choice that only a newer app knows keeps its name', () => {
    const tables = someTables()
    tables.apply([put(contactId, { preferredChannel: 'pigeon' })])
    const column = tables.rows('contact').column('preferredChannel')
    expect(column?.get(0)).toBe('pigeon')
    expect(column?.kind === 'choice' && [...column.pool].slice(0, 2)).toEqual(['phone', 'email'])
  })

  test('a reference ahead of its record makes a ghost, which the record fills when it arrives', () => {
    const tables = someTables()
    tables.apply([put(contactId, { companyId })])
    const companies = tables.rows('company')
    expect(companies.live[companies.rowOf(companyId)]).toBe(GHOST)
    expect(tables.bucketOf(companyId)).toBeNull()
    tables.apply([put(companyId, { name: 'Siam Tea' })])
    const company = tables.rows('contact').column('companyId')
    const row = company?.kind === 'ref' ? company.rows[0] : undefined
    expect(row).toBe(companies.rowOf(companyId))
    expect(companies.column('name')?.get(row ?? -1)).toBe('Siam Tea')
  })

  test('lives, lies in the trash, is restored, and goes for good', () => {
    const tables = someTables()
    const lives = [{}, { deletedAt: 5 }, { deletedAt: null }].map((record) => {
      tables.apply([put(contactId, record)])
      return tables.rows('contact').live[0]
    })
    tables.apply([gone(contactId), gone(idOf('contact', 9))])
    expect([...lives, tables.rows('contact').live[0]]).toEqual([LIVE, TRASHED, LIVE, GHOST])
    expect(tables.rows('contact').length).toBe(1)
    expect([tables.bucketOf(contactId), tables.spaceOf(contactId)]).toEqual([null, null])
  })
})

describe('whatever people do', () => {
  const fields = [
    'name',
    'companyId',
    'birthDate',
    'interests',
    'preferredChannel',
    'parentId',
    'status',
    'orderedAt',
    'startAt',
    'regardingIds',
    'number',
  ]

  test('the cells are those of the last state of each record', () => {
    fc.assert(
      fc.property(someCommits, (commits) => {
        const tables = someTables()
        for (const commit of commits) tables.apply(commit)
        const cells = cellsOf(tables)
        for (const [id, record] of bookOf(commits)) {
          const row = cells[id.slice(0, id.indexOf('_'))]?.[id]
          for (const field of fields)
            if (row !== undefined && field in row) expect([id, field, row[field]]).toEqual([id, field, cellFrom(record?.[field])])
          if (record?.['phones'] !== undefined && row !== undefined) {
            const phones = record['phones'] as { value: string; kind: string | null }[]
            expect(row['phones.value'] ?? []).toEqual(phones.map(({ value }) => value))
            expect(row['phones.kind'] ?? []).toEqual(phones.map(({ kind }) => kind))
          }
        }
      }),
      { seed: 11, numRuns: 80 },
    )
  }, 30_000)

  test('the changes tell of each cell that differs, and of no row where nothing does', () => {
    fc.assert(
      fc.property(someCommits, (all) => {
        const commits = all.map((commit) => commit.filter(({ id }, at) => commit.findLastIndex((other) => other.id === id) === at))
        const tables = someTables()
        let before = cellsOf(tables)
        for (const commit of commits) {
          const changed = tables.apply(commit)
          const after = cellsOf(tables)
          expect(tellsAll(changed, differences(before, after), tables)).toBe(true)
          before = after
          expect(tables.apply(commit)).toEqual([])
        }
      }),
      { seed: 12, numRuns: 80 },
    )
  }, 30_000)

  const cellFrom = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const kept = [...new Set(value)].filter((each) => !String(each).startsWith('product_'))
      return kept.length === 0 ? null : kept
    }
    return value === undefined || value === '' || value === 'soon' ? null : value
  }
})

describe('a list of items', () => {
  test('stays right while rows grow and shrink until their places are tidied', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(1_200)), { maxLength: 12 }), (steps) => {
        const tables = someTables()
        const model = new Map<number, number>()
        for (const [number, count] of steps) {
          const lines = Array.from({ length: count }, (_, item) => ({
            id: 'l',
            order: 'a',
            name: `n${item % 7}`,
            qty: number * 10_000 + item,
            productId: idOf('product', item % 3),
          }))
          tables.apply([put(idOf('order', number), anOrder({ lines }))])
          model.set(number, count)
        }
        const rows = tables.rows('order')
        for (const [number, count] of model) {
          const row = rows.rowOf(idOf('order', number))
          expect(rows.column('lines.qty')?.get(row)).toEqual(Array.from({ length: count }, (_, item) => number * 10_000 + item))
          expect(rows.column('lines.productId')?.get(row)).toEqual(Array.from({ length: count }, (_, item) => idOf('product', item % 3)))
        }
        // Dead places are at most half of all, and 1,000.
        const live = [...model.values()].reduce((sum, count) => sum + count, 0)
        const column = rows.column('lines.qty')
        const places =
          column?.kind === 'many'
            ? Math.max(0, ...Array.from(column.start.subarray(0, rows.length), (from, row) => from + (column.count[row] ?? 0)))
            : 0
        expect(places).toBeLessThanOrEqual(Math.max(live * 2, live + 1_000))
      }),
      { seed: 4, numRuns: 30 },
    )
  }, 30_000)
})

describe('money', () => {
  test('of a foreign currency is worth what the record says, and unknown where it says nothing', () => {
    const tables = someTables()
    const id = idOf('deal', 1)
    const base = () => {
      const column = tables.rows('deal').column('amount')
      return column?.kind === 'money' ? column.base[0] : undefined
    }
    tables.apply([put(id, { amount: thb(10), exchangeRate: null })])
    expect(base()).toBe(1_000)
    tables.apply([put(id, { amount: { amount: 100, currency: 'USD' }, exchangeRate: null })])
    expect(base()).toBeNaN()
    const changed = tables.apply([put(id, { amount: { amount: 100, currency: 'USD' }, exchangeRate: 36 })])
    expect(base()).toBe(3_600)
    expect(changed[0]?.columns).toEqual(new Set(['amount', 'exchangeRate']))
  })
})

test('a column that nobody fills costs nothing', () => {
  const tables = someTables()
  tables.apply(Array.from({ length: 2_000 }, (_, number) => put(idOf('contact', number), { jobTitle: `Buyer ${number}` })))
  const owned = tables.owned()
  expect([owned.get('contact/birthDate'), owned.get('contact/department'), owned.get('contact/companyId')]).toEqual([0, 0, 0])
  expect(owned.get('contact/jobTitle')).toBeGreaterThan(2_000)
})
