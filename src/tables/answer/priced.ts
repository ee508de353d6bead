import { digitsOf } from '../../core/money.ts'
import type { ManyColumn, NumberColumn, Rows, TextColumn } from '../column.ts'

/** A list of priced items: `lines.amount` is what each of them comes to, quantity times price. Nothing stores it, so nothing has to follow an edit. */
export interface Priced {
  /** The list's offsets. */
  readonly column: ManyColumn
  /** Minor units of the record's own currency, rounded once an item, half away from zero, as the order's total does it. */
  readonly amountAt: (row: number, item: number) => number
  /** The same in the base currency at the record's stored rate; NaN where there is none. */
  readonly baseAt: (row: number, item: number) => number
  readonly isForeign: (row: number) => boolean
}

/** The columns that an amount is computed from. */
export const pricedReads = (list: string): readonly string[] => [`${list}.qty`, `${list}.unitPrice`, 'currency', 'exchangeRate']

/** `lines` of `lines.amount`; null for any other path. */
export const pricedList = (path: string): string | null => (path.endsWith('.amount') ? path.slice(0, -'.amount'.length) : null)

/** Null where the list has no quantities and prices, or they are not loaded. */
export const pricedItems = (rows: Rows, list: string, baseCurrency: string): Priced | null => {
  const column = rows.column(`${list}.qty`)
  const prices = rows.column(`${list}.unitPrice`)
  const currency = rows.column('currency')
  const rate = rows.column('exchangeRate')
  if (column?.kind !== 'many' || prices?.kind !== 'many' || currency?.kind !== 'text' || rate?.kind !== 'number') return null
  if (column.values.kind !== 'number' || prices.values.kind !== 'number') return null
  const { values: qtys } = column.values
  const { values: unitPrices } = prices.values
  const scaleAt = scaleReader(currency)
  const amountAt = (row: number, item: number): number => rounded((qtys[item] ?? 0) * (unitPrices[item] ?? 0) * scaleAt(row))
  const worthAt = worthReader(currency, rate, baseCurrency)
  const isForeign = (row: number): boolean => currency.pool.at(currency.codes[row] ?? 0) !== baseCurrency
  return { column, amountAt, isForeign, baseAt: (row, item) => worthAt(row, amountAt(row, item)) }
}

const scaleReader = ({ codes, pool }: TextColumn): ((row: number) => number) => {
  const scales = Array.from(pool, (currency) => 10 ** digitsOf(currency))
  return (row) => scales[codes[row] ?? 0] ?? 100
}

const worthReader = ({ codes, pool }: TextColumn, rate: NumberColumn, base: string): ((row: number, amount: number) => number) => {
  const own = [...pool].indexOf(base)
  const shifts = Array.from(pool, (currency) => 10 ** (digitsOf(base) - digitsOf(currency)))
  return (row, amount) => {
    const code = codes[row] ?? 0
    if (code === own) return amount
    const by = rate.present[row] === 1 ? (rate.values[row] ?? 0) : 0
    return by > 0 ? rounded(amount * by * (shifts[code] ?? 1)) : NaN
  }
}

/** Half away from zero. The nudge, a few bits of the last place, gives back what binary fractions lose below a half (1.005 x 100). */
const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value) * (1 + 1e-15)) + 0
