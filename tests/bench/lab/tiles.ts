import { cohortGrid } from '../../../src/analytics/cohorts.ts'
import { concentrationOf } from '../../../src/analytics/concentration.ts'
import { revenueByMonth } from '../../../src/analytics/revenue.ts'
import { rfm } from '../../../src/analytics/rfm.ts'
import { dayNumberOf } from '../../../src/core/day.ts'
import { salesOf } from '../../../src/engine/insight/columns.ts'
import { soldProducts } from '../../../src/engine/insight/products.ts'
import { quantile } from '../results.ts'
import { END } from '../largerecords.ts'
import { heldNow, open } from './build.ts'

export interface Tile {
  readonly what: string
  readonly ms: number
}
const ROUNDS = 7

/** Each figure of the insight page alone, once columns are loaded: ms, the median of some rounds. */
export const tiles = async (id: string): Promise<readonly Tile[]> => {
  const book = await open(await heldNow(id))
  await book.index.whole()
  const { tables, zone, baseCurrency } = book.session
  const [orders, contacts] = [tables.rows('order'), tables.rows('contact')]
  const sales = salesOf(orders, contacts, zone())
  const asOf = dayNumberOf(END, zone())
  const scored = rfm(sales, asOf)
  const measures: readonly (readonly [string, () => unknown])[] = [
    ['sales of all orders', () => salesOf(orders, contacts, zone())],
    ['revenue by month', () => revenueByMonth(sales, asOf)],
    ['top products', () => soldProducts(orders, sales, { from: asOf - 365, to: asOf }, baseCurrency, 10)],
    ['RFM', () => rfm(sales, asOf)],
    ['cohorts', () => cohortGrid(sales, asOf)],
    ['80/20 and ABC', () => concentrationOf(scored.ok ? scored.value.monetary : new Float64Array())],
  ]
  const timed = measures.map(([what, run]) => ({ what, ms: median(run) }))
  book.close()
  return timed
}

const median = (run: () => unknown): number => {
  run()
  return quantile(
    Array.from({ length: ROUNDS }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
    0.5,
  )
}
