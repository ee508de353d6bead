import { offsetAt, stretchAt, type TimeZone } from './zone.ts'

/** A calendar day, `YYYY-MM-DD`, in the Gregorian calendar; sorts as text. */
export type Day = string
/** `YYYY-MM`; what takes one takes a day as well. */
export type Month = string
/** Epoch milliseconds. */
export type Instant = number

export const dayMs = 86_400_000
/** 0001-01-01 and 9999-12-31: beyond them a day has no four-digit year. */
const firstDay = -719_162
const lastDay = 2_932_896

/** Days since 1970-01-01, by H. Hinnant's "chrono-compatible low-level date algorithms". */
export const dayNumber = (day: Day): number => numberOf(yearOf(day), monthOfYear(day), dayOfMonth(day))

export const dayOfNumber = (days: number): Day => {
  const z = Math.min(Math.max(days, firstDay), lastDay) + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return dayFrom(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1)
}

/** The day that an instant falls on in a zone, as days since 1970: fast enough for a column of a million. */
export const dayNumberOf = (instant: Instant, zone: TimeZone): number => {
  const days = Math.floor((instant + offsetAt(instant, zone)) / dayMs)
  return Math.min(Math.max(days, firstDay), lastDay)
}
export const dayOf = (instant: Instant, zone: TimeZone): Day => dayOfNumber(dayNumberOf(instant, zone))
export const today = (now: Instant, zone: TimeZone): Day => dayOf(now, zone)

/** The first instant of a day; where clocks jump over midnight (or the whole day), the instant of the jump. */
export const startOfDay = (day: Day, zone: TimeZone): Instant => instantAt(dayNumber(day) * dayMs, zone)

/** Local time in ms (as if it were UTC) to an instant: the earlier of two, and the instant of the jump where clocks skip it. */
export const instantAt = (local: number, zone: TimeZone): Instant => {
  // No zone is more than 15 hours off, and Samoa once skipped a whole day.
  let stretch = stretchAt(local - 16 * 3_600_000, zone)
  for (;;) {
    const instant = Math.max(local - stretch.offset, stretch.from)
    if (instant < stretch.to) return instant
    const next = stretchAt(stretch.to, zone)
    if (next.to <= stretch.to) return instant
    stretch = next
  }
}

export const monthOf = (day: Day): Month => day.slice(0, 7)
/** Months since year 0, for arithmetic and columns. */
export const monthIndex = (day: Month): number => yearOf(day) * 12 + monthOfYear(day) - 1
export const monthOfIndex = (index: number): Month => monthOf(dayFrom(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1))

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days)
/** The same day of another month, or that month's last. */
export const addMonths = (day: Day, months: number): Day => {
  const month = monthOfIndex(monthIndex(day) + months)
  return `${month}-${two(Math.min(dayOfMonth(day), daysInMonth(month)))}`
}
export const startOfMonth = (day: Day): Day => `${monthOf(day)}-01`
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** 0 is Sunday. */
export const weekday = (day: Day): number => (((dayNumber(day) + 4) % 7) + 7) % 7
/** `weekStart`: 0 is Sunday. */
export const startOfWeek = (day: Day, weekStart: number): Day => addDays(day, -((weekday(day) - weekStart + 7) % 7))

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
export const daysInMonth = (month: Month): number => lengthOf(yearOf(month), monthOfYear(month))

/** Whether a text is a day that exists, in our own writing. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(yearOf(text), monthOfYear(text), dayOfMonth(text))

export const isDate = (year: number, month: number, dayInMonth: number): boolean =>
  year >= 1 && year <= 9_999 && month >= 1 && month <= 12 && dayInMonth >= 1 && dayInMonth <= lengthOf(year, month)

export const dayFrom = (year: number, month: number, dayInMonth: number): Day =>
  `${year > 999 ? year : String(year).padStart(4, '0')}-${two(month)}-${two(dayInMonth)}`

const numberOf = (year: number, month: number, dayInMonth: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayInMonth - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - 719_468
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48
const yearOf = (day: Month): number => digitAt(day, 0) * 1_000 + digitAt(day, 1) * 100 + digitAt(day, 2) * 10 + digitAt(day, 3)
const monthOfYear = (day: Month): number => digitAt(day, 5) * 10 + digitAt(day, 6)
const dayOfMonth = (day: Day): number => digitAt(day, 8) * 10 + digitAt(day, 9)
const lengthOf = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
