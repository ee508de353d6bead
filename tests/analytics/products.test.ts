import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_DAY, NONE, type LineColumns } from '../../src/analytics/columns.ts'
import { periodOfMonth, productMonths, productTrends, topProducts } from '../../src/analytics/products.ts'
import { dayNumber, monthIndex, type Day } from '../../src/core/day.ts'

const linesOf = (lines: readonly (readonly [order: number, product: number, qty: number, amount: number])[]): LineColumns => ({
  order: Uint32Array.from(lines, ([order]) => order),
  product: Uint32Array.from(lines, ([, product]) => product),
  qty: Float64Array.from(lines, ([, , qty]) => qty),
  amount: Float64Array.from(lines, ([, , , amount]) => amount),
})
const daysOf = (...days: readonly Day[]) => Int32Array.from(days, dayNumber)
const march = periodOfMonth(monthIndex('2026-03'))

test('ranks products by what they sold in the period, and shows the period before', () => {
  const lines = linesOf([
    [0, 0, 2, 200],
    [0, 1, 1, 700],
    [1, 0, 3, 300],
    [2, 0, 1, 90],
  ])

  expect(topProducts(lines, daysOf('2026-03-01', '2026-03-31', '2026-02-10'), march)).toEqual([
    { product: 1, revenue: 700, qty: 1, orders: 1, share: 700 / 1_200, returns: 0, previous: 0 },
    { product: 0, revenue: 500, qty: 5, orders: 2, share: 500 / 1_200, returns: 0, previous: 90 },
  ])
})

test('counts an order once, however its lines lie', () => {
  const lines = linesOf([
    [0, 0, 1, 10],
    [1, 0, 1, 10],
    [0, 0, 1, 10],
  ])

  expect(topProducts(lines, daysOf('2026-03-01', '2026-03-02'), march)).toMatchObject([{ orders: 2, qty: 3 }])
})

test('shows returns apart, and leaves out lines without a product and orders out of the selection', () => {
  const lines = linesOf([
    [0, 0, 1, 100],
    [0, 0, -1, -40],
    [0, NONE, 1, 900],
    [1, 0, 1, 500],
  ])

  expect(topProducts(lines, Int32Array.of(dayNumber('2026-03-05'), NO_DAY), march)).toEqual([
    { product: 0, revenue: 100, qty: 1, orders: 1, share: 1, returns: -40, previous: 0 },
  ])
})

test('tells only of the lines that are selected', () => {
  const lines = {
    ...linesOf([
      [0, 0, 1, 10],
      [1, 0, 2, 20],
      [1, 1, 3, 40],
    ]),
    rows: Uint32Array.of(1, 2),
  }
  const days = daysOf('2026-03-01', '2026-03-02')

  expect(topProducts(lines, days, march).map(({ product, revenue, orders }) => [product, revenue, orders])).toEqual([
    [1, 40, 1],
    [0, 20, 1],
  ])
  expect([...productMonths(lines, days).revenue]).toEqual([20, 40])
})

test('lays revenue out by product and month', () => {
  const lines = linesOf([
    [0, 1, 1, 5],
    [1, 0, 1, 7],
    [2, 1, 1, 11],
    [2, 1, -1, -3],
  ])
  const { months, revenue } = productMonths(lines, daysOf('2026-01-31', '2026-02-01', '2026-03-01'))

  expect(months).toEqual(['2026-01', '2026-02', '2026-03'])
  expect([...revenue]).toEqual([0, 7, 0, 5, 0, 11])
  expect(productMonths(linesOf([]), new Int32Array()).months).toEqual([])
})

/** Two years of one order a month; product `p` sells `amountOf(p, month)`. */
const twoYears = (products: number, amountOf: (product: number, month: number) => number) => {
  const days = Array.from({ length: 24 }, (_, m) => `${2024 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-15`)
  const lines = linesOf(days.flatMap((_, m) => Array.from({ length: products }, (__, p) => [m, p, 1, amountOf(p, m)] as const)))
  return productMonths(lines, daysOf(...days))
}
const season = (month: number) => 100 + 40 * Math.sin((month * Math.PI) / 6)

test('tells a decline from a season: only the product that sells less than a year ago declines', () => {
  const matrix = twoYears(3, (product, month) => Math.round(season(month) * ([1 + month / 24, 1 - month / 40][product] ?? 1)))
  const trends = productTrends(matrix, dayNumber('2026-01-01'))

  expect(trends.map(({ product, isDeclining }) => [product, isDeclining])).toEqual([
    [1, true],
    [2, false],
    [0, false],
  ])
})

test('does not take a month that has only begun for a fall', () => {
  const matrix = twoYears(1, (_, month) => (month === 23 ? 1 : 100 + month))

  expect(productTrends(matrix, dayNumber('2025-12-02'))[0]).toMatchObject({ tau: 1, isDeclining: false })
  expect(productTrends(matrix, dayNumber('2024-05-01'))).toEqual([])
})

test('splits the same money by product and by month, and shares it out whole', () => {
  const someLines = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: -99, max: 999 }),
    ),
    { maxLength: 120 },
  )
  const days = Int32Array.from({ length: 20 }, (_, order) => dayNumber('2025-06-10') + order * 17)
  fc.assert(
    fc.property(someLines, (rows) => {
      const lines = linesOf(rows)
      const sold = rows.reduce((sum, [, , , amount]) => sum + Math.max(0, amount), 0)
      const top = topProducts(lines, days, { from: 0, to: dayNumber('2030-01-01') })

      expect(top.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(sold)
      expect(productMonths(lines, days).revenue.reduce((sum, value) => sum + value, 0)).toBe(sold)
      if (sold > 0) expect(top.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      for (const { product, orders } of top) {
        expect(orders).toBe(new Set(rows.filter(([, p, , amount]) => p === product && amount >= 0).map(([order]) => order)).size)
      }
    }),
    { seed: 7 },
  )
})
