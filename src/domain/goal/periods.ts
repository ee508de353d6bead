import { addDays, addMonths, startOfMonth, type Day } from '../../core/day.ts'

export const periods = ['month', 'quarter', 'year', 'own'] as const
export type Period = (typeof periods)[number]

/** The first and last day of the calendar's month, quarter or year in which a day lies. */
export const periodAround = (day: Day, period: Exclude<Period, 'own'>): readonly [Day, Day] => {
  const months = { month: 1, quarter: 3, year: 12 }[period]
  const month = Number(day.slice(5, 7)) - 1
  const first = addMonths(startOfMonth(day), -(month % months))
  return [first, addDays(addMonths(first, months), -1)]
}
