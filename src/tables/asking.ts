import type { Day } from '../core/day.ts'
import type { Id } from '../core/ids.ts'
import type { TimeZone } from '../core/zone.ts'
import type { Entity } from '../domain/entity.ts'
import type { Rows } from './column.ts'

/** What every question is asked against: the rows, what they mean, and who asks when. */
export interface Asking {
  readonly rows: (entity: string) => Rows
  /** Null for an entity that only a newer app knows. */
  readonly entity: (name: string) => Entity | null
  readonly timeZone: TimeZone
  readonly baseCurrency: string
  /** 0 is Sunday. */
  readonly weekStart: number
  /** Days after which what nobody touched is stale; null where the workspace does not say. */
  readonly staleDays?: () => number | null
  readonly today: () => Day
  /** The member who looks. */
  readonly me: Id | null
}
