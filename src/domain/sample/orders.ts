import { dayNumber, monthOfIndex, startOfMonth } from '../../core/day.ts'
import { lineAmount, moneyOf, priceOf, type Money, type UnitPrice } from '../../core/money.ts'
import { intBelow, pickFrom } from '../../core/random.ts'
import { busyness, catalog, weightOf, type CatalogItem } from './catalog.ts'
import type { Customer } from './customers.ts'
import { between, chance, itemsOf, MONTHS, pastInstant, weighted, workday, type SampleOf, type Setting } from './setting.ts'

const ORDERS = 1_500
/** One in so many brings something back. */
const RETURNS = 60

/** Orders of two years and the month so far, oldest first. */
export const makeOrders = (
  setting: Setting,
  products: readonly SampleOf<'product'>[],
  customers: readonly Customer[],
): SampleOf<'order'>[] => {
  const plans = countsByMonth(setting).flatMap((count, age) => Array.from({ length: count }, () => planned(setting, customers, age)))
  const dated = plans.map((plan) => ({ ...plan, at: pastInstant(setting, plan.day) })).sort((a, b) => a.at - b.at)
  const orders = dated.map((plan, n) => makeOrder(setting, products, plan, n))
  return orders.map((order, n) => (n % RETURNS === RETURNS / 2 ? returned(setting, order, orders[n - 20] ?? order) : order))
}

/** Order counts that follow growth and season as exactly as whole orders can, the running month for the days it has had. */
const countsByMonth = ({ firstMonth, today }: Setting): number[] => {
  const shares = Array.from({ length: MONTHS + 1 }, (_, age) => {
    const month = firstMonth + age
    const passed = age < MONTHS ? 1 : (today - firstDayOfMonth(month)) / 30
    return busyness(month, age) * passed
  })
  const total = shares.reduce((sum, share) => sum + share, 0)
  let share = 0
  let placed = 0
  return shares.map((part) => {
    share += part
    const count = Math.round((share / total) * ORDERS) - placed
    placed += count
    return count
  })
}

const firstDayOfMonth = (month: number): number => dayNumber(startOfMonth(monthOfIndex(month)))

interface Plan {
  readonly customer: Customer
  readonly day: number
  readonly age: number
}

const planned = ({ random, firstMonth, today }: Setting, customers: readonly Customer[], age: number): Plan => {
  const from = firstDayOfMonth(firstMonth + age)
  const to = Math.min(firstDayOfMonth(firstMonth + age + 1), today + 1)
  const day = Math.max(from, workday(from + intBelow(random, to - from)))
  const odds = customers.map(({ weight, firstDay, lastDay }) => (firstDay <= day && day <= lastDay ? weight : 0))
  return { customer: customers[weighted(random, odds)] ?? pickFrom(random, customers), day, age }
}

const makeOrder = (
  setting: Setting,
  products: readonly SampleOf<'product'>[],
  { customer, day, age, at }: Plan & { at: number },
  n: number,
): SampleOf<'order'> => {
  const { words, random, newId, firstMonth } = setting
  const isPrivate = customer.companyId === null
  const chosen = basket(setting, firstMonth + age, age, isPrivate ? 1 : 1 + intBelow(random, 5))
  const lines = chosen.map((item) => {
    const product = products[catalog.indexOf(item)]
    return {
      productId: product?.id ?? null,
      name: product?.fields.name ?? item.code,
      qty: quantityOf(setting, item, isPrivate ? 0.2 : 0.7 + customer.weight / 2),
      unitPrice: priceIn(setting, item),
      taxRate: words.taxRate,
    }
  })
  const agedDays = setting.today - day
  const status = statusAfter(setting, agedDays, n)
  return {
    entity: 'order',
    id: newId('order'),
    at,
    fields: {
      number: `SO-${String(n + 1).padStart(5, '0')}`,
      companyId: customer.companyId,
      contactId: pickFrom(random, customer.contactIds),
      status,
      orderedAt: at,
      currency: words.currency,
      discount: customer.weight > 0.5 && chance(random, 0.25) ? discountOn(lines, words.currency) : null,
      paymentStatus: status === 'completed' && (agedDays > 45 || chance(random, 0.6)) ? 'paid' : 'unpaid',
      lines: itemsOf(random, lines),
      ownerId: customer.ownerId,
    },
  }
}

/** Some of an earlier order comes back: its first line, turned round. */
const returned = ({ random }: Setting, order: SampleOf<'order'>, earlier: SampleOf<'order'>): SampleOf<'order'> => {
  const first = earlier.fields.lines?.[0]
  if (!first) return order
  const back = {
    productId: first.productId ?? null,
    name: first.name,
    qty: -Math.max(1, Math.round(first.qty / 3)),
    unitPrice: first.unitPrice,
    taxRate: first.taxRate ?? null,
  }
  const { companyId = null, contactId = null, ownerId = null } = earlier.fields
  const fields = {
    ...order.fields,
    companyId,
    contactId,
    ownerId,
    discount: null,
    status: 'returned' as const,
    paymentStatus: 'refunded' as const,
  }
  return { ...order, fields: { ...fields, lines: itemsOf(random, [back]) } }
}

/** Different products, likelier the more they sell in that month. */
const basket = ({ random }: Setting, month: number, age: number, count: number): CatalogItem[] => {
  const weights = catalog.map((item) => weightOf(item, month, age))
  const chosen: CatalogItem[] = []
  while (chosen.length < count) {
    const at = weighted(random, weights)
    const item = catalog[at]
    if (!item) break
    chosen.push(item)
    weights[at] = 0
  }
  return chosen
}

const quantityOf = ({ random }: Setting, { qty: [least, most] }: CatalogItem, size: number): number =>
  most === 1 ? 1 : Math.max(1, Math.round(between(random, least, most) * size))

const priceIn = ({ words }: Setting, item: CatalogItem): UnitPrice =>
  priceOf(moneyOf(words.products[catalog.indexOf(item)]?.[1] ?? 0, words.currency))

/** Five percent for large customers. */
const discountOn = (lines: readonly { qty: number; unitPrice: UnitPrice }[], currency: string): Money => {
  const total = lines.reduce((sum, { qty, unitPrice }) => sum + lineAmount(qty, unitPrice).amount, 0)
  return { amount: Math.round(total * 0.05), currency }
}

const statusAfter = ({ random }: Setting, agedDays: number, n: number) => {
  if (n % 97 === 96) return 'cancelled'
  if (agedDays < 2) return pickFrom(random, ['draft', 'confirmed', 'confirmed'] as const)
  return agedDays < 7 ? pickFrom(random, ['confirmed', 'shipped'] as const) : 'completed'
}
