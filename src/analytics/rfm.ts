import { ok, type Result } from '../core/result.ts'
import { countOf, NO_DAY, NONE, selectedOrders, type OrderColumns } from './columns.ts'
import { tooFew, type TooFew } from './enough.ts'
import { quantile } from '../core/quantile.ts'
import { rfmSegments, segmentIndexOf, type RfmSegment } from './segments.ts'

/** One row per customer who has bought, by ascending number. */
export interface Rfm {
  /** The number in `OrderColumns.customer`. */
  readonly customer: Uint32Array
  /** Days from the last paid order to the as-of day. */
  readonly recency: Int32Array
  /** Paid orders. */
  readonly frequency: Uint32Array
  /** Their sum, minor units. */
  readonly monetary: Float64Array
  /** The same less returns: shown beside, never scored. */
  readonly net: Float64Array
  /** Scores, 1 to 5; 5 is best. */
  readonly r: Uint8Array
  readonly f: Uint8Array
  readonly m: Uint8Array
  /** Place in `rfmSegments`. */
  readonly segment: Uint8Array
}

/** Two customers for each fifth: with fewer the scores would only number the customers. */
const LEAST_CUSTOMERS = 10
const FIFTHS = [0.2, 0.4, 0.6, 0.8]

/**
 * Recency, frequency and money of each customer as of a day, scored 1 to 5 by fifths: J. R. Bult & T. Wansbeek, "Optimal Selection for Direct Mail"
 * (1995) for the three measures, A. M. Hughes, "Strategic Database Marketing" (1994) for fifths by rank.
 * A fifth ends at the type 7 quantile, that value included, so that equal values always score alike (plain ntile tears ties apart).
 * Orders after `asOf`, returns and gifts score nothing: an order counts when something was paid for it.
 */
export const rfm = (orders: OrderColumns, asOf: number): Result<Rfm, TooFew> => {
  const steps = rfmSteps(orders, asOf)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same in steps of some milliseconds each, for whoever has to let others have their turn. */
export const rfmSteps = function* (orders: OrderColumns, asOf: number): Generator<void, Result<Rfm, TooFew>, void> {
  const { customer, recency, frequency, monetary, net } = measure(orders, asOf)
  if (customer.length < LEAST_CUSTOMERS) return tooFew('customers', customer.length, LEAST_CUSTOMERS)
  yield
  const r = scoresOf(recency, (below) => 5 - below)
  yield
  const f = scoresOf(frequency, (below) => below + 1)
  yield
  const m = scoresOf(monetary, (below) => below + 1)
  yield
  const segment = r.map((score, i) => segmentIndexOf(score, f[i] ?? 1, m[i] ?? 1))
  return ok({ customer, recency, frequency, monetary, net, r, f, m, segment })
}

export interface SegmentTotal {
  readonly segment: RfmSegment
  readonly customers: number
  /** Minor units. */
  readonly revenue: number
}

/** All eleven, empty ones too, in the order of `rfmSegments`. */
export const segmentTotals = ({ segment, monetary }: Rfm): SegmentTotal[] => {
  const totals = rfmSegments.map((name) => ({ segment: name, customers: 0, revenue: 0 }))
  for (const [i, at] of segment.entries()) {
    const total = totals[at]
    if (!total) continue
    total.customers += 1
    total.revenue += monetary[i] ?? 0
  }
  return totals
}

const measure = (orders: OrderColumns, asOf: number) => {
  const { customer, day, amount } = selectedOrders(orders)
  const count = countOf(customer)
  const lastDay = new Int32Array(count)
  const orderCount = new Uint32Array(count)
  const paid = new Float64Array(count)
  const returned = new Float64Array(count)
  for (let row = 0; row < amount.length; row += 1) {
    const who = customer[row] ?? NONE
    const when = day[row] ?? NO_DAY
    if (who === NONE || when === NO_DAY || when > asOf) continue
    const value = amount[row] ?? 0
    if (value < 0) returned[who] = (returned[who] ?? 0) + value
    if (value <= 0) continue
    const before = orderCount[who] ?? 0
    if (before === 0 || when > (lastDay[who] ?? 0)) lastDay[who] = when
    orderCount[who] = before + 1
    paid[who] = (paid[who] ?? 0) + value
  }
  const buyers = placesAbove0(orderCount)
  const recency = new Int32Array(buyers.length)
  const frequency = new Uint32Array(buyers.length)
  const monetary = new Float64Array(buyers.length)
  const net = new Float64Array(buyers.length)
  for (let i = 0; i < buyers.length; i += 1) {
    const who = buyers[i] ?? 0
    recency[i] = asOf - (lastDay[who] ?? 0)
    frequency[i] = orderCount[who] ?? 0
    monetary[i] = paid[who] ?? 0
    net[i] = (paid[who] ?? 0) + (returned[who] ?? 0)
  }
  return { customer: buyers, recency, frequency, monetary, net }
}

const placesAbove0 = (values: Uint32Array): Uint32Array => {
  const found = new Uint32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i += 1) {
    if ((values[i] ?? 0) === 0) continue
    found[count] = i
    count += 1
  }
  return found.slice(0, count)
}

/** `score` turns the number of fifths that end below a value (0 to 4) into its score. */
const scoresOf = (values: Float64Array | Int32Array | Uint32Array, score: (below: number) => number): Uint8Array => {
  const sorted = values.slice().sort()
  const [c1 = NaN, c2 = NaN, c3 = NaN, c4 = NaN] = FIFTHS.map((p) => quantile(sorted, p))
  const scores = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    scores[i] = score(Number(value > c1) + Number(value > c2) + Number(value > c3) + Number(value > c4))
  }
  return scores
}
