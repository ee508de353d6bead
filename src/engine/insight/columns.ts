import { digitsOf } from '../../core/money.ts'
import { dayNumberOf } from '../../core/day.ts'
import { NONE, NO_DAY, type LineColumns, type OrderColumns } from '../../analytics/columns.ts'
import { LIVE, type Column, type Rows } from '../../tables/column.ts'

/** Statuses that make no sale. */
const NO_SALE: ReadonlySet<string> = new Set(['draft', 'cancelled'])

const columnOf = <K extends Column['kind']>(rows: Rows, name: string, kind: K): Extract<Column, { kind: K }> => {
  const column = rows.column(name)
  if (column?.kind !== kind) throw new Error(`${rows.entity}.${name} is not loaded as ${kind}`)
  return column as Extract<Column, { kind: K }> // just checked
}

/** Orders as analytics take them, row for row: drafts, cancelled and trashed ones have no day. The customer is a row of `customers`. */
export const orderColumns = (orders: Rows, customers: 'company' | 'contact', timeZone: string): OrderColumns => {
  const by = columnOf(orders, `${customers}Id`, 'ref')
  const at = columnOf(orders, 'orderedAt', 'instant')
  const total = columnOf(orders, 'total', 'money')
  const status = columnOf(orders, 'status', 'choice')
  const isSale = status.pool.map((name) => !NO_SALE.has(name))
  const customer = new Uint32Array(orders.length).fill(NONE)
  const day = new Int32Array(orders.length).fill(NO_DAY)
  const amount = new Float64Array(orders.length)
  for (let row = 0; row < orders.length; row += 1) {
    if (orders.live[row] !== LIVE || at.present[row] !== 1 || !isSale[status.codes[row] ?? 0]) continue
    const base = total.base[row] ?? 0
    if (total.present[row] !== 1 || Number.isNaN(base)) continue // no rate: the page says how many
    if (by.present[row] === 1) customer[row] = by.rows[row] ?? NONE
    day[row] = dayNumberOf(at.values[row] ?? 0, timeZone)
    amount[row] = base
  }
  return { customer, day, amount }
}

/** Lines of those orders; amounts are rounded once a line, as the order's total does it. */
export const lineColumns = (orders: Rows, baseCurrency: string): LineColumns => {
  const productIds = columnOf(orders, 'lines.productId', 'many')
  const quantities = columnOf(orders, 'lines.qty', 'many')
  const prices = columnOf(orders, 'lines.unitPrice', 'many')
  const total = columnOf(orders, 'total', 'money')
  const { values: products } = productIds
  const { values: qtys } = quantities
  const { values: unitPrices } = prices
  if (products.kind !== 'ref' || qtys.kind !== 'number' || unitPrices.kind !== 'number') throw new Error('order lines are not loaded')
  let count = 0
  for (let row = 0; row < orders.length; row += 1) count += productIds.count[row] ?? 0
  const order = new Uint32Array(count)
  const product = new Uint32Array(count).fill(NONE)
  const qty = new Float64Array(count)
  const amount = new Float64Array(count)
  const scales = total.currencies.map((currency) => 10 ** digitsOf(currency))
  let line = 0
  for (let row = 0; row < orders.length; row += 1) {
    const start = productIds.start[row] ?? 0
    const end = start + (productIds.count[row] ?? 0)
    const own = total.amounts[row] ?? 0
    const rate = own === 0 || total.currencies[total.currency[row] ?? 0] === baseCurrency ? 1 : (total.base[row] ?? 0) / own
    const scale = scales[total.currency[row] ?? 0] ?? 100
    for (let item = start; item < end; item += 1) {
      order[line] = row
      if (products.present[item] === 1) product[line] = products.rows[item] ?? NONE
      const units = qtys.values[item] ?? 0
      qty[line] = units
      amount[line] = rounded(units * (unitPrices.values[item] ?? 0) * scale) * rate
      line += 1
    }
  }
  return { order, product, qty, amount }
}

/** Half away from zero; the nudge undoes what binary fractions lose below a half (1.005 x 100). */
const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value) + 1e-7)
