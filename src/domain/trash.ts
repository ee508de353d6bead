import { addDays, dayNumber, type Day } from '../core/day.ts'
import type { EntityName } from './entities.ts'

/** Days that what was deleted can be put back. */
export const TRASH_DAYS = 90

/** What is thrown away for good one day; what others are laid out by (stages, fields, members) is small, and is kept. */
export const purgeable = [
  'company',
  'contact',
  'lead',
  'deal',
  'relation',
  'order',
  'product',
  'activity',
  'comment',
] as const satisfies readonly EntityName[]

/** The first day on which it is not there any more, of what was deleted on `day`. */
export const purgeDay = (day: Day): Day => addDays(day, TRASH_DAYS)

/** Days until then; none where it is over. */
export const daysLeft = (deleted: Day, today: Day): number => Math.max(0, dayNumber(purgeDay(deleted)) - dayNumber(today))
