import { dayFrom, dayMs, dayNumber, instantAt, isDate, type Day, type Instant } from './day.ts'
import { err, ok, type Result } from './result.ts'
import type { TimeZone } from './zone.ts'

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
