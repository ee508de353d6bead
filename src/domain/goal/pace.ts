import { addDays, dayNumber, daysBetween, type Day } from '../../core/day.ts'

export interface Stretch {
  readonly from: Day
  /** The last day of it. */
  readonly to: Day
}

/** Days from Monday to Friday between two days, both counted. */
export const workingDays = ({ from, to }: Stretch): number => {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (last < first) return 0
  return weekdaysUntil(last + 1) - weekdaysUntil(first)
}

/** Weekdays before a day, counted from Monday the 29th of December 1969. */
const weekdaysUntil = (day: number): number => {
  const sinceMonday = day + 3
  const [weeks, rest] = [Math.floor(sinceMonday / 7), ((sinceMonday % 7) + 7) % 7]
  return weeks * 5 + Math.min(rest, 5)
}

const allDays = ({ from, to }: Stretch): number => Math.max(0, daysBetween(from, to) + 1)

export interface Pace {
  readonly state: 'reached' | 'ahead' | 'onPace' | 'behind' | 'missed' | 'toCome'
  /** What should have been reached when today began, in the target's unit. */
  readonly expected: number
  /** Working days that the work is ahead of the plan; below 0 behind it. */
  readonly days: number
  /** What is still to be done on each working day that is left, today among them; null where none is. */
  readonly perDay: number | null
}

/**
 * How a value stands against a target that is reached in even steps, one each working day: a straight line, as budgets are drawn. A day counts as passed
 * when it is over: nobody is behind at nine in the morning. A fair on a weekend has no working day: all its days count.
 */
export const paceOf = (value: number, target: number, stretch: Stretch, today: Day): Pace => {
  const count = workingDays(stretch) === 0 ? allDays : workingDays
  const whole = count(stretch)
  const passed = Math.min(whole, count({ from: stretch.from, to: addDays(today, -1) }))
  const left = whole - passed
  const aDay = whole === 0 ? target : target / whole
  const expected = aDay * passed
  const days = aDay === 0 ? 0 : (value - expected) / aDay
  return { state: stateOf(value, target, days, stretch, today), expected, days, perDay: left === 0 ? null : (target - value) / left }
}

const stateOf = (value: number, target: number, days: number, { from, to }: Stretch, today: Day): Pace['state'] => {
  if (value >= target) return 'reached'
  if (today > to) return 'missed'
  if (today < from) return 'toCome'
  if (Math.abs(days) < 0.5) return 'onPace'
  return days > 0 ? 'ahead' : 'behind'
}

/**
 * How a rate stands against its target. It does not grow day by day, so that the whole target is asked of it at any time; and it may still fall, so that it
 * is reached only when the last day is over. Null: nothing has come in yet that it could be the rate of.
 */
export const paceOfRate = (rate: number | null, target: number, { from, to }: Stretch, today: Day): Pace => {
  const isMet = rate !== null && rate >= target
  const ended = isMet ? 'reached' : 'missed'
  const running = isMet ? 'ahead' : 'behind'
  const standing = rate === null ? 'onPace' : running
  const begun = today > to ? ended : standing
  return { state: today < from ? 'toCome' : begun, expected: target, days: 0, perDay: null }
}
