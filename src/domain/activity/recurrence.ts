import { addDays, dayFrom, dayNumber, daysInMonth, monthIndex, monthOfIndex, weekday, type Day } from '../../core/day.ts'

/** The part of RFC 5545's recurrence rules that tasks need: `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5`, `…;UNTIL=20261231`. */
export interface Recurrence {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  /** 0 is Sunday; only of a weekly rule, none: the weekday of the day that it starts from. */
  readonly weekdays: readonly number[]
  /** How often at all, this time included. */
  readonly count: number | null
  readonly until: Day | null
}

const freqs = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
/** Leap days come every eighth year at most: beyond, a rule has no next day. */
const FARTHEST_DAYS = 366 * 100

/** Null for a rule that says more than this app reads: it is kept, and makes nothing. */
export const recurrenceIn = (text: unknown): Recurrence | null => {
  if (typeof text !== 'string' || text === '') return null
  const parts = new Map(text.split(';').map((part) => part.split('=', 2) as [string, string | undefined]))
  const freq = freqs.find((one) => one === parts.get('FREQ'))
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL', 'WKST']
  const weekdays = (parts.get('BYDAY')?.split(',') ?? []).map((name) => names.indexOf(name))
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : null
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? []
  const isRead =
    freq !== undefined &&
    [...parts.keys()].every((key) => known.includes(key)) &&
    Number.isInteger(interval) &&
    interval > 0 &&
    (count === null || count > 0) &&
    weekdays.every((at) => at >= 0) &&
    (weekdays.length === 0 || freq === 'WEEKLY') &&
    (parts.get('WKST') ?? 'MO') === 'MO' &&
    (!parts.has('UNTIL') || day !== undefined)
  return isRead ? { freq, interval, weekdays, count, until: day === undefined ? null : `${year ?? ''}-${month ?? ''}-${day}` } : null
}

export const recurrenceText = ({ freq, interval, weekdays, count, until }: Recurrence): string =>
  [
    `FREQ=${freq}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(weekdays.length === 0 ? [] : [`BYDAY=${weekdays.map((at) => names[at]).join(',')}`]),
    ...(count === null ? [] : [`COUNT=${count}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
  ].join(';')

/** The first day of the rule that comes after `after`, counted from `from`; null where it ends before. A month without such a day is passed over, as the RFC has it. */
export const nextDay = (rule: Recurrence, from: Day, after: Day): Day | null => {
  const next = rule.freq === 'DAILY' || rule.freq === 'WEEKLY' ? nextByDays(rule, from, after) : nextByMonths(rule, from, after)
  return next === null || (rule.until !== null && next > rule.until) ? null : next
}

const nextByDays = ({ freq, interval, weekdays }: Recurrence, from: Day, after: Day): Day | null => {
  if (freq === 'DAILY') {
    const steps = Math.max(1, Math.floor((dayNumber(after) - dayNumber(from)) / interval) + 1)
    return addDays(from, steps * interval)
  }
  const days = weekdays.length > 0 ? weekdays : [weekday(from)]
  // Weeks begin on Monday.
  const monday = dayNumber(from) - ((weekday(from) + 6) % 7)
  const first = Math.max(dayNumber(from), dayNumber(after)) + 1
  for (let number = first; number < first + 7 * interval + 7; number += 1) {
    const day = addDays(from, number - dayNumber(from))
    if (days.includes(weekday(day)) && Math.floor((number - monday) / 7) % interval === 0) return day
  }
  return null
}

const nextByMonths = ({ freq, interval }: Recurrence, from: Day, after: Day): Day | null => {
  const step = freq === 'YEARLY' ? 12 * interval : interval
  const dayInMonth = Number(from.slice(8, 10))
  for (let index = monthIndex(from) + step; ; index += step) {
    const month = monthOfIndex(index)
    const [year, ofYear] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
    if (index - monthIndex(from) > FARTHEST_DAYS / 28) return null
    if (dayInMonth > daysInMonth(month)) continue
    const day = dayFrom(year, ofYear, dayInMonth)
    if (day > after) return day
  }
}
