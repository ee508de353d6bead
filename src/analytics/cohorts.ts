import { monthOfIndex, type Month } from '../core/day.ts'
import { ok, type Result } from '../core/result.ts'
import { countOf, NONE, selectedOrders, type OrderColumns } from './columns.ts'
import { tooFew, type TooFew } from './enough.ts'
import { isComplete, monthColumn } from './months.ts'

export interface CohortGrid {
  /** In a row: each is a cohort, and a month to tell of. */
  readonly months: readonly Month[]
  /**
   * Customers of cohort `c` who ordered `age` months after their first, at `c * months.length + age`; age 0 is the cohort's size.
   * NaN where that month has not come yet: never 0, which would say that nobody came back.
   */
  readonly active: Float64Array
  /** The last month is not over, so its cells may still rise. */
  readonly partial: boolean
}

const LEAST_MONTHS = 2
/** Ten years: the grid grows with the square of its months, and one wrong date must not fill the memory. */
const MOST_MONTHS = 120

/**
 * Customers by the month of their first order, and how many of them ordered in each month after it: the cohort table of P. S. Fader & B. G. S. Hardie
 * ("Customer-Base Analysis" notes). Returns are no order. Orders after `asOf` are not known yet. Of more than ten years, the last ten.
 */
export const cohortGrid = (orders: OrderColumns, asOf: number): Result<CohortGrid, TooFew> => {
  const selected = selectedOrders(orders)
  const column = monthColumn(selected.day, asOf)
  if (!column || column.count < LEAST_MONTHS) return tooFew('months', column?.count ?? 0, LEAST_MONTHS)
  const before = Math.max(0, column.count - MOST_MONTHS)
  const count = column.count - before
  const first = column.first + before
  const months = Array.from({ length: count }, (_, m) => monthOfIndex(first + m))
  const active = countActive(selected, column.month, before, count)
  return ok({ months, active, partial: !isComplete(first + count - 1, asOf) })
}

/** The grid's cells; cohorts of the first `before` months are left out. */
const countActive = ({ customer, amount }: OrderColumns, month: Int32Array, before: number, count: number): Float64Array => {
  const active = new Float64Array(count * count).fill(NaN)
  for (let c = 0; c < count; c += 1) active.fill(0, c * count, c * count + count - c)
  const cohort = firstMonths(customer, amount, month)
  // A bit per customer and month: whoever is seen again in a month has been counted.
  const words = Math.ceil(count / 32)
  const seen = new Uint32Array(cohort.length * words)
  for (let row = 0; row < month.length; row += 1) {
    const who = customer[row] ?? NONE
    const m = (month[row] ?? -1) - before
    if (who === NONE || m < 0 || (amount[row] ?? 0) < 0) continue
    const c = (cohort[who] ?? 0) - before
    if (c < 0) continue
    const word = who * words + (m >> 5)
    const bits = seen[word] ?? 0
    const bit = 1 << (m & 31)
    if ((bits & bit) !== 0) continue
    seen[word] = bits | bit
    const at = c * count + m - c
    active[at] = (active[at] ?? 0) + 1
  }
  return active
}

/** Month of the first order by customer; `NONE` for who has none. */
const firstMonths = (customer: Uint32Array, amount: Float64Array, month: Int32Array): Uint32Array => {
  const cohort = new Uint32Array(countOf(customer)).fill(NONE)
  for (let row = 0; row < month.length; row += 1) {
    const who = customer[row] ?? NONE
    const m = month[row] ?? -1
    if (who !== NONE && m >= 0 && (amount[row] ?? 0) >= 0 && m < (cohort[who] ?? 0)) cohort[who] = m
  }
  return cohort
}
