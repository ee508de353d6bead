import { modelNames } from './facts.ts'
import { monthOfIndex } from '../../core/day.ts'
import { NONE, type OrderColumns } from '../../analytics/columns.ts'
import { gathered, monthColumn } from '../../analytics/months.ts'
import type { Rfm } from '../../analytics/rfm.ts'
import { rfmSegments } from '../../analytics/segments.ts'
import type { ChoiceColumn, Column, MoneyColumn, TextColumn } from '../../tables/column.ts'

/*
 * Columns that a model computes whole, as of a day, so that each of its figures opens the list behind it. `size` is the length of the customers' arrays:
 * rows that come later have no value until the model is computed again.
 */

export type ModelColumns = Readonly<Record<(typeof modelNames)[number], Column>>

/** In steps of some milliseconds. `scored` is null where there are too few customers to score: then nobody has a segment. */
export const modelSteps = function* (
  size: number,
  orders: OrderColumns,
  asOf: number,
  scored: Rfm | null,
  currency: string,
): Generator<void, ModelColumns, void> {
  const rfmSegment = segmentColumn(size, scored)
  const paid = paidColumn(size, scored, currency)
  yield
  const events = monthEvents(size, orders, asOf)
  yield
  return { rfmSegment, paid, ...monthColumns(size, events) }
}

const segmentColumn = (size: number, scored: Rfm | null): ChoiceColumn => {
  const present = new Uint8Array(size)
  const codes = new Uint8Array(size)
  for (let i = 0; i < (scored?.customer.length ?? 0); i += 1) {
    const row = scored?.customer[i] ?? 0
    present[row] = 1
    codes[row] = scored?.segment[i] ?? 0
  }
  return {
    kind: 'choice',
    present,
    codes,
    pool: rfmSegments,
    get: (row) => (present[row] === 1 ? (rfmSegments[codes[row] ?? 0] ?? null) : null),
  }
}

/** What each scored customer paid, minor units of the base currency. */
const paidColumn = (size: number, scored: Rfm | null, currency: string): MoneyColumn => {
  const present = new Uint8Array(size)
  const amounts = new Float64Array(size)
  for (let i = 0; i < (scored?.customer.length ?? 0); i += 1) {
    const row = scored?.customer[i] ?? 0
    present[row] = 1
    amounts[row] = scored?.monetary[i] ?? 0
  }
  const get = (row: number) => (present[row] === 1 ? { amount: amounts[row] ?? 0, currency } : null)
  return { kind: 'money', present, amounts, base: amounts, currency: new Uint8Array(size), currencies: [currency], get }
}

/** Each customer's months with an order, once, in order of time. */
interface MonthEvents {
  readonly who: Uint32Array
  /** Position in `pool`. */
  readonly month: Uint16Array
  /** `YYYY-MM`. */
  readonly pool: readonly string[]
}

/** Returns are no order; orders after `asOf` are not known yet. */
const monthEvents = (size: number, { customer, day, amount }: OrderColumns, asOf: number): MonthEvents => {
  const column = monthColumn(day, asOf)
  if (column === null) return { who: new Uint32Array(), month: new Uint16Array(), pool: [] }
  // Month by month: a customer seen in this one already has no other between.
  const { rows } = gathered(column)
  const latest = new Int32Array(size).fill(-1)
  const who = new Uint32Array(rows.length)
  const month = new Uint16Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0
    const buyer = customer[row] ?? NONE
    const at = column.month[row] ?? 0
    if (buyer === NONE || latest[buyer] === at || (amount[row] ?? 0) < 0) continue
    latest[buyer] = at
    who[count] = buyer
    month[count] = at
    count += 1
  }
  const pool = Array.from({ length: column.count }, (_, m) => monthOfIndex(column.first + m))
  return { who: who.subarray(0, count), month: month.subarray(0, count), pool }
}

/** By counting sort: the events keep their order, so that each customer's months stand in theirs, the first one first. */
const monthColumns = (size: number, { who, month, pool }: MonthEvents): Pick<ModelColumns, 'orderMonths' | 'firstOrderMonth'> => {
  const start = new Uint32Array(size)
  const count = new Uint32Array(size)
  for (let i = 0; i < who.length; i += 1) count[who[i] ?? 0] = (count[who[i] ?? 0] ?? 0) + 1
  for (let row = 1; row < size; row += 1) start[row] = (start[row - 1] ?? 0) + (count[row - 1] ?? 0)
  const present = new Uint8Array(size)
  const first = new Uint16Array(size)
  const months = new Uint16Array(who.length)
  const next = start.slice()
  for (let i = 0; i < who.length; i += 1) {
    const buyer = who[i] ?? 0
    const at = next[buyer] ?? 0
    months[at] = month[i] ?? 0
    next[buyer] = at + 1
    if (present[buyer] === 1) continue
    present[buyer] = 1
    first[buyer] = month[i] ?? 0
  }
  const values = textsOf(new Uint8Array(who.length).fill(1), months, pool)
  const textsAt = (row: number) => Array.from({ length: count[row] ?? 0 }, (_, at) => values.get((start[row] ?? 0) + at))
  return { orderMonths: { kind: 'many', present, start, count, values, get: textsAt }, firstOrderMonth: textsOf(present, first, pool) }
}

const textsOf = (present: Uint8Array, codes: Uint16Array, pool: readonly string[]): TextColumn => ({
  kind: 'text',
  present,
  codes,
  pool,
  get: (row) => (present[row] === 1 ? (pool[codes[row] ?? 0] ?? null) : null),
})
