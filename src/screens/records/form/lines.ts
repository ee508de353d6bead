import { itemsIn, type Item } from '../editors/held.ts'
import { isPrice } from '../value.ts'

/** An order has one currency: prices keep their figures and change their sign. */
export const inCurrency = (value: unknown, currency: string): readonly Item[] =>
  itemsIn(value).map((line) => (isPrice(line['unitPrice']) ? { ...line, unitPrice: { ...line['unitPrice'], currency } } : line))

/** A line of what was picked: the catalogue's name and price, where nothing else was written and the currency is the order's. */
export const lineOf = (
  line: Item,
  product: { readonly id: string; readonly name: unknown; readonly listPrice: unknown },
  currency: string,
): Item => {
  const { id: productId, name, listPrice } = product
  const isFitting = isPrice(listPrice) && listPrice.currency === currency
  return { ...line, productId, name, ...(isFitting ? { unitPrice: listPrice } : {}) }
}
