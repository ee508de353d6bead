import { describe, expect, test } from 'vitest'
import { cohortGrid } from '../../src/analytics/cohorts.ts'
import { NONE } from '../../src/analytics/columns.ts'
import { concentrationOf } from '../../src/analytics/concentration.ts'
import { productMonths, topProducts } from '../../src/analytics/products.ts'
import { quantile } from '../../src/core/quantile.ts'
import { revenueByMonth } from '../../src/analytics/revenue.ts'
import { rfm, segmentTotals } from '../../src/analytics/rfm.ts'
import { dayNumber } from '../../src/core/day.ts'
import { expectedRfm, hasRetail, retail, retailTitle } from '../fixtures/retail.ts'
import { valueOf } from './answers.ts'

const asOf = dayNumber('2011-12-10')
/** Orders of a known customer for which something was paid: with this file, exactly the invoices of lines with quantity and price above 0. */
const cleanOrders = () => {
  const { customer, amount } = retail().order
  return Uint32Array.from([...customer.keys()].filter((row) => customer[row] !== NONE && (amount[row] ?? 0) > 0))
}

describe.skipIf(!hasRetail)(retailTitle, () => {
  test('has the lines, customers, invoices and revenue that are published for it', () => {
    const { line, order, invoices } = retail()
    const clean = [...line.order.keys()].filter((l) => order.customer[line.order[l] ?? 0] !== NONE && (line.exact[l] ?? 0) > 0)

    expect(line.order).toHaveLength(541_909)
    expect(clean).toHaveLength(397_884)
    expect(clean.reduce((sum, l) => sum + (line.exact[l] ?? 0), 0)).toBeCloseTo(8_911_407.904, 4)
    expect(clean.reduce((sum, l) => sum + (line.amount[l] ?? 0), 0)).toBe(891_140_790)
    expect(line.exact.reduce((sum, pounds) => sum + pounds, 0)).toBeCloseTo(9_747_747.934, 4)
    expect([...line.order].filter((row) => invoices[row]?.startsWith('C'))).toHaveLength(9_288)
    expect(cleanOrders()).toHaveLength(18_532)
    expect(new Set(clean.map((l) => line.order[l]))).toEqual(new Set(cleanOrders()))
  })

  test('sells by month what is published, and says that the last month is not over', () => {
    const months = revenueByMonth({ ...retail().order, rows: cleanOrders() }, asOf)

    expect(months.map(({ sum }) => sum / 100)).toEqual([
      572713.89, 569445.04, 447137.35, 595500.76, 469200.36, 678594.56, 661213.69, 600091.01, 645343.9, 952838.38, 1039318.79, 1161817.38,
      518192.79,
    ])
    expect(months.map(({ month }) => month).at(0)).toBe('2010-12')
    expect(months.map(({ partial }) => partial)).toEqual([...Array<boolean>(12).fill(false), true])
    expect(months[1]?.growth).toBeCloseTo(569445.04 / 572713.89 - 1, 12)
    expect(months[12]).toMatchObject({ growth: null, yearGrowth: null })
    expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(18_532)
  })

  test('shows returns apart from what was sold, and loses not a penny of either', () => {
    const { order, line } = retail()
    const months = revenueByMonth(order, asOf)
    const sold = order.amount.reduce((sum, pence) => sum + Math.max(0, pence), 0)

    expect(months.reduce((sum, month) => sum + month.sum, 0)).toBe(sold)
    expect(months.reduce((sum, month) => sum + month.sum + month.returns, 0)).toBe(line.amount.reduce((sum, pence) => sum + pence, 0))
    expect(months.every(({ returns }) => returns <= 0)).toBe(true)
  })

  test('scores recency, frequency and money of all 4,338 customers as the answer key has them', () => {
    const { customers, order } = retail()
    const scored = valueOf(rfm(order, asOf))
    const expected = expectedRfm()

    expect(scored.customer).toHaveLength(4_338)
    expect(expected.size).toBe(4_338)
    for (const [i, who] of scored.customer.entries()) {
      const [recency, frequency, monetary] = expected.get(customers[who] ?? '') ?? [NaN, NaN, NaN]
      expect([scored.recency[i], scored.frequency[i]]).toEqual([recency, frequency])
      expect(Math.abs((scored.monetary[i] ?? NaN) / 100 - monetary)).toBeLessThan(0.005)
    }
    const quarters = (values: Float64Array) => [0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values.slice().sort(), p))
    expect(quarters(Float64Array.from(scored.recency))).toEqual([1, 18, 51, 142.75, 374])
    expect(quarters(Float64Array.from(scored.frequency))).toEqual([1, 1, 2, 5, 209])
    expect(quarters(scored.monetary).at(0)).toBe(375)
    expect(quarters(scored.monetary).at(4)).toBe(28_020_602)
    expect(segmentTotals(scored).reduce((sum, { customers: count }) => sum + count, 0)).toBe(4_338)
    expect(segmentTotals(scored).reduce((sum, { revenue }) => sum + revenue, 0)).toBe(891_140_790)
  })

  test('keeps of its first cohort as many customers as published', () => {
    const { months, active, partial } = valueOf(cohortGrid(retail().order, asOf))

    expect([...active.subarray(0, months.length)]).toEqual([885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235])
    expect(partial).toBe(true)
  })

  test('lives for three quarters off a fifth of its customers', () => {
    const { monetary } = valueOf(rfm(retail().order, asOf))
    const { topFifthShare, makingFourFifths, abc } = valueOf(concentrationOf(monetary))

    expect(topFifthShare * 100).toBeCloseTo(74.617, 3)
    expect(makingFourFifths).toBe(1_133)
    expect([...abc].filter((at) => at === 0)).toHaveLength(1_133)
  })

  test('splits the same revenue by product as by month', () => {
    const { line, order } = retail()
    const sold = line.amount.reduce((sum, pence) => sum + Math.max(0, pence), 0)
    const all = topProducts(line, order.day, { from: dayNumber('2010-12-01'), to: asOf })
    const matrix = productMonths(line, order.day)

    expect(all.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(sold)
    expect(all.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(matrix.revenue.reduce((sum, value) => sum + value, 0)).toBe(sold)
    expect(matrix.months).toHaveLength(13)
    for (const { product, revenue } of all.slice(0, 50)) {
      const row = matrix.revenue.subarray(product * 13, product * 13 + 13)
      expect(row.reduce((sum, value) => sum + value, 0)).toBe(revenue)
    }
  })
})
