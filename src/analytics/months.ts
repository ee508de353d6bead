import { dayNumber, dayOfNumber, monthIndex, monthOfIndex, startOfMonth } from '../core/day.ts'
import { NO_DAY, type OrderColumns } from './columns.ts'

/** Months since year 0, as `monthIndex` counts them. */
export type MonthNumber = number

export const monthOfDay = (day: number): MonthNumber => monthIndex(dayOfNumber(day))
/** Days since 1970-01-01. */
export const firstDayOf = (month: MonthNumber): number => dayNumber(startOfMonth(monthOfIndex(month)))

/** A month is complete when its last day is over on the day `asOf`. */
export const isComplete = (month: MonthNumber, asOf: number): boolean => firstDayOf(month + 1) <= asOf

/** Which month each day of a span falls in, by look-up: an addition and a read instead of a dozen divisions a row. */
export interface MonthTable {
  readonly first: MonthNumber
  readonly count: number
  readonly firstDay: number
  /** Months after `first`, by days after `firstDay`. */
  readonly monthOf: Uint16Array
}

export const monthTable = (firstDay: number, lastDay: number): MonthTable => {
  const first = monthOfDay(firstDay)
  const count = monthOfDay(lastDay) - first + 1
  const monthOf = new Uint16Array(lastDay - firstDay + 1)
  for (let i = 0; i < count; i += 1) {
    monthOf.fill(i, Math.max(0, firstDayOf(first + i) - firstDay), firstDayOf(first + i + 1) - firstDay)
  }
  return { first, count, firstDay, monthOf }
}

/** Order rows gathered by month, oldest month first: those of month `m` are `rows[starts[m]]` up to `rows[starts[m + 1]]`. */
export interface MonthBuckets {
  readonly first: MonthNumber
  readonly count: number
  readonly starts: Uint32Array
  readonly rows: Uint32Array
}

/** A counting sort, O(rows). Rows without a day or after `lastDay` are left out; null where none is left. */
export const byMonth = ({ day, rows }: Pick<OrderColumns, 'day' | 'rows'>, lastDay = Infinity): MonthBuckets | null => {
  const span = spanOf({ day, ...(rows && { rows }) }, lastDay)
  if (!span) return null
  const { first, count, firstDay, monthOf } = monthTable(span.from, span.to)
  const total = rows?.length ?? day.length

  const starts = new Uint32Array(count + 1)
  for (let i = 0; i < total; i += 1) {
    const month = monthOf[(day[rows ? (rows[i] ?? 0) : i] ?? NO_DAY) - firstDay]
    if (month !== undefined) starts[month + 1] = (starts[month + 1] ?? 0) + 1
  }
  for (let m = 0; m < count; m += 1) starts[m + 1] = (starts[m + 1] ?? 0) + (starts[m] ?? 0)

  const next = starts.slice(0, count)
  const sorted = new Uint32Array(starts[count] ?? 0)
  for (let i = 0; i < total; i += 1) {
    const row = rows ? (rows[i] ?? 0) : i
    const month = monthOf[(day[row] ?? NO_DAY) - firstDay]
    if (month === undefined) continue
    const place = next[month] ?? 0
    sorted[place] = row
    next[month] = place + 1
  }
  return { first, count, starts, rows: sorted }
}

/** The first and the last day of some rows up to `lastDay`; null where none has a day. */
export const spanOf = ({ day, rows }: Pick<OrderColumns, 'day' | 'rows'>, lastDay = Infinity): { from: number; to: number } | null => {
  let from = Infinity
  let to = -Infinity
  const total = rows?.length ?? day.length
  for (let i = 0; i < total; i += 1) {
    const d = day[rows ? (rows[i] ?? 0) : i] ?? NO_DAY
    if (d === NO_DAY || d > lastDay) continue
    if (d < from) from = d
    if (d > to) to = d
  }
  return to < from ? null : { from, to }
}
