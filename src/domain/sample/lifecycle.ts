import type { Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { movesBy } from '../lifecycle/moves.ts'
import { bought } from '../order/order.ts'
import { logPlace } from '../rules/rule.ts'
import type { SampleOf, Setting } from './setting.ts'

/** When each company and person bought, epoch ms, ascending as the orders are. */
export const purchasesIn = (orders: readonly SampleOf<'order'>[]): ReadonlyMap<Id, readonly Instant[]> => {
  const times = new Map<Id, Instant[]>()
  for (const { fields } of orders) {
    if (!bought.some((status) => status === fields.status)) continue
    for (const id of [fields.companyId, fields.contactId])
      if (typeof id === 'string') times.set(id, [...(times.get(id) ?? []), fields.orderedAt])
  }
  return times
}

/** Whom somebody has spoken with. */
export const metIn = (activities: readonly SampleOf<'activity'>[]): ReadonlySet<Id> =>
  new Set(
    activities
      .filter(
        ({ fields: { kind, status, outcome } }) =>
          status === 'done' && ['call', 'meeting', 'visit'].includes(kind) && outcome !== 'noAnswer',
      )
      .flatMap(({ fields }) => fields.regardingIds ?? []),
  )

/** A customer in the stage of the life cycle to which their orders, or what was said, have led them. */
export const placed = <R extends SampleOf<'company'> | SampleOf<'contact'>>(
  { now }: Setting,
  customer: R,
  purchases: ReadonlyMap<Id, readonly Instant[]>,
  met: ReadonlySet<Id>,
): R => {
  const start = met.has(customer.id) ? 'engaged' : 'prospect'
  const moves = movesBy(purchases.get(customer.id) ?? [], now)
  const lifecycleHistory = moves.map(({ stage, at }, nth) => ({
    id: `${stage}${at.toString(36)}`,
    order: logPlace(at),
    from: moves[nth - 1]?.stage ?? start,
    to: stage,
    at,
  }))
  return { ...customer, fields: { ...customer.fields, lifecycleStage: moves.at(-1)?.stage ?? start, lifecycleHistory } }
}
