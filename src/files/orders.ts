import { decimalOf, quotient, shortened } from '../core/decimal.ts'
import { digitsOf, lineAmount, type Money, type UnitPrice } from '../core/money.ts'
import { dayOf } from '../core/day.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { EntityName } from '../domain/entities.ts'
import type { CellReader, Reason } from './cells.ts'
import {
  keyFrom,
  markOf,
  partsOf,
  textOf,
  withName,
  type CellProblem,
  type Draft,
  type DraftItem,
  type DraftKey,
  type RowValues,
} from './draft.ts'
import type { Mapping } from './mapping.ts'
import { parentField } from './targets.ts'

/** A row of the file that has passed every check of its own. */
export interface GoodRow {
  readonly line: number
  readonly values: RowValues
  readonly problems: readonly CellProblem[]
}

export interface OrderMaker {
  /** The order, after the records that it names and that were not named before. */
  readonly make: (rows: readonly GoodRow[], number: string | null, nameOfProduct: (code: string) => string | undefined) => Draft[]
  /** What is wrong with a row that each of its cells does not tell; only an order's first row needs the date. */
  readonly check: (values: RowValues, isFirst: boolean) => Reason | null
}

export const createOrderMaker = (mapping: Mapping, readers: readonly CellReader[]): OrderMaker => {
  const customer: EntityName = mapping.customersAre === 'people' ? 'contact' : 'company'
  const indexOf = (target: string) => readers.findIndex(({ spec }) => spec.target === target)
  const at = {
    name: indexOf('order.lines.name'),
    qty: indexOf('order.lines.qty'),
    price: indexOf('order.lines.unitPrice'),
    amount: indexOf('order.lines.amount'),
    tax: indexOf('order.lines.taxRate'),
    date: indexOf('order.orderedAt'),
    code: indexOf('product.code'),
    productName: indexOf('product.name'),
  }
  const scalars = readers.flatMap(({ spec }, i) => (spec.entity === 'order' && !spec.isItem ? [[spec.field, i] as const] : []))
  const reference = parentField('order', customer)
  const seen = new Set<string>()
  const products = new Map<string, DraftKey>()

  const priced = (values: RowValues): Result<{ qty: number; unitPrice: UnitPrice }, Reason> => {
    const price = values[at.price] as UnitPrice | undefined // what the readers of these kinds give
    const amount = values[at.amount] as Money | undefined
    const given = values[at.qty] as number | undefined
    if (price) return ok({ qty: given ?? 1, unitPrice: price })
    if (!amount) return err('priceMissing')
    const qty = given ?? (amount.amount < 0 ? -1 : 1)
    return priceFor(amount, qty)
  }

  const parentDraft = (entity: EntityName, row: GoodRow, into: Draft[], name?: string): DraftKey | null => {
    const parts = partsOf(entity, readers, row.values)
    if (parts && name !== undefined && textOf(parts.fields['name']) === '') parts.fields['name'] = name
    const named = parts && withName(entity, parts)
    const key = named && keyFrom(entity, named)
    if (!key) return null
    const mark = markOf(key)
    if (!seen.has(mark)) {
      seen.add(mark)
      into.push({ entity, key, fields: named.fields, items: named.items, parents: {}, line: row.line, rows: 1, problems: [] })
    }
    return key
  }

  const productOf = (row: GoodRow, code: string, name: string, into: Draft[]): DraftKey | null => {
    const known = products.get(code)
    if (known) return known
    const key = parentDraft('product', row, into, name === '' ? undefined : name)
    if (key && code !== '') products.set(code, key)
    return key
  }

  const lineOf = (row: GoodRow, nameOfProduct: (code: string) => string | undefined, into: Draft[]): DraftItem | null => {
    const price = priced(row.values)
    if (!price.ok) return null
    const ownName = textOf(row.values[at.name]) || textOf(row.values[at.productName])
    const code = textOf(row.values[at.code])
    const productName = nameOfProduct(code) ?? ownName
    const product = productOf(row, code, productName, into)
    const name = ownName || productName || code || mapping.lineName
    const taxRate = row.values[at.tax]
    return {
      fields: { name, ...price.value, ...(taxRate === undefined ? {} : { taxRate }) },
      parents: product ? { productId: product } : {},
    }
  }

  const make: OrderMaker['make'] = (rows, number, nameOfProduct) => {
    const drafts: Draft[] = []
    const [first] = rows
    if (!first) return drafts
    const fields: Record<string, unknown> = {}
    for (const [field, i] of scalars) fields[field] = rows.find(({ values }) => values[i] !== undefined)?.values[i]
    let customerKey: DraftKey | null = null
    for (const row of rows) customerKey ??= parentDraft(customer, row, drafts)
    const lines = rows.flatMap((row) => lineOf(row, nameOfProduct, drafts) ?? [])
    const orderedAt = fields['orderedAt'] as number // `check` lets no row pass without one
    const hasReturns = lines.some(({ fields: { qty } }) => Number(qty) < 0)
    const named = number ?? textOf(fields['number'])
    drafts.push({
      entity: 'order',
      key: named === '' || !mapping.keys.includes('order.number') ? null : { entity: 'order', field: 'number', value: named },
      fields: {
        ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        number: named === '' ? `${dayOf(orderedAt, mapping.timeZone).replaceAll('-', '')}-${first.line}` : named,
        status: fields['status'] ?? (hasReturns ? 'returned' : 'completed'),
        currency: currencyOf(lines) ?? fields['currency'] ?? mapping.currency,
      },
      items: { lines },
      parents: customerKey && reference !== null ? { [reference]: customerKey } : {},
      line: first.line,
      rows: rows.length,
      problems: rows.flatMap(({ problems }) => problems),
    })
    return drafts
  }

  return {
    make,
    check: (values, isFirst) => {
      if (isFirst && values[at.date] === undefined) return 'dateMissing'
      const price = priced(values)
      return price.ok ? null : price.error
    },
  }
}

const currencyOf = (lines: readonly DraftItem[]): string | undefined => (lines[0]?.fields['unitPrice'] as UnitPrice | undefined)?.currency

const SCALE = 6

/**
 * The unit price that gives this amount again. With six decimal places the error is at most quantity x 0.0000005: under half a penny for any
 * quantity below 10,000 (1,000 where a currency has three decimals).
 */
export const priceFor = (amount: Money, qty: number): Result<{ qty: number; unitPrice: UnitPrice }, Reason> => {
  if (qty === 0)
    return amount.amount === 0
      ? ok({ qty, unitPrice: { digits: 0, scale: digitsOf(amount.currency), currency: amount.currency } })
      : err('zeroQuantity')
  const { digits, scale } = decimalOf(Math.abs(qty))
  const whole = BigInt(qty < 0 ? -amount.amount : amount.amount) * 10n ** BigInt(SCALE - digitsOf(amount.currency) + scale)
  const exact = shortened({ digits: quotient(whole, digits), scale: SCALE }, digitsOf(amount.currency))
  const unitPrice = { digits: Number(exact.digits), scale: exact.scale, currency: amount.currency }
  const isExact = Number.isSafeInteger(unitPrice.digits) && lineAmount(qty, unitPrice).amount === amount.amount
  return isExact ? ok({ qty, unitPrice }) : err('amountNotDivisible')
}
