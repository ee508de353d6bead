import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RowCells, View } from '../../src/tables/view.ts'
import { companyIds, dealColumns, someCompany, someDeal, someFilter } from './any.ts'
import { cellReads } from '../../src/tables/answer/cells.ts'
import { aBook, law, noon, type Book } from './book.ts'

const all = { start: 0, count: 10_000 }
const thb = (amount: number) => ({ amount, currency: 'THB' })

const namesOf = (rows: readonly RowCells[]): readonly unknown[] => rows.map(({ name }) => name)
describe('a query', () => {
  test('answers the window of a sorted list, its total and its sums', () => {
    const book = aBook()
    book.putAll(
      'deal',
      Array.from({ length: 200 }, (_, at) => ({ name: `deal ${String(at).padStart(3, '0')}`, amount: thb(at) })),
    )
    const answer = book.queries.query(
      { entity: 'deal', sort: [{ column: 'name', descending: true }], sums: ['amount'] },
      { start: 50, count: 3, columns: ['name'] },
    )
    expect(answer).toEqual({
      total: 200,
      length: 200,
      sums: { amount: { value: 19_900, currency: 'THB' } },
      groups: null,
      start: 50,
      rows: [149, 148, 147].map((at) => ({ id: expect.any(String) as string, name: `deal ${at}` })),
    })
    expect(book.queries.query({ entity: 'deal' }, { start: 999, count: 3 })).toMatchObject({ total: 200, start: 200, rows: [] })
    expect(book.queries.query({ entity: 'deal' }, { start: -5, count: 2 })).toMatchObject({ start: 0, rows: [{}, {}] })
  })

  test('adds money up in the base currency and tells what that leaves out', () => {
    const book = aBook()
    book.putAll('deal', [
      { name: 'a', amount: thb(1_000) },
      { name: 'b', amount: { amount: 10_000, currency: 'USD' }, exchangeRate: 33 },
      { name: 'c', amount: { amount: 500, currency: 'KRW' } },
      { name: 'd', amount: null },
    ])
    const { sums } = book.queries.query({ entity: 'deal', sums: ['amount', 'exchangeRate'] }, all)
    expect(sums).toEqual({ amount: { value: 331_000, currency: 'THB', isMixed: true, withoutRate: 1 }, exchangeRate: { value: 33 } })
  })

  test('shows cells as a record holds them, and references with the title of what they name', () => {
    const book = aBook()
    const acme = book.put('company', { name: 'Acme', type: 'customer' })
    const member = book.put('member', { name: 'Bea' })
    const ghost = 'contact_01kjz0000000000000000000zz'
    book.put('contact', {
      name: { family: '김', given: '민준' },
      companyId: acme,
      ownerId: member,
      birthDate: '1990-02-28',
      phones: [{ id: 'p1', order: 'a0', value: '+66812345678', kind: 'mobile', primary: true }],
      interests: ['tea', 'golf'],
    })
    const { rows } = book.queries.query(
      { entity: 'contact' },
      { ...all, columns: ['name', 'companyId', 'companyId.type', 'ownerId', 'birthDate', 'phones', 'interests', 'jobTitle', 'nothing'] },
    )
    expect(rows).toEqual([
      {
        id: expect.any(String) as string,
        name: { family: '김', given: '민준' },
        companyId: { id: acme, title: 'Acme' },
        'companyId.type': 'customer',
        ownerId: { id: member, title: 'Bea' },
        birthDate: '1990-02-28',
        phones: [{ value: '+66812345678', kind: 'mobile', primary: true }],
        interests: ['tea', 'golf'],
        jobTitle: null,
      },
    ])
    book.put('activity', { subject: 'call', regardingIds: [acme, ghost] })
    expect(book.queries.query({ entity: 'activity' }, { ...all, columns: ['regardingIds'] }).rows[0]?.['regardingIds']).toEqual([
      { id: acme, title: 'Acme' },
      { id: ghost, title: '' },
    ])
  })

  test('draws by itself what the lists of the entity show', () => {
    const book = aBook()
    book.put('product', { name: 'Tea', code: 'T1', kind: 'goods' })
    expect(Object.keys(book.queries.query({ entity: 'product' }, all).rows[0] ?? {})).toEqual([
      'name',
      'ownerId',
      'code',
      'category',
      'listPrice',
      'id',
    ])
  })

  test('tells a price with its currency, and that it changed when the currency alone did', () => {
    const book = aBook()
    const listPrice = { digits: 1_450, scale: 2, currency: 'THB' }
    const id = book.put('product', { name: 'Tea', listPrice })
    const view = { entity: 'product' }
    const price = () => book.queries.query(view, all).rows[0]?.['listPrice']
    expect(price()).toEqual(listPrice)
    const [changed] = book.change(id, { listPrice: { ...listPrice, currency: 'USD' } })
    expect(price()).toEqual({ ...listPrice, currency: 'USD' })
    expect(changed?.columns).toContain('listPrice.currency')
    expect(cellReads('product', ['listPrice'], book.asking)).toContainEqual({ entity: 'product', column: 'listPrice.currency' })
  })

  test('orders the few that one customer has as it orders everybody’s, whichever is asked first', () => {
    const story = (book: Book): readonly unknown[] => {
      const view: View = {
        entity: 'deal',
        filter: { column: 'nextStep', op: 'is', value: 'call' },
        sort: [{ column: 'amount', descending: true }, { column: 'name' }],
      }
      return namesOf(book.queries.query(view, { ...all, columns: ['name'] }).rows)
    }
    const filled = (): Book => {
      const book = aBook()
      book.putAll(
        'deal',
        Array.from({ length: 1_000 }, (_, at) => ({
          name: `deal ${(at * 7) % 1_000}`,
          nextStep: at % 100 === 3 ? 'call' : 'wait',
          amount: at % 300 === 3 ? null : thb(at % 4),
        })),
      )
      return book
    }
    const [alone, afterAll] = [filled(), filled()]
    afterAll.queries.query({ entity: 'deal', sort: [{ column: 'amount', descending: true }, { column: 'name' }] }, all)
    expect(story(alone)).toHaveLength(10)
    expect(story(alone)).toEqual(story(afterAll))
  })

  test('keeps the trash apart', () => {
    const book = aBook()
    const id = book.put('deal', { name: 'gone' })
    book.change(id, { deletedAt: noon })
    expect(book.queries.query({ entity: 'deal' }, all).total).toBe(0)
    expect(namesOf(book.queries.query({ entity: 'deal', trash: true }, all).rows)).toEqual(['gone'])
    book.change(id, { deletedAt: null })
    expect(book.queries.query({ entity: 'deal' }, all).total).toBe(1)
    book.remove(id)
    expect(book.queries.query({ entity: 'deal', trash: true }, all).total).toBe(0)
  })

  test('knows the place of a record, for "next" and "previous"', () => {
    const book = aBook()
    const [a = '', b = '', c = ''] = book.putAll('deal', [{ name: 'a' }, { name: 'b' }, { name: 'c', type: 'renewal' }])
    const view: View = {
      entity: 'deal',
      sort: [{ column: 'name', descending: true }],
      filter: { column: 'type', op: 'isNot', value: 'renewal' },
    }
    expect([a, b, c, 'contact_01kjz0000000000000000000zz', 'nonsense'].map((id) => book.queries.positionOf(view, id))).toEqual([
      1, 0, -1, -1, -1,
    ])
    expect(book.queries.ids(view, 1)).toEqual([b])
  })

  test('leaves out a sort, a group or a sum that cannot be, and says which', () => {
    const book = aBook()
    book.putAll('deal', [{ name: 'a' }, { name: 'b' }])
    expect(book.queries.query({ entity: 'deal', sort: [{ column: 'colour' }] }, all)).toMatchObject({
      total: 2,
      problem: { kind: 'unknownColumn', column: 'colour' },
    })
    expect(book.queries.query({ entity: 'deal', sums: ['name'] }, all)).toMatchObject({
      total: 2,
      sums: {},
      problem: { kind: 'wrongOp', column: 'name' },
    })
    expect(book.queries.query({ entity: 'deal', group: 'amount' }, all)).toMatchObject({
      total: 2,
      groups: null,
      problem: { kind: 'wrongOp', column: 'amount' },
    })
    expect(book.queries.query({ entity: 'activity', sort: [{ column: 'regardingIds' }] }, all)).toMatchObject({
      problem: { kind: 'wrongOp', column: 'regardingIds' },
    })
  })

  test('never shows a tile whose number differs from the list behind it', () => {
    const arbitrary = fc.record({
      companies: fc.array(someCompany, { minLength: 3, maxLength: 3 }),
      deals: fc.array(someDeal, { maxLength: 30 }),
      filter: someFilter(dealColumns),
      group: fc.constantFrom('companyId', 'ownerId', 'companyId.type', 'name', 'exchangeRate'),
    })
    law(arbitrary, ({ companies, deals, filter, group }) => {
      const book = aBook()
      companies.forEach((company, at) => void book.put('company', company, companyIds[at]))
      book.putAll('deal', deals)
      const whole = book.queries.query({ entity: 'deal', filter, group, sums: ['amount'] }, all)
      expect(whole.groups?.reduce((sum, { count }) => sum + count, 0) ?? 0).toBe(whole.total)
      for (const { key, count, sums, start } of whole.groups ?? []) {
        const op = key === null ? { op: 'isEmpty' as const } : { op: 'is' as const, value: key }
        // Two names that fold to one are two groups but one filter.
        if (group === 'name') continue
        const behind = book.queries.query({ entity: 'deal', filter: { all: [filter, { column: group, ...op }] }, sums: ['amount'] }, all)
        expect([behind.total, behind.sums]).toEqual([count, sums])
        expect(whole.rows.slice(start, start + count)).toEqual(behind.rows)
      }
    })
  })

  test('answers from what it kept only while nothing of it changed', () => {
    const someEdit = fc.record({ at: fc.nat(), fields: someDeal, company: someCompany })
    law(
      fc.record({
        deals: fc.array(someDeal, { minLength: 2, maxLength: 10 }),
        edits: fc.array(someEdit, { minLength: 1, maxLength: 5 }),
        filter: someFilter(dealColumns),
      }),
      ({ deals, edits, filter }) => {
        const book = aBook()
        const fresh = aBook()
        const put = (each: Book): readonly string[] => {
          companyIds.forEach((id) => void each.put('company', { name: 'x' }, id))
          return each.putAll('deal', deals)
        }
        const ids = put(book)
        put(fresh)
        const views: readonly View[] = [
          { entity: 'deal', filter, sort: [{ column: 'companyId' }, { column: 'amount' }], sums: ['amount'] },
          { entity: 'deal', group: 'companyId', sort: [{ column: 'name' }] },
          { entity: 'deal', search: 'ac' },
        ]
        for (const view of views) book.queries.query(view, all)
        for (const { at, fields, company } of edits) {
          for (const each of [book, fresh]) {
            each.change(ids[at % ids.length] ?? '', fields)
            each.change(companyIds[at % 3] ?? '', company)
          }
          for (const view of views) book.queries.query(view, all)
        }
        for (const view of views) expect(book.queries.query(view, all)).toEqual(fresh.queries.query(view, all))
      },
      60,
    )
  })
})
