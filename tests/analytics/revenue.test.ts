import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeSums, revenueByMonth } from '../../src/analytics/revenue.ts'
import { dayNumber } from '../../src/core/day.ts'
import { columnsOf, lastDay, sale, someOrders } from './builders.ts'

test('sums what was sold by calendar month, with a month in which nothing was', () => {
  const orders = columnsOf([sale(0, '2026-01-31', 300), sale(1, '2026-03-01', 200), sale(1, '2026-03-31', 50)])

  expect(revenueByMonth(orders, dayNumber('2026-04-01'))).toEqual([
    { month: '2026-01', sum: 300, count: 1, customers: 1, returns: 0, returnCount: 0, partial: false, growth: null, yearGrowth: null },
    { month: '2026-02', sum: 0, count: 0, customers: 0, returns: 0, returnCount: 0, partial: false, growth: -1, yearGrowth: null },
    { month: '2026-03', sum: 250, count: 2, customers: 1, returns: 0, returnCount: 0, partial: false, growth: null, yearGrowth: null },
  ])
})

test('compares complete months only: not until the last day is over', () => {
  const orders = columnsOf([sale(0, '2026-01-10', 100), sale(0, '2026-02-10', 150)])

  expect(revenueByMonth(orders, dayNumber('2026-02-28'))[1]).toMatchObject({ partial: true, growth: null })
  expect(revenueByMonth(orders, dayNumber('2026-03-01'))[1]).toMatchObject({ partial: false, growth: 0.5 })
})

test('sets a month beside the same month of the year before', () => {
  const orders = columnsOf([sale(0, '2025-03-10', 100), sale(0, '2026-03-10', 80)])

  expect(revenueByMonth(orders, dayNumber('2026-05-01')).at(-1)?.yearGrowth).toBeCloseTo(-0.2, 12)
})

test('counts the order of nobody as revenue, but not as a customer', () => {
  expect(revenueByMonth(columnsOf([sale(null, '2026-01-05'), sale(0, '2026-01-06')]), dayNumber('2026-02-01'))[0]).toMatchObject({
    count: 2,
    customers: 1,
    sum: 200,
  })
})

test('keeps returns out of what was sold', () => {
  const orders = columnsOf([sale(0, '2026-01-05', 500), sale(0, '2026-01-06', -120)])

  expect(revenueByMonth(orders, dayNumber('2026-02-01'))[0]).toMatchObject({ sum: 500, count: 1, returns: -120, returnCount: 1 })
})

test('leaves out what the selection leaves out', () => {
  const orders = columnsOf([sale(0, '2025-01-05', 1), sale(0, '2026-01-05', 10), sale(0, '2026-01-06', 100)])

  expect(revenueByMonth({ ...orders, rows: Uint32Array.of(2) }, dayNumber('2026-02-01'))).toMatchObject([{ month: '2026-01', sum: 100 }])
})

test('gives the trend only the months that are over', () => {
  const months = revenueByMonth(columnsOf([sale(0, '2026-01-05', 1), sale(0, '2026-02-05', 2)]), dayNumber('2026-02-10'))

  expect([...completeSums(months)]).toEqual([1])
})

test('has nothing to say of no orders', () => {
  expect(revenueByMonth(columnsOf([]), dayNumber('2026-02-01'))).toEqual([])
})

test('loses no money and no order, in whatever order they come', () => {
  fc.assert(
    fc.property(someOrders, fc.integer({ min: lastDay - 900, max: lastDay }), (orders, asOf) => {
      const months = revenueByMonth(orders, asOf)
      const sums = orders.amount.reduce((sum, amount) => sum + amount, 0)

      expect(months.reduce((sum, month) => sum + month.sum + month.returns, 0)).toBe(sums)
      expect(months.reduce((sum, { count, returnCount }) => sum + count + returnCount, 0)).toBe(orders.amount.length)
      expect(months.every(({ customers, count }) => customers <= count)).toBe(true)
      expect(revenueByMonth(reversed(orders), asOf)).toEqual(months)
    }),
    { seed: 3 },
  )
})

const reversed = ({ customer, day, amount }: ReturnType<typeof columnsOf>) => ({
  customer: customer.toReversed(),
  day: day.toReversed(),
  amount: amount.toReversed(),
})
