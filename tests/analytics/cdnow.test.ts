import { describe, expect, test } from 'vitest'
import { cohortGrid } from '../../src/analytics/cohorts.ts'
import { concentrationOf } from '../../src/analytics/concentration.ts'
import { revenueByMonth } from '../../src/analytics/revenue.ts'
import { dayNumber } from '../../src/core/day.ts'
import { cdnow, cdnowTitle, hasCdnow } from '../fixtures/cdnow.ts'
import { valueOf } from './answers.ts'

const asOf = dayNumber('1998-07-01')

describe.skipIf(!hasCdnow)(cdnowTitle, () => {
  test('has 69,659 orders worth $2,500,315.63, gifts among them', () => {
    const months = revenueByMonth(cdnow(), asOf)

    expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(69_659)
    expect(months.reduce((sum, month) => sum + month.sum, 0)).toBe(250_031_563)
    expect(months.some(({ partial }) => partial)).toBe(false)
    expect(months[12]?.yearGrowth).toBeCloseTo((months[12]?.sum ?? 0) / (months[0]?.sum ?? 0) - 1, 12)
  })

  test('keeps of January 1997 as many customers as published, and leaves months that have not come blank', () => {
    const { months, active, partial } = valueOf(cohortGrid(cdnow(), asOf))
    const count = months.length

    expect(count).toBe(18)
    expect([...active.subarray(0, count)]).toEqual([
      7846, 1157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634, 528, 511, 664, 472, 497, 498,
    ])
    expect(partial).toBe(false)
    expect(active[1 * count + 16]).not.toBeNaN()
    expect(active[1 * count + 17]).toBeNaN()
    // Everyone in the file first bought in the first quarter of 1997: later cohorts are empty, which is a 0 and not a blank.
    expect(active[3 * count]).toBe(0)
  })

  test('lives for two thirds off a fifth of its customers', () => {
    const { customer, amount } = cdnow()
    const spent = new Float64Array(23_570)
    for (const [row, who] of customer.entries()) spent[who] = (spent[who] ?? 0) + (amount[row] ?? 0)
    const { topFifthShare, makingFourFifths, gini } = valueOf(concentrationOf(spent))

    expect(topFifthShare * 100).toBeCloseTo(67.777, 3)
    expect(makingFourFifths).toBe(7_695)
    expect(gini).toBeCloseTo(0.634571, 6)
  })
})
