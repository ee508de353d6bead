import { addDays, addMonths, dayFrom, daysInMonth, isDate, monthOf, startOfMonth, startOfWeek, weekday, type Day } from '../../core/day.ts'
import type { DayOrder } from '../../core/dayreading.ts'
import type { Activity } from '../activity/activity.ts'

/** When and where a line is read: what "tomorrow" and `3/4` mean depends on it. */
export interface When {
  readonly today: Day
  /** How the country writes days in figures. */
  readonly order: DayOrder
  /** 0 is Sunday: "next week" begins with it. */
  readonly weekStart: number
}

/** What a stretch of a line says. */
export type Said =
  | { readonly what: 'day'; readonly day: Day }
  /** Minutes since midnight. */
  | { readonly what: 'time'; readonly minutes: number }
  | { readonly what: 'length'; readonly minutes: number }
  | { readonly what: 'kind'; readonly kind: Activity['kind'] }
  | { readonly what: 'phone'; readonly phone: string }
  | { readonly what: 'email'; readonly email: string }

/** One way of saying something. The pattern is global; `read` answers nothing where the words mean something else after all. */
export interface Rule {
  readonly pattern: RegExp
  readonly read: (found: readonly string[], when: When) => readonly Said[]
}

/** What is said of days and times in one language. */
export interface Tongue {
  /** Hours, and how long something takes. */
  readonly times: readonly Rule[]
  readonly days: readonly Rule[]
  /** "Tonight", "in the morning": counts where no hour is said. */
  readonly vague: readonly Rule[]
  /** Beginnings of words that tell what is to be done, by kind. */
  readonly kinds: Readonly<Partial<Record<Activity['kind'], RegExp>>>
}

/** Stands where something was taken out of a line. */
export const GAP = '\uE000'

export const day = (day: Day | null): readonly Said[] => (day === null ? [] : [{ what: 'day', day }])
export const time = (hour: number, minute = 0): readonly Said[] =>
  hour > 23 || minute > 59 ? [] : [{ what: 'time', minutes: hour * 60 + minute }]
export const lasting = (minutes: number): readonly Said[] => (minutes > 0 ? [{ what: 'length', minutes: Math.round(minutes) }] : [])

/** An hour said without its half of the day: nobody means one to six in the morning. */
export const likelyHour = (hour: number): number => (hour >= 1 && hour <= 6 ? hour + 12 : hour)
/** An hour of a clock with twelve. */
export const halvedHour = (hour: number, isAfternoon: boolean): number => (hour > 12 ? hour : (hour % 12) + (isAfternoon ? 12 : 0))

export type Week = 'coming' | 'this' | 'next'
/** A weekday, 0 for Sunday: the coming one (today is over), or the one of this or of the next calendar week. */
export const onWeekday = (wanted: number, week: Week, { today, weekStart }: When): Day => {
  if (week === 'coming') return addDays(today, ((wanted - weekday(today) + 6) % 7) + 1)
  const start = startOfWeek(today, weekStart)
  return addDays(start, ((wanted - weekStart + 7) % 7) + (week === 'next' ? 7 : 0))
}

export type Unit = 'day' | 'week' | 'month'
export const after = (count: number, unit: Unit, { today }: When): Day =>
  unit === 'month' ? addMonths(today, count) : addDays(today, unit === 'week' ? 7 * count : count)

export const nextWeek = ({ today, weekStart }: When): Day => addDays(startOfWeek(today, weekStart), 7)
export const nextMonth = ({ today }: When, dayInMonth = 1): Day | null => {
  const start = startOfMonth(addMonths(startOfMonth(today), 1))
  return dayInMonth > daysInMonth(start) ? null : addDays(start, dayInMonth - 1)
}

/** A day without its year: the next time that it comes. A year above 2400 is Buddhist. */
export const onDate = (year: number | null, month: number, dayInMonth: number, { today }: When): Day | null => {
  if (year !== null) {
    const western = year > 2400 ? year - 543 : year
    const full = western < 100 ? 2000 + western : western
    return isDate(full, month, dayInMonth) ? dayFrom(full, month, dayInMonth) : null
  }
  const thisYear = Number(today.slice(0, 4))
  for (let year = thisYear; year <= thisYear + 8; year += 1) {
    if (!isDate(year, month, dayInMonth)) continue
    const day = dayFrom(year, month, dayInMonth)
    if (day >= today) return day
  }
  return null
}

/** A day of the month: this month's, or the next one's that has it once it is over. */
export const onDayOfMonth = (dayInMonth: number, { today }: When): Day | null => {
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const month = addMonths(startOfMonth(today), ahead)
    if (dayInMonth < 1 || dayInMonth > daysInMonth(monthOf(month))) continue
    const day = addDays(month, dayInMonth - 1)
    if (day >= today) return day
  }
  return null
}
