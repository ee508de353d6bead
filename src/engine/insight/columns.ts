import { dayNumberOf } from '../../core/day.ts'
import { NONE, NO_DAY, type OrderColumns } from '../../analytics/columns.ts'
import { LIVE, type Column, type Rows } from '../../tables/column.ts'

/** Whose orders make a customer. */
export type CustomerEntity = 'company' | 'contact'

/** Statuses that make no sale. */
export const noSale: readonly string[] = ['draft', 'cancelled']

export const columnOf = <K extends Column['kind']>(rows: Rows, name: string, kind: K): Column & { kind: K } => {
  const column = rows.column(name)
  if (column?.kind !== kind) throw new Error(`${rows.entity}.${name} is not loaded as ${kind}`)
  return column as Column & { kind: K } // just checked
}

export interface Sales extends OrderColumns {
  /** Sales whose currency has no rate: in none of the figures. */
  readonly withoutRate: number
  /** Sales, returns apart, that name no customer: in the revenue, but in no segment and no cohort. */
  readonly anonymous: { readonly count: number; readonly sum: number }
}

/** Orders as analytics take them, row for row: drafts, cancelled and trashed ones have no day. The customer is a row of `customers` that is live. */
export const salesOf = (orders: Rows, customers: Rows, timeZone: string): Sales => {
  const by = columnOf(orders, `${customers.entity}Id`, 'ref')
  const at = columnOf(orders, 'orderedAt', 'instant')
  const total = columnOf(orders, 'total', 'money')
  const isSale = saleFlags(orders)
  const { length } = orders
  const customer = new Uint32Array(length).fill(NONE)
  const day = new Int32Array(length).fill(NO_DAY)
  const amount = new Float64Array(length)
  const anonymous = { count: 0, sum: 0 }
  let withoutRate = 0
  const { present: dated, values: instants } = at
  const { present: counted, base } = total
  const { present: named, rows: who } = by
  const { live } = customers
  for (let row = 0; row < length; row += 1) {
    if (isSale[row] !== 1 || dated[row] !== 1 || counted[row] !== 1) continue
    const worth = base[row] ?? 0
    if (Number.isNaN(worth)) {
      withoutRate += 1
      continue
    }
    day[row] = dayNumberOf(instants[row] ?? 0, timeZone)
    amount[row] = worth
    const target = who[row] ?? NONE
    if (named[row] === 1) customer[row] = live[target] === LIVE ? target : NONE
    else if (worth >= 0) {
      anonymous.count += 1
      anonymous.sum += worth
    }
  }
  return { customer, day, amount, withoutRate, anonymous }
}

/** One byte an order: 1 where it is live and of a status that makes a sale; a status of a newer app's does. */
const saleFlags = (orders: Rows): Uint8Array => {
  const { present, codes, pool } = columnOf(orders, 'status', 'choice')
  const counts = Array.from(pool, (status) => !noSale.includes(status))
  const { live, length } = orders
  const flags = new Uint8Array(length)
  for (let row = 0; row < length; row += 1) if (live[row] === LIVE && (present[row] !== 1 || counts[codes[row] ?? 0])) flags[row] = 1
  return flags
}
