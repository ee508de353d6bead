import { dayNumber, dayOfNumber, monthIndex, monthOf, monthOfIndex, type Day } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { Result } from '../../core/result.ts'
import { cohortGrid, type CohortGrid } from '../../analytics/cohorts.ts'
import { NO_DAY, type OrderColumns } from '../../analytics/columns.ts'
import type { TooFew } from '../../analytics/enough.ts'
import { isComplete } from '../../analytics/months.ts'
import { revenueByMonth, type MonthRevenue } from '../../analytics/revenue.ts'
import { rfmSteps, segmentTotals, type SegmentTotal } from '../../analytics/rfm.ts'
import type { Session } from '../session.ts'
import { salesOf, type CustomerEntity, type Sales } from './columns.ts'
import { modelSteps } from './models.ts'
import { soldProducts, type SoldProduct } from './products.ts'

export interface InsightRequest {
  readonly customers: CustomerEntity
  /** The products' period: so many days up to and with the last one. */
  readonly productDays: number
}

export interface ProductLine extends Omit<SoldProduct, 'product'> {
  readonly id: Id
  readonly title: string
}

/** Every figure of the insight page, all of them from the same columns that lists are answered from. Money in minor units of `currency`. */
export interface InsightPage extends Pick<Sales, 'withoutRate' | 'anonymous'> {
  /** Today, or the day after the last order where all orders are older: figures are as of it. */
  readonly asOf: Day
  readonly currency: string
  /** From the first order's month to the running one, months without an order included. */
  readonly months: readonly MonthRevenue[]
  readonly products: readonly ProductLine[]
  readonly productsFrom: Day
  readonly productsTo: Day
  readonly segments: Result<readonly SegmentTotal[], TooFew>
  readonly cohorts: Result<CohortGrid, TooFew>
}

/** What insight needs of an open workspace. */
export type InsightSession = Pick<Session, 'tables' | 'zone' | 'today' | 'baseCurrency' | 'titleOf' | 'announce' | 'pause'>

const TOP = 10
const LONG_AGO = 60

/** Waiting work has its turn between the steps, all of which work on a copy of the orders but the products'; whoever shows the page asks again after a change. */
export const insightPage = async (session: InsightSession, { customers, productDays }: InsightRequest): Promise<InsightPage> => {
  const { tables, zone, today, baseCurrency, pause } = session
  const orders = tables.rows('order')
  const buyers = tables.rows(customers)
  const size = buyers.live.length
  const sales = salesOf(orders, buyers, zone())
  const asOf = asOfDay(sales, dayNumber(today()))
  const period = { from: asOf - productDays + 1, to: asOf + 1 }
  await pause()
  const products = soldProducts(orders, sales, period, baseCurrency, TOP)
  await pause()
  const months = upTo(asOf, revenueByMonth(sales, asOf))
  await pause()
  const scored = await inTurns(rfmSteps(sales, asOf), pause)
  const cohorts = cohortGrid(sales, asOf)
  await pause()
  const models = await inTurns(modelSteps(size, sales, asOf, scored.ok ? scored.value : null, baseCurrency), pause)
  session.announce(tables.provide(customers, models), true)
  return {
    asOf: dayOfNumber(asOf),
    currency: baseCurrency,
    months,
    products: products.map(({ product, ...figures }) => {
      const id = tables.rows('product').idOf(product)
      return { id, title: session.titleOf(id) ?? '', ...figures }
    }),
    productsFrom: dayOfNumber(period.from),
    productsTo: dayOfNumber(asOf),
    segments: scored.ok ? { ok: true, value: segmentTotals(scored.value) } : scored,
    cohorts,
    withoutRate: sales.withoutRate,
    anonymous: sales.anonymous,
  }
}

const inTurns = async <T>(steps: Generator<void, T, void>, pause: () => Promise<void>): Promise<T> => {
  for (;;) {
    const { done, value } = steps.next()
    await pause()
    if (done === true) return value
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

/** Quiet months at the end are figures too; months to come (an order dated wrongly) are not. */
const upTo = (asOf: number, months: readonly MonthRevenue[]): readonly MonthRevenue[] => {
  const [first] = months
  if (first === undefined) return []
  const start = monthIndex(first.month)
  // The month of the last day that is over: on the first of a month nothing of it is.
  const count = monthIndex(monthOf(dayOfNumber(asOf - 1))) - start + 1
  const quiet = { sum: 0, count: 0, customers: 0, returns: 0, returnCount: 0 }
  const all: MonthRevenue[] = months.slice(0, Math.max(0, 1 + monthIndex(monthOf(dayOfNumber(asOf))) - start))
  while (all.length < count) {
    const at = all.length
    const partial = !isComplete(start + at, asOf)
    const fallFrom = (back: number) => (!partial && (all[at - back]?.sum ?? 0) > 0 ? -1 : null)
    all.push({ ...quiet, month: monthOfIndex(start + at), partial, growth: fallFrom(1), yearGrowth: fallFrom(12) })
  }
  return all
}
