import { monthOfIndex, type Month } from '../core/day.ts'
import { ok, type Result } from '../core/result.ts'
import { countOf, NO_DAY, NONE, type OrderColumns } from './columns.ts'
import { tooFew, type TooFew } from './enough.ts'
import { isComplete, monthTable, spanOf, type MonthTable } from './months.ts'

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

/**
 * Customers by the month of their first order, and how many of them ordered in each month after it: the cohort table of P. S. Fader & B. G. S. Hardie
 * ("Customer-Base Analysis" notes). Returns are no order. Orders after `asOf` are not known yet.
 */
export const cohortGrid = (orders: OrderColumns, asOf: number): Result<CohortGrid, TooFew> => {
  const span = spanOf(orders, asOf)
  const { first, count, firstDay, monthOf } = span ? monthTable(span.from, span.to) : NO_MONTHS
  if (count < LEAST_MONTHS) return tooFew('months', count, LEAST_MONTHS)
  const monthByRow = (row: number): number | undefined => monthOf[(orders.day[row] ?? NO_DAY) - firstDay]
  const cohort = firstMonths(orders, monthByRow)

  const active = new Float64Array(count * count).fill(NaN)
  for (let c = 0; c < count; c += 1) active.fill(0, c * count, c * count + count - c)
  // A bit per customer and month: whoever is seen again in a month has been counted.
  const words = Math.ceil(count / 32)
  const seen = new Uint32Array(cohort.length * words)
  const { customer, amount, rows } = orders
  const total = rows?.length ?? amount.length
  for (let i = 0; i < total; i += 1) {
    const row = rows ? (rows[i] ?? 0) : i
    const who = customer[row] ?? NONE
    const month = monthByRow(row)
    if (who === NONE || month === undefined || (amount[row] ?? 0) < 0) continue
    const word = who * words + (month >> 5)
    const bit = 1 << (month & 31)
    const bits = seen[word] ?? 0
    if ((bits & bit) !== 0) continue
    seen[word] = bits | bit
    const c = cohort[who] ?? month
    const at = c * count + month - c
    active[at] = (active[at] ?? 0) + 1
  }
  const months = Array.from({ length: count }, (_, m) => monthOfIndex(first + m))
  return ok({ months, active, partial: !isComplete(first + count - 1, asOf) })
}

const NO_MONTHS: MonthTable = { first: 0, count: 0, firstDay: 0, monthOf: new Uint16Array() }

/** Month of the first order by customer; `NONE` for who has none. */
const firstMonths = ({ customer, amount, rows }: OrderColumns, monthByRow: (row: number) => number | undefined): Uint32Array => {
  const cohort = new Uint32Array(countOf(customer)).fill(NONE)
  const total = rows?.length ?? amount.length
  for (let i = 0; i < total; i += 1) {
    const row = rows ? (rows[i] ?? 0) : i
    const who = customer[row] ?? NONE
    const month = monthByRow(row)
    if (who === NONE || month === undefined || (amount[row] ?? 0) < 0) continue
    if (month < (cohort[who] ?? 0)) cohort[who] = month
  }
  return cohort
}
