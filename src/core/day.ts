import { err, ok, type Result } from './result.ts'
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

/** How a file or a person writes a day in figures. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd'
type DayError = 'invalidDay'

/**
 * A day as people and files write it: `22/11/2026`, `22.11.26`, `19970101`, `2026年11月22日`, `22 พ.ย. 2569`, `Nov 22, 2026`, with or without a time.
 * A year above 2400 is Buddhist, one of three digits the Republic of China's; two digits are 1969 to 2068.
 */
export const parseDay = (text: string, order: DayOrder): Result<Day, DayError> => {
  const plain = plainDigits(text)
  const day = dayIn(timeIn(plain)?.before ?? plain, order)
  return day === null ? err('invalidDay') : ok(day)
}

/** A day with a time (`2010-12-01 08:26:00`, `12/1/2010 8:26 PM`, ISO 8601), or the start of a day alone, on the zone's clock unless an offset is given. */
export const parseInstant = (text: string, order: DayOrder, zone: TimeZone): Result<Instant, DayError> => {
  const plain = plainDigits(text)
  const time = timeIn(plain)
  const day = dayIn(time?.before ?? plain, order)
  if (day === null) return err('invalidDay')
  const local = dayNumber(day) * dayMs + (time?.ms ?? 0)
  return ok(time?.offset == null ? instantAt(local, zone) : local - time.offset)
}

/** The order in which most of these texts are days; `preferred` where several do equally well. */
export const guessDayOrder = (texts: readonly string[], preferred: DayOrder): DayOrder => {
  const readable = (order: DayOrder) => texts.filter((text) => parseDay(text, order).ok).length
  const others: readonly DayOrder[] = ['dmy', 'mdy', 'ymd']
  return others.reduce((best, order) => (readable(order) > readable(best) ? order : best), preferred)
}

/** Fullwidth and Thai figures become ASCII. */
const plainDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50))
    .trim()

const timePattern =
  /^(.*?\d\D*?)(?:T|[\s,]+)(am|pm|上午|下午|오전|오후)?\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:น\.)?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$/i

/** The time at the end of a text in ms, the offset it names in ms, and what stands before it. */
const timeIn = (text: string): { before: string; ms: number; offset: number | null } | null => {
  const found = timePattern.exec(text)
  if (found === null) return null
  const [, before = '', half = '', hourText, minuteText, secondText = '0', fraction = '', halfAfter = '', offset = ''] = found
  const isHalved = half !== '' || halfAfter !== ''
  const isAfternoon = /^p|下午|오후/i.test(half + halfAfter)
  const figure = Number(hourText)
  const hour = isHalved ? (figure % 12) + (isAfternoon ? 12 : 0) : figure
  const [minute, second] = [Number(minuteText), Number(secondText)]
  if (hour > 23 || minute > 59 || second > 59 || (isHalved && (figure < 1 || figure > 12))) return null
  return { before, ms: ((hour * 60 + minute) * 60 + second) * 1_000 + Number(fraction.padEnd(3, '0')), offset: offsetFrom(offset) }
}

const offsetFrom = (text: string): number | null => {
  if (text === '') return null
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}

const figuresPattern = /^(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})\s*\.?$/
const cjkPattern = /^(民國|民国)?\s*(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?$/
const dayFirstPattern = /^(\d{1,2})(?:st|nd|rd|th)?[\s\-/]*([^\d\s,/-]+)[\s,\-/]*(?:พ\.ศ\.\s*)?(\d{2}|\d{4})$/i
const monthFirstPattern = /^([a-z]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i

const dayIn = (text: string, order: DayOrder): Day | null => {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (compact !== null) return dated(compact[1], compact[2], compact[3])
  const figures = figuresPattern.exec(text)
  if (figures !== null) return dayInFigures(figures[1] ?? '', figures[2] ?? '', figures[3] ?? '', order)
  const cjk = cjkPattern.exec(text)
  if (cjk !== null) return dated(cjk[1] === undefined ? cjk[2] : String(Number(cjk[2]) + 1911), cjk[3], cjk[4])
  const dayFirst = dayFirstPattern.exec(text)
  if (dayFirst !== null) return dated(dayFirst[3], monthNamed(dayFirst[2] ?? ''), dayFirst[1])
  const monthFirst = monthFirstPattern.exec(text)
  return monthFirst === null ? null : dated(monthFirst[3], monthNamed(monthFirst[1] ?? ''), monthFirst[2])
}

const dayInFigures = (a: string, b: string, c: string, order: DayOrder): Day | null => {
  if (a.length > 2 || (order === 'ymd' && c.length <= 2)) return dated(a, b, c)
  return order === 'mdy' ? dated(c, a, b) : dated(c, b, a)
}

const dated = (year: string | undefined, month: string | undefined, dayInMonth: string | undefined): Day | null => {
  const [y, m, d] = [fullYear(year ?? ''), Number(month), Number(dayInMonth)]
  return isDate(y, m, d) ? dayFrom(y, m, d) : null
}

const fullYear = (text: string): number => {
  const year = Number(text)
  if (text.length === 2) return year + (year < 69 ? 2_000 : 1_900)
  if (text.length === 3) return year + 1_911
  if (text.length !== 4) return NaN
  return year > 2_400 ? year - 543 : year
}

const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const thaiMonths = ['มกรา', 'กุมภา', 'มีนา', 'เมษา', 'พฤษภา', 'มิถุนา', 'กรกฎา', 'สิงหา', 'กันยา', 'ตุลา', 'พฤศจิกา', 'ธันวา']
const thaiShortMonths = ['มค', 'กพ', 'มีค', 'เมย', 'พค', 'มิย', 'กค', 'สค', 'กย', 'ตค', 'พย', 'ธค']

const monthNamed = (name: string): string => {
  const letters = name.replaceAll('.', '').toLowerCase()
  const ways = [
    englishMonths.indexOf(letters.slice(0, 3)),
    thaiMonths.findIndex((month) => letters.startsWith(month)),
    thaiShortMonths.indexOf(letters),
  ]
  return String(Math.max(...ways) + 1)
}

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
