import { dayNumber, dayOfNumber, monthIndex, monthOfIndex, startOfMonth } from '../core/day.ts'
import { NO_DAY } from './columns.ts'

/** Months since year 0, as `monthIndex` counts them. */
export type MonthNumber = number

export const monthOfDay = (day: number): MonthNumber => monthIndex(dayOfNumber(day))
/** Days since 1970-01-01. */
export const firstDayOf = (month: MonthNumber): number => dayNumber(startOfMonth(monthOfIndex(month)))

/** A month is complete when its last day is over on the day `asOf`. */
export const isComplete = (month: MonthNumber, asOf: number): boolean => firstDayOf(month + 1) <= asOf

/** A column of days as months. */
export interface MonthColumn {
  readonly first: MonthNumber
  readonly count: number
  /** By row: months after `first`; -1 where there is no day, or one after the last that counts. */
  readonly month: Int32Array
}

/** By look-up from day to month, because a million calendar sums are too slow. Null where no row has a day up to `lastDay`. */
export const monthColumn = (day: Int32Array, lastDay = Infinity): MonthColumn | null => {
  let from = Infinity
  let to = -Infinity
  for (let row = 0; row < day.length; row += 1) {
    const d = day[row] ?? NO_DAY
    if (d === NO_DAY || d > lastDay) continue
    if (d < from) from = d
    if (d > to) to = d
  }
  if (to < from) return null
  const first = monthOfDay(from)
  const count = monthOfDay(to) - first + 1
  const byDay = new Int32Array(to - from + 1)
  for (let m = 0; m < count; m += 1) byDay.fill(m, Math.max(0, firstDayOf(first + m) - from), firstDayOf(first + m + 1) - from)
  const month = new Int32Array(day.length)
  for (let row = 0; row < day.length; row += 1) {
    const d = day[row] ?? NO_DAY
    month[row] = d < from || d > to ? -1 : (byDay[d - from] ?? -1)
  }
  return { first, count, month }
}

/** Rows gathered by month, by counting sort: those of month `m` are `rows[starts[m]]` up to `rows[starts[m + 1]]`. */
export const gathered = ({ count, month }: MonthColumn): { starts: Uint32Array; rows: Uint32Array } => {
  const starts = new Uint32Array(count + 1)
  for (let row = 0; row < month.length; row += 1) {
    const after = (month[row] ?? -1) + 1
    if (after > 0) starts[after] = (starts[after] ?? 0) + 1
  }
  for (let m = 0; m < count; m += 1) starts[m + 1] = (starts[m + 1] ?? 0) + (starts[m] ?? 0)

  const next = starts.slice(0, count)
  const rows = new Uint32Array(starts[count] ?? 0)
  for (let row = 0; row < month.length; row += 1) {
    const m = month[row] ?? -1
    if (m < 0) continue
    const place = next[m] ?? 0
    rows[place] = row
    next[m] = place + 1
  }
  return { starts, rows }
}
