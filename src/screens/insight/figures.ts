import type { Month } from '../../core/day.ts'
import type { MonthRevenue } from '../../analytics/revenue.ts'

/** A tile's figure; null where there is nothing to divide by. */
export interface Figure {
  readonly value: number | null
  /** The same of the month before. */
  readonly before: number | null
  /** The months up to this one, for the spark. */
  readonly values: readonly number[]
}

export interface MonthFigures {
  readonly month: Month
  /** Not over yet: there is no complete month to speak of. */
  readonly partial: boolean
  /** The month that it compares with. */
  readonly monthBefore: Month | null
  readonly revenue: Figure
  readonly orders: Figure
  readonly customers: Figure
  readonly average: Figure
  readonly returns: { readonly sum: number; readonly count: number }
}

/** A year and the month that runs: what a chart shows until it is asked for all. */
export const shortRun = 13

/** What the last complete month was like, or the running one where it is the first. Null without orders. */
export const lastMonth = (months: readonly MonthRevenue[]): MonthFigures | null => {
  const complete = months.filter(({ partial }) => !partial)
  const run = complete.length > 0 ? complete : months
  const at = run.at(-1)
  if (at === undefined) return null
  const before = run.at(-2)
  const figure = (of: (month: MonthRevenue) => number | null): Figure => ({
    value: of(at),
    before: before === undefined ? null : of(before),
    values: run.slice(-shortRun).map((month) => of(month) ?? 0),
  })
  return {
    month: at.month,
    partial: at.partial,
    monthBefore: before?.month ?? null,
    revenue: figure(({ sum }) => sum),
    orders: figure(({ count }) => count),
    customers: figure(({ customers }) => customers),
    average: figure(({ sum, count }) => (count === 0 ? null : Math.round(sum / count))),
    returns: { sum: at.returns, count: at.returnCount },
  }
}

export interface Delta {
  readonly trend: 'up' | 'down' | 'same'
  /** .12 is 12 %, always positive. */
  readonly by: number
}

/** Null where there is nothing to compare with; what would read as 0 % is the same. */
export const deltaOf = (value: number | null, before: number | null): Delta | null => {
  if (value === null || before === null || before <= 0) return null
  const by = value / before - 1
  if (Math.abs(by) < 0.005) return { trend: 'same', by: 0 }
  return { trend: by > 0 ? 'up' : 'down', by: Math.abs(by) }
}

export interface MonthRun {
  readonly months: readonly MonthRevenue[]
  /** The same month a year earlier; null before the book began. */
  readonly yearBefore: readonly (number | null)[]
  /** Index of the first month that is not over; Infinity where all are. */
  readonly partialFrom: number
}

/** The last `count` months, each beside the same of the year before. */
export const runOf = (months: readonly MonthRevenue[], count: number): MonthRun => {
  const from = Math.max(0, months.length - count)
  const run = months.slice(from)
  const partialFrom = run.findIndex(({ partial }) => partial)
  return {
    months: run,
    yearBefore: run.map((_, at) => months[from + at - 12]?.sum ?? null),
    partialFrom: partialFrom < 0 ? Infinity : partialFrom,
  }
}

/** A cohort's row of the grid: shares of those who began, null where the month has not come. */
export interface CohortRow {
  readonly month: Month
  readonly size: number
  readonly counts: readonly (number | null)[]
}

/** Cohorts of the last `count` months in which somebody began; a month without is no row. */
export const cohortRows = (
  grid: { readonly months: readonly Month[]; readonly active: Float64Array },
  count: number,
): readonly CohortRow[] => {
  const { length } = grid.months
  const from = Math.max(0, length - count)
  return grid.months.flatMap((month, cohort) => {
    const size = grid.active[cohort * length] ?? 0
    if (cohort < from || size === 0) return []
    const counts = Array.from({ length: length - from }, (_, age) => {
      const held = grid.active[cohort * length + age] ?? NaN
      return Number.isNaN(held) ? null : held
    })
    return [{ month, size, counts }]
  })
}
