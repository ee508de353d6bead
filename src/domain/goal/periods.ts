import { addDays, addMonths, startOfMonth, type Day } from '../../core/day.ts'

export const periods = ['month', 'quarter', 'year', 'own'] as const
export type Period = (typeof periods)[number]

/** The first and last day of the month, or of the quarter or year of the books, in which a day lies. `yearStart`: the month in which that year begins, 1 to 12. */
export const periodAround = (day: Day, period: Exclude<Period, 'own'>, yearStart = 1): readonly [Day, Day] => {
  const months = { month: 1, quarter: 3, year: 12 }[period]
  const sinceStart = Number(day.slice(5, 7)) - yearStart + 12
  const first = addMonths(startOfMonth(day), -(sinceStart % months))
  return [first, addDays(addMonths(first, months), -1)]
}
