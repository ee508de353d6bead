import { lineAmount, type Money, type UnitPrice } from '../../core/money.ts'

interface Line {
  readonly qty: number
  readonly unitPrice: UnitPrice
}
interface Priced {
  readonly lines: readonly Line[]
  readonly discount: Money | null
  readonly currency: string
}

/** The sum of the rounded lines less the discount, in the order's currency; tax is shown apart and no part of it. */
export const totalOf = ({ lines, discount, currency }: Priced): Money => ({
  amount: lines.reduce((sum, { qty, unitPrice }) => sum + lineAmount(qty, unitPrice).amount, 0) - (discount?.amount ?? 0),
  currency,
})
