import { monthOf, dayOfNumber } from '../../core/day.ts'
import { NONE, NO_DAY, type OrderColumns } from '../../analytics/columns.ts'
import type { Rfm } from '../../analytics/rfm.ts'
import { rfmSegments } from '../../analytics/segments.ts'
import type { ChoiceColumn, ManyColumn, MoneyColumn, TextColumn } from '../../tables/column.ts'

/*
 * Columns that a model computes whole, as of a day, so that each of its figures opens the list behind it. `length` is the number of the customers' rows.
 */

/** The segment of each scored customer. */
export const segmentColumn = (length: number, { customer, segment }: Rfm): ChoiceColumn => {
  const present = new Uint8Array(length)
  const codes = new Uint32Array(length)
  for (let i = 0; i < customer.length; i += 1) {
    const row = customer[i] ?? 0
    present[row] = 1
    codes[row] = segment[i] ?? 0
  }
  return { kind: 'choice', present, codes, pool: rfmSegments, get: (row) => (present[row] === 1 ? (rfmSegments[codes[row] ?? 0] ?? null) : null) }
}

/** What each scored customer paid, minor units of the base currency. */
export const paidColumn = (length: number, { customer, monetary }: Rfm, currency: string): MoneyColumn => {
  const present = new Uint8Array(length)
  const amounts = new Float64Array(length)
  for (let i = 0; i < customer.length; i += 1) {
    const row = customer[i] ?? 0
    present[row] = 1
    amounts[row] = monetary[i] ?? 0
  }
  const get = (row: number) => (present[row] === 1 ? { amount: amounts[row] ?? 0, currency } : null)
  return { kind: 'money', present, amounts, base: amounts, currency: new Uint32Array(length), currencies: [currency], get }
}

/** The months (`YYYY-MM`) in which each customer ordered, in order, and the first of them: returns are no order. */
export const monthColumns = (length: number, { customer, day, amount }: OrderColumns, asOf: number): { readonly months: ManyColumn; readonly first: TextColumn } => {
  const sets = Array.from({ length }, (): Set<string> | null => null)
  for (let row = 0; row < day.length; row += 1) {
    const who = customer[row] ?? NONE
    const at = day[row] ?? NO_DAY
    if (who === NONE || at === NO_DAY || at > asOf || (amount[row] ?? 0) < 0) continue
    const months = (sets[who] ??= new Set())
    months.add(monthOf(dayOfNumber(at)))
  }
  return { months: manyTexts(sets.map((set) => [...(set ?? [])].sort())), first: texts(sets.map((set) => [...(set ?? [])].sort()[0] ?? null)) }
}

const texts = (values: readonly (string | null)[]): TextColumn => {
  const pool: string[] = []
  const codeOf = new Map<string, number>()
  const present = Uint8Array.from(values, (value) => (value === null ? 0 : 1))
  const codes = Uint32Array.from(values, (value) => {
    if (value === null) return 0
    const known = codeOf.get(value)
    if (known !== undefined) return known
    codeOf.set(value, pool.length)
    return pool.push(value) - 1
  })
  return { kind: 'text', present, codes, pool, get: (row) => (present[row] === 1 ? (pool[codes[row] ?? 0] ?? null) : null) }
}

const manyTexts = (lists: readonly (readonly string[])[]): ManyColumn => {
  const present = Uint8Array.from(lists, ({ length }) => (length > 0 ? 1 : 0))
  const count = Uint32Array.from(lists, ({ length }) => length)
  const start = new Uint32Array(lists.length)
  for (let row = 1; row < lists.length; row += 1) start[row] = (start[row - 1] ?? 0) + (count[row - 1] ?? 0)
  return { kind: 'many', present, start, count, values: texts(lists.flat()), get: (row) => lists[row] ?? [] }
}
