import { monthOfIndex, type Month } from '../core/day.ts'
import { countOf, NONE, selectedOrders, type OrderColumns } from './columns.ts'
import { gathered, isComplete, monthColumn } from './months.ts'

/** Money in minor units of the base currency. */
export interface MonthRevenue {
  readonly month: Month
  /** Sold, returns not taken off. */
  readonly sum: number
  /** Orders that are no return, gifts among them. */
  readonly count: number
  /** Different customers of those orders. */
  readonly customers: number
  /** 0 or below: shown apart, never in `sum`. */
  readonly returns: number
  readonly returnCount: number
  /** The month is not over yet, so it compares with nothing. */
  readonly partial: boolean
  /** Change of `sum` on the month before: .12 is 12 % more. Null where either is partial or missing, or there was nothing to grow from. */
  readonly growth: number | null
  /** The same on this month a year earlier. */
  readonly yearGrowth: number | null
}

/**
 * Sums of orders by calendar month, from the first month with an order to the last, months without any included: plain sums, exact in minor units;
 * growth between complete months only. `asOf` is the day of asking, in days since 1970-01-01.
 */
export const revenueByMonth = (orders: OrderColumns, asOf: number): MonthRevenue[] => {
  const selected = selectedOrders(orders)
  const column = monthColumn(selected.day)
  if (!column) return []
  const { first, count } = column
  const { starts, rows } = gathered(column)
  const lastSeen = new Uint32Array(countOf(selected.customer))
  const months: MonthRevenue[] = []
  for (let m = 0; m < count; m += 1) {
    const sums = sumsOf(selected, rows.subarray(starts[m], starts[m + 1]), lastSeen, m + 1)
    const partial = !isComplete(first + m, asOf)
    const growthOn = (back: number) => (partial ? null : growthFrom(months[m - back]?.sum, sums.sum))
    months.push({ month: monthOfIndex(first + m), ...sums, partial, growth: growthOn(1), yearGrowth: growthOn(12) })
  }
  return months
}

/** The sums of complete months, for `trendOf`. */
export const completeSums = (months: readonly MonthRevenue[]): Float64Array =>
  Float64Array.from(months.filter(({ partial }) => !partial).map(({ sum }) => sum))

/** `lastSeen` remembers for each customer the last month's `stamp`, so that a customer counts once a month. */
const sumsOf = ({ customer, amount }: OrderColumns, rows: Uint32Array, lastSeen: Uint32Array, stamp: number) => {
  let sum = 0
  let returns = 0
  let returnCount = 0
  let customers = 0
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0
    const value = amount[row] ?? 0
    if (value < 0) {
      returns += value
      returnCount += 1
      continue
    }
    sum += value
    const who = customer[row] ?? NONE
    if (who !== NONE && lastSeen[who] !== stamp) {
      lastSeen[who] = stamp
      customers += 1
    }
  }
  return { sum, count: rows.length - returnCount, customers, returns, returnCount }
}

const growthFrom = (before: number | undefined, now: number): number | null => (before ? now / before - 1 : null)
