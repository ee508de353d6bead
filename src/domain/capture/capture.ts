import type { Day } from '../../core/day.ts'
import { parseDay } from '../../core/dayreading.ts'
import type { Activity } from '../activity/activity.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'
import { GAP, day, onDate, time, type Rule, type Said, type When } from './reading.ts'
import { th } from './th.ts'
import { zh } from './zh.ts'

/** What a line such as "Call Somchai 081-234-5678 tomorrow 10:00 about the quote" was understood to say. */
export interface Captured {
  readonly kind: Activity['kind']
  /** What is left without the day, the time and the numbers: "Call Somchai about the quote". */
  readonly subject: string
  readonly day: Day | null
  /** Minutes since midnight. */
  readonly time: number | null
  /** Minutes. */
  readonly length: number | null
  /** As they were written. */
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

/** Reads a line in any of our languages, whichever the person has chosen: teams mix them. What is not understood stays in the subject. */
export const capture = (line: string, when: When): Captured => {
  const said: Said[] = []
  const text = plain(line)
  const rest = rules.reduce((rest, { pattern, read }) => {
    const take = (whole: string, ...groups: readonly unknown[]): string => {
      // Behind the groups come the offset and the line. A line has one day and one time; a second one is part of what it says.
      const heard = read([whole, ...(groups.slice(0, -2) as string[])], when).filter(
        ({ what }) => isMany(what) || !said.some((one) => one.what === what),
      )
      said.push(...heard)
      return heard.length > 0 ? GAP : whole
    }
    return rest.replace(pattern, take)
  }, text)
  return {
    kind: kindIn(text),
    subject: tidied(rest),
    day: said.flatMap((one) => (one.what === 'day' ? [one.day] : []))[0] ?? null,
    time: said.flatMap((one) => (one.what === 'time' ? [one.minutes] : []))[0] ?? null,
    length: said.flatMap((one) => (one.what === 'length' ? [one.minutes] : []))[0] ?? null,
    phones: said.flatMap((one) => (one.what === 'phone' ? [one.phone] : [])),
    emails: said.flatMap((one) => (one.what === 'email' ? [one.email] : [])),
  }
}

const isMany = (what: Said['what']): boolean => what === 'phone' || what === 'email'

/** Fullwidth and Thai figures become ASCII. */
const plain = (line: string): string =>
  line.normalize('NFKC').replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - '๐'.charCodeAt(0)))

const emails: Rule = { pattern: /[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+/g, read: ([email = '']) => [{ what: 'email', email }] }
const phones: Rule = {
  pattern: /(?<![\w-])\+?\(?\d[\d ().-]{6,18}\d(?![\w-])/g,
  read: ([phone = '']) => {
    const figures = phone.replaceAll(/\D/g, '').length
    return figures < 8 || figures > 15 || /^\d{1,3}(?: \d{3})+$/.test(phone) ? [] : [{ what: 'phone', phone }]
  },
}
/** Days and times in figures, which every language writes. */
const inFigures: readonly Rule[] = [
  {
    pattern: /(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d))(?![\d/.-]*\d)/g,
    read: ([text = ''], { order }) => {
      const read = parseDay(text, /^\d{4}/.test(text) ? 'ymd' : order)
      return day(read.ok ? read.value : null)
    },
  },
  {
    pattern: /(?<![\d/.,-])(\d{1,2})\/(\d{1,2})(?![\d/.,-]*\d)/g,
    read: ([, first, second], when) =>
      when.order === 'dmy'
        ? day(onDate(null, Number(second), Number(first), when))
        : day(onDate(null, Number(first), Number(second), when)),
  },
  {
    pattern: /(?<![\d:])(\d{1,2}):(\d\d)\s*(?:-|–|~|to|until|至|到|ถึง)\s*(\d{1,2}):(\d\d)(?![\d:])(?:\s*น\.?(?![ก-๙]))?/g,
    read: ([, ...parts]) => {
      const [hour = 0, minute = 0, hourAfter = 0, minuteAfter = 0] = parts.map(Number)
      const minutes = (hourAfter - hour) * 60 + minuteAfter - minute
      return minutes > 0 && hourAfter < 24 && minuteAfter < 60 ? [...time(hour, minute), { what: 'length', minutes }] : []
    },
  },
]
const clock: Rule = {
  pattern: /(?:\b(?:at|from) )?(?<![\d:])(\d{1,2}):(\d\d)(?![\d:])/gi,
  read: ([, hour, minute]) => time(Number(hour), Number(minute)),
}

const tongues = [en, zh, ko, th]
/** What is exact comes before what is vague: "tonight at 8 pm" is at eight. */
const rules: readonly Rule[] = [
  emails,
  ...inFigures,
  ...tongues.flatMap(({ times }) => times),
  clock,
  ...tongues.flatMap(({ days }) => days),
  ...tongues.flatMap(({ vague }) => vague),
  phones,
]

/** By the word that comes first; a task where none says what. */
const kindIn = (text: string): Activity['kind'] => {
  const found = tongues.flatMap(({ kinds }) => Object.entries(kinds).map(([kind, pattern]) => ({ kind, at: text.search(pattern) })))
  const [first] = found.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)
  return (first?.kind ?? 'task') as Activity['kind'] // the keys of `kinds`
}

/** Words that led to what was taken out go with it. */
const tidied = (rest: string): string =>
  rest
    .replaceAll(new RegExp(`(?:\\b(?:on|at|by|from|in|for|until)|[在于於]|เวลา|ตอน|วันที่|ใน)\\s*${GAP}`, 'gi'), GAP)
    .replaceAll(GAP, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,;.!?、，。])/g, '')
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replaceAll(/^[\s,;:·、，。-]+|[\s,;:·、，-]+$/g, '')
