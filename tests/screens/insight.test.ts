import { describe, expect, test } from 'vitest'
import type { MonthRevenue } from '../../src/analytics/revenue.ts'
import { cohortRows, deltaOf, lastMonth, runOf } from '../../src/screens/insight/figures.ts'

const aMonth = (month: string, sum: number, more: Partial<MonthRevenue> = {}): MonthRevenue => ({
  month,
  sum,
  count: 2,
  customers: 1,
  returns: 0,
  returnCount: 0,
  partial: false,
  growth: null,
  yearGrowth: null,
  ...more,
})
const aYear = (year: number, sum: number) =>
  Array.from({ length: 12 }, (_, at) => aMonth(`${year}-${String(at + 1).padStart(2, '0')}`, sum + at))

describe('the tiles', () => {
  test('tell of the last month that is over, not of the one that runs', () => {
    const figures = lastMonth([aMonth('2026-01', 100), aMonth('2026-02', 150, { count: 4 }), aMonth('2026-03', 9, { partial: true })])
    expect(figures).toMatchObject({
      month: '2026-02',
      monthBefore: '2026-01',
      partial: false,
      revenue: { value: 150, before: 100, values: [100, 150] },
      average: { value: 38, before: 50 },
    })
  })

  test('tell of the running month where there is no other, and say so', () => {
    expect(lastMonth([aMonth('2026-03', 9, { partial: true })])).toMatchObject({ month: '2026-03', partial: true, monthBefore: null })
    expect(lastMonth([])).toBeNull()
  })

  test('have no average where there was no order', () => {
    expect(lastMonth([aMonth('2026-02', 0, { count: 0 })])?.average.value).toBeNull()
  })
})

describe('a change', () => {
  test('is up or down by a share of what was', () => {
    expect(deltaOf(112, 100)).toMatchObject({ trend: 'up' })
    expect(deltaOf(112, 100)?.by).toBeCloseTo(0.12)
    expect(deltaOf(75, 100)).toEqual({ trend: 'down', by: 0.25 })
  })

  test('that would read as 0 % is none, and from nothing nothing can be said', () => {
    expect(deltaOf(1_004, 1_000)).toEqual({ trend: 'same', by: 0 })
    expect(deltaOf(5, 0)).toBeNull()
    expect(deltaOf(null, 5)).toBeNull()
  })
})

describe('the months of the chart', () => {
  test('stand beside the same month of the year before, as far as the book goes back', () => {
    const { months, yearBefore, partialFrom } = runOf(
      [...aYear(2025, 100), aMonth('2026-01', 300), aMonth('2026-02', 5, { partial: true })],
      13,
    )
    expect(months.map(({ month }) => month)).toEqual([
      '2025-02',
      ...aYear(2025, 0)
        .map(({ month }) => month)
        .slice(2),
      '2026-01',
      '2026-02',
    ])
    expect(yearBefore).toEqual([...Array<null>(11).fill(null), 100, 101])
    expect(partialFrom).toBe(12)
  })

  test('are all there are where fewer were asked for, all of them over', () => {
    expect(runOf(aYear(2025, 1), Infinity)).toMatchObject({ partialFrom: Infinity, months: { length: 12 } })
  })
})

test('cohorts are the months in which somebody began, with nothing where a month has not come', () => {
  const active = Float64Array.from([4, 1, 2, 0, 0, NaN, 3, NaN, NaN])
  expect(cohortRows({ months: ['2026-01', '2026-02', '2026-03'], active }, Infinity)).toEqual([
    { month: '2026-01', size: 4, counts: [4, 1, 2] },
    { month: '2026-03', size: 3, counts: [3, null, null] },
  ])
  expect(cohortRows({ months: ['2026-01', '2026-02', '2026-03'], active }, 1)).toEqual([{ month: '2026-03', size: 3, counts: [3] }])
})
