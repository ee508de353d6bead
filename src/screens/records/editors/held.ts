/** An item of a list: a phone, an email, a line of an order. */
export interface Item extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly order: string
}

/** In their order, the main one first. */
export const itemsIn = (value: unknown): readonly Item[] => {
  const items = Array.isArray(value) ? (value as readonly Item[]) : [] // a list's items have an id and a place
  return items.toSorted(
    (a, b) => Number(b['primary'] === true) - Number(a['primary'] === true) || compare(a.order, b.order) || compare(a.id, b.id),
  )
}

const compare = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
