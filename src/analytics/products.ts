import { monthOfIndex, type Month } from '../core/day.ts'
import { countOf, NO_DAY, NONE, selectedLines, type LineColumns } from './columns.ts'
import { firstDayOf, monthColumn, monthOfDay, type MonthNumber } from './months.ts'
import { isFalling, trendOf, type Trend } from './trend.ts'

/** Days since 1970-01-01: from `from` up to, not including, `to`. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** Money in minor units of the base currency. */
export interface ProductFigures {
  /** The number in `LineColumns.product`. */
  readonly product: number
  /** Sold in the period, returns not taken off. */
  readonly revenue: number
  readonly qty: number
  /** Different orders that hold it. */
  readonly orders: number
  /** Of the revenue of all products, 0 to 1. */
  readonly share: number
  /** 0 or below: shown apart. */
  readonly returns: number
  /** Revenue in as many days just before. */
  readonly previous: number
}

/**
 * The best sellers of a period: plain sums, by revenue, equal ones by number. `orderDay` is the day of each order row; `NO_DAY` leaves the order out.
 */
export const topProducts = (lines: LineColumns, orderDay: Int32Array, { from, to }: Period, limit = Infinity): ProductFigures[] => {
  const { order, product, qty, amount } = selectedLines(lines)
  const count = countOf(product)
  const revenue = new Float64Array(count)
  const units = new Float64Array(count)
  const returns = new Float64Array(count)
  const previous = new Float64Array(count)
  const before = from - (to - from)
  const sold = new Uint32Array(product.length)
  let soldCount = 0
  for (let line = 0; line < product.length; line += 1) {
    const what = product[line] ?? NONE
    const day = orderDay[order[line] ?? NONE] ?? NO_DAY
    if (what === NONE || day === NO_DAY || day < before || day >= to) continue
    const value = amount[line] ?? 0
    if (day < from) {
      if (value > 0) previous[what] = (previous[what] ?? 0) + value
    } else if (value < 0) {
      returns[what] = (returns[what] ?? 0) + value
    } else {
      revenue[what] = (revenue[what] ?? 0) + value
      units[what] = (units[what] ?? 0) + (qty[line] ?? 0)
      sold[soldCount] = line
      soldCount += 1
    }
  }
  const orders = distinctOrders({ order, product }, sold.subarray(0, soldCount), count, orderDay.length)
  const sum = revenue.reduce((all, value) => all + value, 0)
  const ranked = [...orders.keys()].filter((p) => (orders[p] ?? 0) > 0 || (returns[p] ?? 0) < 0)
  ranked.sort((a, b) => (revenue[b] ?? 0) - (revenue[a] ?? 0) || a - b)
  return ranked.slice(0, limit).map((at) => ({
    product: at,
    revenue: revenue[at] ?? 0,
    qty: units[at] ?? 0,
    orders: orders[at] ?? 0,
    share: sum > 0 ? (revenue[at] ?? 0) / sum : 0,
    returns: returns[at] ?? 0,
    previous: previous[at] ?? 0,
  }))
}

/** Revenue by product and month, returns not taken off. */
export interface ProductMonths {
  readonly first: MonthNumber
  readonly months: readonly Month[]
  /** Minor units, at `product * months.length + month`. */
  readonly revenue: Float64Array
}

/** One pass over the lines, after one over the orders' days. */
export const productMonths = (lines: LineColumns, orderDay: Int32Array): ProductMonths => {
  const column = monthColumn(orderDay)
  if (!column) return { first: 0, months: [], revenue: new Float64Array() }
  const { first, count, month: orderMonth } = column
  const { order, product, amount } = selectedLines(lines)
  const revenue = new Float64Array(countOf(product) * count)
  for (let line = 0; line < product.length; line += 1) {
    const what = product[line] ?? NONE
    const month = orderMonth[order[line] ?? NONE] ?? -1
    const value = amount[line] ?? 0
    if (value > 0 && month >= 0 && what !== NONE) {
      const at = what * count + month
      revenue[at] = (revenue[at] ?? 0) + value
    }
  }
  return { first, months: Array.from({ length: count }, (_, m) => monthOfIndex(first + m)), revenue }
}

export interface ProductTrend extends Trend {
  readonly product: number
  /** Falls beyond its season and beyond chance. */
  readonly isDeclining: boolean
}

/**
 * How each product's monthly revenue moves, over the months that are over on the day `asOf`: Mann-Kendall within calendar months where two years are
 * there (trend.ts), the steepest fall first. Empty with too few months to tell.
 */
export const productTrends = ({ first, months, revenue }: ProductMonths, asOf: number): ProductTrend[] => {
  const complete = Math.min(months.length, monthOfDay(asOf) - first)
  if (complete <= 0) return []
  const trends: ProductTrend[] = []
  for (let start = 0; start < revenue.length; start += months.length) {
    const trend = trendOf(revenue.subarray(start, start + complete), 12)
    if (!trend.ok) return []
    trends.push({ ...trend.value, product: start / months.length, isDeclining: isFalling(trend.value) })
  }
  return trends.sort((a, b) => a.slope - b.slope || a.product - b.product)
}

/** The days of a month, so that a cell of the matrix opens the lines behind it. */
export const periodOfMonth = (month: MonthNumber): Period => ({ from: firstDayOf(month), to: firstDayOf(month + 1) })

/** Orders per product among some lines, whatever order they come in: lines gathered by product, each order stamped with the last product that saw it. */
const distinctOrders = (
  { order, product }: Pick<LineColumns, 'order' | 'product'>,
  some: Uint32Array,
  productCount: number,
  orderCount: number,
): Uint32Array => {
  const ends = new Uint32Array(productCount)
  for (let i = 0; i < some.length; i += 1) {
    const what = product[some[i] ?? 0] ?? 0
    ends[what] = (ends[what] ?? 0) + 1
  }
  let sum = 0
  for (let what = 0; what < productCount; what += 1) {
    const held = ends[what] ?? 0
    ends[what] = sum
    sum += held
  }
  const ordersByProduct = new Uint32Array(sum)
  for (let i = 0; i < some.length; i += 1) {
    const line = some[i] ?? 0
    const what = product[line] ?? 0
    const place = ends[what] ?? 0
    ordersByProduct[place] = order[line] ?? 0
    ends[what] = place + 1
  }
  const distinct = new Uint32Array(productCount)
  const lastProduct = new Uint32Array(orderCount)
  let place = 0
  for (let what = 0; what < productCount; what += 1) {
    for (; place < (ends[what] ?? 0); place += 1) {
      const row = ordersByProduct[place] ?? 0
      if (lastProduct[row] === what + 1) continue
      lastProduct[row] = what + 1
      distinct[what] = (distinct[what] ?? 0) + 1
    }
  }
  return distinct
}
