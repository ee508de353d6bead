import type { Id } from '../core/ids.ts'
import { between } from '../core/order.ts'

interface Placed {
  readonly id: Id
  readonly order: string
}

/** The place of one among its like that goes one on or back; null at the end. */
export const movedPlace = (all: readonly Placed[], id: Id, by: 1 | -1): string | null => {
  const rest = all.filter((one) => one.id !== id)
  const to = all.findIndex((one) => one.id === id) + by
  if (to < 0 || to > rest.length) return null
  return between(rest[to - 1]?.order ?? null, rest[to]?.order ?? null, Math.random)
}
