import { addDays, addMonths, dayNumber, startOfMonth, startOfWeek, type Day } from '../../core/day.ts'
import type { Span } from '../view.ts'

/** Where the workspace does not say after how many days its data is stale. */
export const STALE_DAYS = 90

/** First and last day of a span, as days since 1970; what is overdue ends yesterday and has no beginning. */
export const daysOfSpan = (span: Span, today: Day, weekStart: number, staleDays: number | null = null): readonly [number, number] => {
  const [from, to] = spanByName[span](today, weekStart, staleDays ?? STALE_DAYS)
  return [from === null ? -Infinity : dayNumber(from), dayNumber(to)]
}

type Ends = readonly [Day | null, Day]

const week = (day: Day, weekStart: number): Ends => {
  const first = startOfWeek(day, weekStart)
  return [first, addDays(first, 6)]
}
const month = (day: Day): Ends => {
  const first = startOfMonth(day)
  return [first, addDays(addMonths(first, 1), -1)]
}
const year = (day: Day): Ends => [`${day.slice(0, 4)}-01-01`, `${day.slice(0, 4)}-12-31`]

const spanByName: Readonly<Record<Span, (today: Day, weekStart: number, staleDays: number) => Ends>> = {
  today: (today) => [today, today],
  yesterday: (today) => [addDays(today, -1), addDays(today, -1)],
  tomorrow: (today) => [addDays(today, 1), addDays(today, 1)],
  thisWeek: week,
  lastWeek: (today, weekStart) => week(addDays(today, -7), weekStart),
  nextWeek: (today, weekStart) => week(addDays(today, 7), weekStart),
  thisMonth: month,
  lastMonth: (today) => month(addMonths(startOfMonth(today), -1)),
  nextMonth: (today) => month(addMonths(startOfMonth(today), 1)),
  thisYear: year,
  lastYear: (today) => year(addMonths(startOfMonth(today), -12)),
  // "The last 7 days" end today and count it.
  last7: (today) => [addDays(today, -6), today],
  last30: (today) => [addDays(today, -29), today],
  last90: (today) => [addDays(today, -89), today],
  fresh: (today, _, staleDays) => [addDays(today, -staleDays), today],
  next7: (today) => [today, addDays(today, 6)],
  next30: (today) => [today, addDays(today, 29)],
  overdue: (today) => [null, addDays(today, -1)],
}
