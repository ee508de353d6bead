import { dayMs, dayOf, startOfDay, type Instant } from '../../core/day.ts'
import type { TimeZone } from '../../core/zone.ts'

/** Whether a moment stands at the start of its day: then it means the day, and no hour of it. */
export const isWholeDay = (at: Instant, zone: TimeZone): boolean => startOfDay(dayOf(at, zone), zone) === at

/** What is due on a day is late when the day is over; what has an hour, when it strikes. */
export const isPast = (at: Instant, now: Instant, zone: TimeZone): boolean => (isWholeDay(at, zone) ? at + dayMs : at) <= now
