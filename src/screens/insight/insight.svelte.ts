import type { InsightPage, InsightRequest } from '../../engine/insight/insight.ts'
import type { Answer, View } from '../../tables/view.ts'
import { book, watchList } from '../book.svelte.ts'

/** Changes whenever orders change the page: how many there are of each month, and what they come to. */
const pulse: View = {
  entity: 'order',
  filter: { column: 'status', op: 'noneOf', value: ['draft', 'cancelled'] },
  group: 'orderedAt',
  sums: ['total'],
}
/** Computing it takes a tenth of a second of the engine's time on the largest books: edits in a row cost one. */
const rest = 250

/** The insight page as of now, following every order. Call it while a component is set up. */
export const watchInsight = (request: () => InsightRequest) => {
  const { client } = book()
  const orders = watchList(() => pulse, { start: 0, count: 0, columns: [] })
  let page = $state.raw<InsightPage | null>(null)
  let of = $state.raw<InsightRequest | null>(null)
  let last = 0

  const ask = async (wanted: InsightRequest, _orders: Answer) => {
    last += 1
    const asked = last
    const answer = await client.call('insight', wanted)
    if (asked !== last) return
    page = answer
    of = wanted
  }

  $effect(() => {
    const wanted = request()
    const { answer } = orders
    const isFirst = of?.customers !== wanted.customers || of.productDays !== wanted.productDays
    const timer = setTimeout(() => void ask(wanted, answer), isFirst ? 0 : rest)
    return () => clearTimeout(timer)
  })

  return {
    /** Null until the first answer. */
    get page() {
      return page
    },
    /** What `page` answers: lists behind its figures are of these customers. */
    get request() {
      return of
    },
  }
}
