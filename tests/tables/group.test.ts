import { describe, expect, test } from 'vitest'
import type { Group, View } from '../../src/tables/view.ts'
import { aBook, type Book, type Held } from './book.ts'

const all = { start: 0, count: 10_000 }
const thb = (amount: number) => ({ amount, currency: 'THB' })
const groupsOf = (book: Book, view: View): readonly Group[] => book.queries.query(view, all).groups ?? []

/** Three stages of a pipeline and deals in them. */
const aBoard = (deals: readonly Held[]): { book: Book; stages: readonly string[] } => {
  const book = aBook()
  const stages = book.putAll('stage', [
    { name: 'Lead', order: 'a0' },
    { name: 'Offer', order: 'a1' },
    { name: 'Won', order: 'a2' },
  ])
  book.putAll(
    'deal',
    deals.map((deal) => ({ ...deal, stageId: stages[Number(deal['stage'])] })),
  )
  return { book, stages }
}

describe('a query with groups', () => {
  // Capability U5.
  test('deals a board out to its columns with their totals, in the order of the pipeline', () => {
    const { book, stages } = aBoard([
      { name: 'z', stage: 2, amount: thb(5) },
      { name: 'b', stage: 0, amount: thb(10), sortKey: 'a1' },
      { name: 'a', stage: 0, amount: thb(20), sortKey: 'a0' },
      { name: 'lost its stage', stage: 9 },
    ])
    const view: View = { entity: 'deal', group: 'stageId', sort: [{ column: 'sortKey' }], sums: ['amount'] }
    const { groups, rows, total } = book.queries.query(view, all)
    expect(groups).toEqual([
      { key: stages[0], count: 2, start: 0, sums: { amount: { value: 30, currency: 'THB' } } },
      { key: stages[2], count: 1, start: 2, sums: { amount: { value: 5, currency: 'THB' } } },
      { key: null, count: 1, start: 3, sums: { amount: { value: 0, currency: 'THB' } } },
    ])
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'z', 'lost its stage'])
    expect(total).toBe(4)
  })

  test('groups days and instants by the month of the workspace', () => {
    const book = aBook()
    book.putAll('order', [
      { number: '1', orderedAt: Date.UTC(2026, 1, 28, 16, 59) },
      { number: '2', orderedAt: Date.UTC(2026, 1, 28, 17) },
      { number: '3', orderedAt: Date.UTC(2026, 2, 31, 16, 59) },
      { number: '4', orderedAt: Date.UTC(2024, 11, 31, 17) },
    ])
    expect(groupsOf(book, { entity: 'order', group: 'orderedAt' }).map(({ key, count }) => [key, count])).toEqual([
      ['2025-01', 1],
      ['2026-02', 1],
      ['2026-03', 2],
    ])
    book.putAll('deal', [{ name: 'a', expectedCloseDate: '2026-12-31' }, { name: 'b', expectedCloseDate: '2026-01-01' }, { name: 'c' }])
    expect(groupsOf(book, { entity: 'deal', group: 'expectedCloseDate' }).map(({ key }) => key)).toEqual(['2026-01', '2026-12', null])
  })

  test('groups by what a reference away says, by numbers, flags and words', () => {
    const book = aBook()
    const [acme] = book.putAll('company', [{ name: 'Acme', type: 'customer' }])
    book.putAll('deal', [
      { name: 'b', companyId: acme, exchangeRate: 2 },
      { name: 'a', exchangeRate: 10 },
      { name: 'A', exchangeRate: 2 },
    ])
    const keys = (entity: string, group: string) => groupsOf(book, { entity, group }).map(({ key, count }) => [key, count])
    expect(keys('deal', 'companyId.type')).toEqual([
      ['customer', 1],
      [null, 2],
    ])
    expect(keys('deal', 'exchangeRate')).toEqual([
      [2, 2],
      [10, 1],
    ])
    expect(keys('deal', 'name')).toEqual([
      ['a', 1],
      ['A', 1],
      ['b', 1],
    ])
    book.putAll('pipeline', [{ name: 'x', isDefault: true }, { name: 'y', isDefault: false }, { name: 'z' }])
    expect(keys('pipeline', 'isDefault')).toEqual([
      [false, 1],
      [true, 1],
      [null, 1],
    ])
  })

  test('counts a record in each of its groups and says so by a length above the total', () => {
    const book = aBook()
    const phone = (kind: string) => ({ id: kind, order: 'a0', value: '+6621112222', kind })
    book.putAll('contact', [
      { name: { family: 'a', given: '' }, interests: ['tea', 'golf'], phones: [phone('work'), phone('work')] },
      { name: { family: 'b', given: '' }, interests: ['tea'], phones: [] },
    ])
    const answer = book.queries.query({ entity: 'contact', group: 'interests' }, all)
    expect(answer.groups?.map(({ key, count, start }) => [key, count, start])).toEqual([
      ['golf', 1, 0],
      ['tea', 2, 1],
    ])
    expect([answer.total, answer.length, answer.rows.length]).toEqual([2, 3, 3])
    expect(book.queries.ids({ entity: 'contact', group: 'interests' }, 99)).toHaveLength(2)
    expect(groupsOf(book, { entity: 'contact', group: 'phones.kind' }).map(({ key, count }) => [key, count])).toEqual([
      ['work', 1],
      [null, 1],
    ])
  })
})
