import { add, lineAmount, type Money } from '../../../core/money.ts'
import { digitsAt, decimalOf, times } from '../../../core/decimal.ts'
import type { Item } from '../editors/held.ts'
import { isMoney, isPrice } from '../value.ts'

/** What a line comes to; null while its price or quantity is not known. */
export const amountOf = (line: Item): Money | null => {
  const { qty, unitPrice } = line
  return typeof qty === 'number' && isPrice(unitPrice) ? lineAmount(qty, unitPrice) : null
}

export interface LineTotals {
  readonly subtotal: Money
  readonly discount: Money | null
  readonly total: Money
  /** On top of the total, by the lines' own rates; each line's is rounded once, half away from zero. */
  readonly tax: Money | null
}

/** What stands beneath the lines. Lines of another currency than the order's reach no sum, as in the order's own total. */
export const totalsOf = (lines: readonly Item[], discount: unknown, currency: string): LineTotals => {
  const nothing: Money = { amount: 0, currency }
  const amounts = lines.map((line) => ({ amount: { ...nothing, amount: amountOf(line)?.amount ?? 0 }, rate: line['taxRate'] }))
  const subtotal = amounts.reduce((sum, { amount }) => add(sum, amount), nothing)
  const less = isMoney(discount) ? { amount: discount.amount, currency } : null
  const taxed = amounts.filter(({ rate }) => typeof rate === 'number' && rate !== 0)
  const tax = taxed.reduce((sum, { amount, rate }) => add(sum, { ...nothing, amount: share(amount.amount, Number(rate)) }), nothing)
  return {
    subtotal,
    discount: less,
    total: { amount: subtotal.amount - (less?.amount ?? 0), currency },
    tax: taxed.length === 0 ? null : tax,
  }
}

/** So many percent of an amount. */
const share = (amount: number, percent: number): number => {
  const { digits, scale } = times({ digits: BigInt(amount), scale: 0 }, decimalOf(percent))
  return Number(digitsAt({ digits, scale: scale + 2 }, 0))
}
