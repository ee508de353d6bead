import { dayMs, type Instant } from '../../core/day.ts'
import { median } from '../../core/quantile.ts'
import type { LifecycleStage } from './stages.ts'

export interface Move {
  readonly stage: LifecycleStage
  readonly at: Instant
}

/** Days: nobody is said to decline earlier, however often they bought. */
const LEAST_PATIENCE = 60
/** Days that a customer declines before they are lost. */
const DECLINE = 180

/**
 * Every move that purchases (epoch ms, ascending) have led to by `now`: won by the first, kept by the second, declining after twice the customer's
 * own median gap without one (60 days at least), lost 180 days later, and kept again by the next. Who bought once has no gap, and declines by hand alone.
 */
export const movesBy = (purchases: readonly Instant[], now: Instant): readonly Move[] => [
  ...purchases.flatMap((at, nth): readonly Move[] => {
    if (nth === 0) return [{ stage: 'customer', at }]
    const lapse = lapsed(purchases, nth, at)
    return nth === 1 || lapse.length > 0 ? [...lapse, { stage: 'retained', at }] : []
  }),
  ...lapsed(purchases, purchases.length, now),
]

/** What the pause after the first `count` purchases has led to by `until`. */
const lapsed = (purchases: readonly Instant[], count: number, until: Instant): readonly Move[] => {
  const last = purchases[count - 1] ?? until
  if (count < 2 || until - last <= LEAST_PATIENCE * dayMs) return []
  const gaps = Float64Array.from({ length: count - 1 }, (_, i) => (purchases[i + 1] ?? 0) - (purchases[i] ?? 0))
  const declining = last + Math.max(LEAST_PATIENCE * dayMs, Math.round(2 * median(gaps)))
  const lost = declining + DECLINE * dayMs
  return [
    ...(until > declining ? [{ stage: 'declining', at: declining } as const] : []),
    ...(until > lost ? [{ stage: 'lost', at: lost } as const] : []),
  ]
}
