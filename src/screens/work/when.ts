import { addDays, dayMs, dayNumber, dayOf, instantAt, startOfDay, startOfWeek, type Day, type Instant } from '../../core/day.ts'
import { isPast, isWholeDay } from '../../domain/activity/late.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { Moment } from '../area.ts'
import { book } from '../book.svelte.ts'

/** 0 is Sunday. */
export const weekStart = (): number => {
  const day = book().opened.workspace['weekStart']
  return typeof day === 'number' ? day : 1
}

/** Days that are chosen in one tap, in the order they are offered. */
export const nearDays = ({ today }: Moment): readonly { readonly id: 'tomorrow' | 'inThreeDays' | 'nextWeek'; readonly day: Day }[] => [
  { id: 'tomorrow', day: addDays(today, 1) },
  { id: 'inThreeDays', day: addDays(today, 3) },
  { id: 'nextWeek', day: addDays(startOfWeek(today, weekStart()), 7) },
]

/** A day alone, or with minutes after midnight. */
export const momentOn = (day: Day, minutes = 0): Instant => instantAt(dayNumber(day) * dayMs + minutes * 60_000, i18n.manner.timeZone)

/** The same hour of another day; a day alone stays one. */
export const movedTo = (at: Instant, day: Day): Instant => {
  const { timeZone } = i18n.manner
  return momentOn(day, Math.round((at - startOfDay(dayOf(at, timeZone), timeZone)) / 60_000))
}

export const isLateAt = (at: Instant, { now }: Moment): boolean => isPast(at, now, i18n.manner.timeZone)

/** "14:30", "tomorrow", "22 Nov, 14:30": as much as is not said by where it stands. */
export const atText = (at: Instant, { today }: Moment, isDaySaid: boolean): string => {
  const { timeZone } = i18n.manner
  const day = dayOf(at, timeZone)
  const time = isWholeDay(at, timeZone) ? '' : i18n.formats.time(at)
  const near = isDaySaid ? '' : i18n.formats.dayNear(day, today)
  return [near, time].filter((part) => part !== '').join(' ')
}
