/**
 * The speed goals of ../shared/spec/analytics.md on a large book: 1,000,000 lines in 250,000 orders of 100,000 customers over three years.
 * Run with `npx --no -- node tests/bench/analytics.ts`; prints the median and the best of fifteen runs and the goal, in ms.
 */
import { cohortGrid } from '../../src/analytics/cohorts.ts'
import { concentrationOf } from '../../src/analytics/concentration.ts'
import { productMonths, productTrends, topProducts } from '../../src/analytics/products.ts'
import { revenueByMonth } from '../../src/analytics/revenue.ts'
import { rfm } from '../../src/analytics/rfm.ts'
import { dayNumber } from '../../src/core/day.ts'
import { randomFrom } from '../../src/core/random.ts'

const LINES = 1_000_000
const CUSTOMERS = 100_000
const PRODUCTS = 2_000
const asOf = dayNumber('2026-06-15')
const random = randomFrom(20_260_615)

/** Some buy a lot, most a little: a rank drawn from the square of a uniform. */
const skewed = (below: number): number => Math.floor(below * random() ** 2)

const ordersOf = (count: number) => ({
  customer: Uint32Array.from({ length: count }, () => skewed(CUSTOMERS)),
  day: Int32Array.from({ length: count }, () => asOf - Math.floor(random() * 1_095)),
  amount: Float64Array.from({ length: count }, () => Math.round(100 * Math.exp(6 + 2 * random())) * (random() < 0.03 ? -1 : 1)),
})

const orders = ordersOf(LINES / 4)
const lines = {
  order: Uint32Array.from({ length: LINES }, (_, line) => line >> 2),
  product: Uint32Array.from({ length: LINES }, () => skewed(PRODUCTS)),
  qty: Float64Array.from({ length: LINES }, () => 1 + Math.floor(random() * 12)),
  amount: Float64Array.from({ length: LINES }, () => Math.round(100 * Math.exp(3 + 3 * random()))),
}
/** As if each line were an order of its own: four times what the goals speak of. */
const million = ordersOf(LINES)
const answer = rfm(orders, asOf)
const spent = answer.ok ? answer.value.monetary : new Float64Array()
const matrix = productMonths(lines, orders.day)

const measures: readonly (readonly [name: string, goal: number, run: () => unknown])[] = [
  ['RFM, 1,000,000 orders', 150, () => rfm(million, asOf)],
  ['RFM, 250,000 orders', 150, () => rfm(orders, asOf)],
  ['cohorts, 1,000,000 orders', 15, () => cohortGrid(million, asOf)],
  ['cohorts, 250,000 orders', 15, () => cohortGrid(orders, asOf)],
  ['month x product, 1,000,000 lines', 5, () => productMonths(lines, orders.day)],
  ['revenue by month, 250,000 orders', 100, () => revenueByMonth(orders, asOf)],
  ['top products, 1,000,000 lines', 100, () => topProducts(lines, orders.day, { from: asOf - 365, to: asOf }, 50)],
  ['trends of 2,000 products', 100, () => productTrends(matrix, asOf)],
  ['80/20 and ABC, 100,000 customers', 100, () => concentrationOf(spent)],
]

for (const [name, goal, run] of measures) {
  for (let warm = 0; warm < 3; warm += 1) run()
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  }).sort((a, b) => a - b)
  const [best = NaN, median = NaN] = [times[0], times[7]]
  const verdict = median <= goal ? 'ok' : 'MISSED'
  console.log(
    `${name.padEnd(36)} median ${median.toFixed(1).padStart(6)}   best ${best.toFixed(1).padStart(6)}   goal ${goal} ms   ${verdict}`,
  )
}
