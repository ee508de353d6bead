import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inBase, lineAmount } from '../../src/core/money.ts'
import type { Filter } from '../../src/tables/view.ts'
import { aBook, law, type Book, type Held } from './book.ts'

interface Line {
  readonly product: number
  readonly qty: number
  readonly digits: number
}

const products = (book: Book) => book.putAll('product', [{ name: 'Beans' }, { name: 'Cups' }, { name: 'Filters' }])
const anOrder = (productIds: readonly string[], lines: readonly Line[], more: Held = {}): Held => ({
  number: 'SO-1',
  status: 'confirmed',
  orderedAt: 1_772_000_000_000,
  currency: 'THB',
  exchangeRate: null,
  discount: null,
  lines: lines.map(({ product, qty, digits }, at) => ({
    id: `item${at}`,
    order: `a${at}`,
    productId: productIds[product] ?? null,
    name: 'x',
    qty,
    unitPrice: { digits, scale: 3, currency: 'THB' },
  })),
  ...more,
})

const sumOf = (book: Book, filter: Filter | undefined, group?: string) =>
  book.queries.query(
    { entity: 'order', sums: ['lines.amount'], ...(filter === undefined ? {} : { filter }), ...(group === undefined ? {} : { group }) },
    { start: 0, count: 0 },
  )

describe('what the lines of orders come to', () => {
  test('is added up for the product that was asked for, not for all that its orders hold', () => {
    const book = aBook()
    const ids = products(book)
    book.putAll('order', [
      anOrder(ids, [
        { product: 0, qty: 2, digits: 100_000 },
        { product: 1, qty: 1, digits: 5_000 },
      ]),
      anOrder(ids, [{ product: 0, qty: 1, digits: 100_000 }]),
      anOrder(ids, [{ product: 2, qty: 7, digits: 1_000 }]),
    ])
    const beans: Filter = { column: 'lines.productId', op: 'is', value: ids[0] ?? '' }
    expect(sumOf(book, beans)).toMatchObject({ total: 2, sums: { 'lines.amount': { value: 30_000, currency: 'THB' } } })
    expect(sumOf(book, { all: [beans, { column: 'lines.qty', op: 'above', value: 1 }] }).sums['lines.amount']?.value).toBe(20_000)
    expect(sumOf(book, { column: 'lines.productId.name', op: 'is', value: 'cups' }).sums['lines.amount']?.value).toBe(500)
    expect(sumOf(book, { any: [beans, { column: 'status', op: 'is', value: 'confirmed' }] }).sums['lines.amount']?.value).toBe(31_200)
    expect(sumOf(book, undefined).sums['lines.amount']?.value).toBe(31_200)
    expect(sumOf(book, beans, 'status').groups?.[0]?.sums['lines.amount']?.value).toBe(30_000)
  })

  test('is in the base currency at the order’s rate; without one it is left out and counted', () => {
    const book = aBook()
    const ids = products(book)
    const line = [{ product: 0, qty: 3, digits: 1_005 }]
    book.putAll('order', [
      anOrder(ids, line),
      anOrder(ids, line, { currency: 'KRW', exchangeRate: 0.025 }),
      anOrder(ids, line, { currency: 'USD' }),
    ])
    const won = inBase(lineAmount(3, { digits: 1_005, scale: 3, currency: 'KRW' }), 0.025, 'THB').amount
    expect(sumOf(book, undefined).sums['lines.amount']).toEqual({ value: 302 + won, currency: 'THB', isMixed: true, withoutRate: 1 })
  })

  test('follows every edit of a line', () => {
    const book = aBook()
    const ids = products(book)
    const id = book.put('order', anOrder(ids, [{ product: 0, qty: 1, digits: 1_000 }]))
    expect(sumOf(book, undefined).sums['lines.amount']?.value).toBe(100)
    book.change(id, { lines: anOrder(ids, [{ product: 0, qty: 4, digits: 1_000 }])['lines'] })
    expect(sumOf(book, undefined).sums['lines.amount']?.value).toBe(400)
  })

  test('equals the exact amount of each line, rounded once', () => {
    const someLine = fc.record({
      product: fc.constant(0),
      qty: fc.oneof(
        fc.integer({ min: -80_000, max: 80_000 }),
        fc.integer({ min: -9_999, max: 9_999 }).map((n) => n / 100),
      ),
      digits: fc.integer({ min: 0, max: 9_999_999 }),
    })
    law(fc.array(someLine, { maxLength: 6 }), (lines) => {
      const book = aBook()
      const ids = products(book)
      book.put('order', anOrder(ids, lines))
      const exact = lines.reduce((sum, { qty, digits }) => sum + lineAmount(qty, { digits, scale: 3, currency: 'THB' }).amount, 0)
      expect(sumOf(book, undefined).sums['lines.amount']?.value).toBe(exact)
      expect(book.queries.query({ entity: 'order', sums: ['total'] }, { start: 0, count: 0 }).sums['total']?.value).toBe(exact)
    })
  })
})
