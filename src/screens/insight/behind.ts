import { addMonths, daysInMonth, monthOf, type Day, type Month } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { viewToText } from '../../tables/filter/viewtext.ts'
import type { Condition, View } from '../../tables/view.ts'

/*
 * The list behind each figure of the insight page. Its count and its sum are the figure: both are asked of the same columns, and a test compares them.
 */

/** Whose orders make a customer. */
export type Customers = 'company' | 'contact'

const isSale: Condition = { column: 'status', op: 'noneOf', value: ['draft', 'cancelled'] }
const isSold: Condition = { column: 'total', op: 'atLeast', value: 0 }
const isReturn: Condition = { column: 'total', op: 'below', value: 0 }

const ordered = (from: Day, to: Day): Condition => ({ column: 'orderedAt', op: 'between', value: [from, to] })
const inMonth = (month: Month): Condition => ordered(`${month}-01`, `${month}-${daysInMonth(month)}`)
const orders = (sum: string, ...all: readonly Condition[]): View => ({ entity: 'order', filter: { all }, sums: [sum] })
const customers = (who: Customers, ...all: readonly Condition[]): View => ({
  entity: who,
  filter: all.length === 1 && all[0] ? all[0] : { all },
  sums: ['paid'],
})

export const ordersOfMonth = (month: Month): View => orders('total', inMonth(month), isSale, isSold)
export const returnsOfMonth = (month: Month): View => orders('total', inMonth(month), isSale, isReturn)
export const customersOfMonth = (who: Customers, month: Month): View =>
  customers(who, { column: 'orderMonths', op: 'anyOf', value: [month] })

/** The sum counts the lines of this product alone. */
export const ordersOfProduct = (id: Id, from: Day, to: Day): View =>
  orders('lines.amount', { column: 'lines.productId', op: 'is', value: id }, ordered(from, to), isSale, isSold)

export const customersOfSegment = (who: Customers, segment: string): View =>
  customers(who, { column: 'rfmSegment', op: 'is', value: segment })

/** Those who first ordered in a month and ordered again `age` months later. */
export const customersOfCohort = (who: Customers, first: Month, age: number): View =>
  customers(
    who,
    { column: 'firstOrderMonth', op: 'is', value: first },
    { column: 'orderMonths', op: 'anyOf', value: [monthOf(addMonths(`${first}-01`, age))] },
  )

export const ordersWithoutCustomer = (who: Customers): View => orders('total', { column: `${who}Id`, op: 'isEmpty' }, isSale, isSold)

/** Deals that ended one way, by whom we competed with; or those against one of them. */
export const dealsEnded = (type: 'won' | 'lost', against?: Id): View => {
  const ended: Condition = { column: 'stageId.type', op: 'is', value: type }
  return against === undefined
    ? { entity: 'deal', filter: { all: [ended, { column: 'competitorIds', op: 'isNotEmpty' }] }, group: 'competitorIds' }
    : { entity: 'deal', filter: { all: [ended, { column: 'competitorIds', op: 'anyOf', value: [against] }] }, sums: ['amount'] }
}

export const ordersWithoutRate = (currency: string): View => ({
  entity: 'order',
  filter: {
    all: [
      { column: 'currency', op: 'isNot', value: currency },
      {
        any: [
          { column: 'exchangeRate', op: 'isEmpty' },
          { column: 'exchangeRate', op: 'atMost', value: 0 },
        ],
      },
      isSale,
    ],
  },
})

const pathByEntity: Readonly<Record<string, string>> = { order: '/orders', company: '/companies', contact: '/contacts', deal: '/deals' }

export const hrefBehind = (view: View): string => `${pathByEntity[view.entity] ?? '/'}?v=${encodeURIComponent(viewToText(view))}`
