import { countOf, NONE, NO_DAY } from '../../analytics/columns.ts'
import type { Period } from '../../analytics/products.ts'
import { pricedItems } from '../../tables/answer/priced.ts'
import type { Rows } from '../../tables/column.ts'
import { columnOf, type Sales } from './columns.ts'

/** What a product brought in; money in minor units of the base currency. */
export interface SoldProduct {
  /** Row of the product. */
  readonly product: number
  /** Its lines in orders of the period that are no return, before the orders' discounts. A line taken back within such an order lessens it. */
  readonly revenue: number
  /** The same in as many days just before. */
  readonly previous: number
  readonly qty: number
  /** Orders of the period that hold it. */
  readonly orders: number
  /** Of the revenue of all products, 0 to 1. */
  readonly share: number
}

/**
 * The best sellers of a period, by revenue. Whole orders are judged, as a filter of orders judges them (`analytics/products.ts` judges line by line), so that the
 * orders behind a figure are exactly those it counts; and the lines are read where they lie, because copying a million costs more than adding them up.
 */
export const soldProducts = (orders: Rows, sales: Sales, period: Period, baseCurrency: string, limit: number): readonly SoldProduct[] => {
  const priced = pricedItems(orders, 'lines', baseCurrency)
  const { values: products } = columnOf(orders, 'lines.productId', 'many')
  const { values: units } = columnOf(orders, 'lines.qty', 'many')
  if (priced === null || products.kind !== 'ref' || units.kind !== 'number') throw new Error('order lines are not loaded')
  const { present, rows } = products
  const { values: unitCounts } = units
  const { baseAt } = priced
  const { start, count } = priced.column
  const size = countOf(rows)
  const sums = { revenue: new Float64Array(size), previous: new Float64Array(size), qty: new Float64Array(size) }
  const held = new Uint32Array(size)
  const lastOrder = new Uint32Array(size)
  const before = period.from - (period.to - period.from)
  for (let row = 0; row < sales.day.length; row += 1) {
    const day = sales.day[row] ?? NO_DAY
    if (day < before || day >= period.to || (sales.amount[row] ?? 0) < 0) continue
    const isNow = day >= period.from
    const into = isNow ? sums.revenue : sums.previous
    const from = start[row] ?? 0
    const to = from + (count[row] ?? 0)
    for (let item = from; item < to; item += 1) {
      const what = present[item] === 1 ? (rows[item] ?? NONE) : NONE
      if (what === NONE) continue
      into[what] = (into[what] ?? 0) + baseAt(row, item)
      if (!isNow) continue
      sums.qty[what] = (sums.qty[what] ?? 0) + (unitCounts[item] ?? 0)
      if (lastOrder[what] === row + 1) continue
      lastOrder[what] = row + 1
      held[what] = (held[what] ?? 0) + 1
    }
  }
  return ranked(sums, held, limit)
}

interface Sums {
  readonly revenue: Float64Array
  readonly previous: Float64Array
  readonly qty: Float64Array
}

const ranked = ({ revenue, previous, qty }: Sums, held: Uint32Array, limit: number): readonly SoldProduct[] => {
  const sold: number[] = []
  let all = 0
  for (let product = 0; product < held.length; product += 1) {
    if ((held[product] ?? 0) === 0) continue
    sold.push(product)
    all += revenue[product] ?? 0
  }
  sold.sort((a, b) => (revenue[b] ?? 0) - (revenue[a] ?? 0) || a - b)
  return sold.slice(0, limit).map((product) => ({
    product,
    revenue: revenue[product] ?? 0,
    previous: previous[product] ?? 0,
    qty: qty[product] ?? 0,
    orders: held[product] ?? 0,
    share: all > 0 ? (revenue[product] ?? 0) / all : 0,
  }))
}
