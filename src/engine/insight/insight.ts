import { dayNumber, dayOfNumber, type Day } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { Result } from '../../core/result.ts'
import { cohortGrid, type CohortGrid } from '../../analytics/cohorts.ts'
import { NO_DAY, type OrderColumns } from '../../analytics/columns.ts'
import type { TooFew } from '../../analytics/enough.ts'
import { topProducts } from '../../analytics/products.ts'
import { revenueByMonth, type MonthRevenue } from '../../analytics/revenue.ts'
import { rfm, segmentTotals, type SegmentTotal } from '../../analytics/rfm.ts'
import type { Session } from '../session.ts'
import { lineColumns, orderColumns } from './columns.ts'
import { monthColumns, paidColumn, segmentColumn } from './models.ts'

export interface InsightRequest {
  /** Whose orders make a customer. */
  readonly customers: 'company' | 'contact'
  /** The products' period: so many days up to and with the last one. */
  readonly productDays: number
}

export interface ProductLine {
  readonly id: Id
  readonly title: string
  /** Minor units of the base currency, here and below. */
  readonly revenue: number
  readonly previous: number
  readonly qty: number
  readonly orders: number
  readonly share: number
}

/** Every figure of the insight page, all of them from the same columns that lists are answered from. */
export interface InsightPage {
  /** Today, or the day after the last order where all orders are older: figures are as of it. */
  readonly asOf: Day
  readonly currency: string
  readonly months: readonly MonthRevenue[]
  readonly products: readonly ProductLine[]
  readonly productsFrom: Day
  readonly productsTo: Day
  readonly segments: Result<readonly SegmentTotal[], TooFew>
  readonly cohorts: Result<CohortGrid, TooFew>
}

const TOP = 10
const LONG_AGO = 60

export const insightPage = (session: Session, { customers, productDays }: InsightRequest): InsightPage => {
  const { tables, zone, today, baseCurrency } = session
  const orders = tables.rows('order')
  const columns = orderColumns(orders, customers, zone())
  const asOf = asOfDay(columns, dayNumber(today()))
  const scored = rfm(columns, asOf)
  const cohorts = cohortGrid(columns, asOf)
  const { length } = tables.rows(customers)
  const { months, first } = monthColumns(length, columns, asOf)
  const models = scored.ok ? { rfmSegment: segmentColumn(length, scored.value), paid: paidColumn(length, scored.value, baseCurrency) } : {}
  session.announce(tables.provide(customers, { orderMonths: months, firstOrderMonth: first, ...models }), true)
  const products = tables.rows('product')
  const period = { from: asOf - productDays + 1, to: asOf + 1 }
  return {
    asOf: dayOfNumber(asOf),
    currency: baseCurrency,
    months: revenueByMonth(columns, asOf),
    products: topProducts(lineColumns(orders, baseCurrency), columns.day, period, TOP).map(({ product, revenue, previous, qty, orders: count, share }) => {
      const id = products.idOf(product)
      return { id, title: session.titleOf(id) ?? '', revenue, previous, qty, orders: count, share }
    }),
    productsFrom: dayOfNumber(period.from),
    productsTo: dayOfNumber(asOf),
    segments: scored.ok ? { ok: true, value: segmentTotals(scored.value) } : scored,
    cohorts,
  }
}

/** A book that ended long ago is judged as of the day after its last order: everyone in it would be lost today. */
const asOfDay = ({ day }: OrderColumns, today: number): number => {
  let last = NO_DAY
  for (let row = 0; row < day.length; row += 1) {
    const at = day[row] ?? NO_DAY
    if (at > last) last = at
  }
  return last === NO_DAY || today - last <= LONG_AGO ? today : last + 1
}
