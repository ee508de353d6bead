import { addDays, addMonths, daysBetween, monthOf, startOfMonth, startOfWeek, type Day } from '../../core/day.ts'

export type Stretch = 'week' | 'month'

/** The days of a page, whole weeks: those of the week, or of every week that the month touches. */
export const daysOn = (day: Day, stretch: Stretch, weekStart: number): readonly Day[] => {
  const first = startOfWeek(stretch === 'week' ? day : startOfMonth(day), weekStart)
  if (stretch === 'week') return Array.from({ length: 7 }, (_, at) => addDays(first, at))
  const next = addMonths(startOfMonth(day), 1)
  const weeks = Math.ceil(daysBetween(first, next) / 7)
  return Array.from({ length: weeks * 7 }, (_, at) => addDays(first, at))
}

/** A page on or back. */
export const turned = (day: Day, stretch: Stretch, by: 1 | -1): Day =>
  stretch === 'week' ? addDays(day, 7 * by) : addMonths(startOfMonth(day), by)

export const isOutside = (day: Day, page: Day, stretch: Stretch): boolean => stretch === 'month' && monthOf(day) !== monthOf(page)
