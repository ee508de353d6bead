import { addDays } from '../../core/day.ts'
import {
  after,
  day,
  halvedHour,
  lasting,
  likelyHour,
  nextMonth,
  nextWeek,
  onDate,
  onWeekday,
  time,
  type Tongue,
  type Unit,
  type Week,
} from './reading.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const whole = '(sunday|monday|tuesday|wednesday|thursday|friday|saturday)'
/** "Sun", "Sat" and "May" are names as well: short words count behind another that asks for a day. */
const short = '(sun|mon|tues?|wed|thu|thur|thurs|fri|sat)'
const half = '([ap])\\.?m\\b\\.?'

const monthOf = (word = '') => months.indexOf(word.slice(0, 3).toLowerCase()) + 1
const weekdayOf = (word = '') => weekdays.indexOf(word.slice(0, 3).toLowerCase())
const countOf = (word = '') => (/^\d/.test(word) ? Number(word) : Math.max(1, numbers.indexOf(word.toLowerCase()) + 1))
const weekByWord: Readonly<Partial<Record<string, Week>>> = { next: 'next', this: 'this' }
const weekOf = (word = '') => weekByWord[word.trim().toLowerCase()] ?? 'coming'
const yearOf = (word = '') => (word === '' ? null : Number(word))
const isPm = (word = '') => word.toLowerCase() === 'p'

export const en: Tongue = {
  times: [
    {
      pattern: new RegExp(`\\b(?:at |from )?(\\d{1,2})(?:[:.](\\d\\d))? ?${half}`, 'gi'),
      read: ([, hour, minute = '0', which]) => (Number(hour) > 12 ? [] : time(halvedHour(Number(hour), isPm(which)), Number(minute))),
    },
    // At 2.50 is a price.
    { pattern: /\bat (\d{1,2})\.(00|15|30|45)\b(?![.\d])/gi, read: ([, hour, minute]) => time(likelyHour(Number(hour)), Number(minute)) },
    { pattern: /\b(?:at|from) (\d{1,2})(?: ?o.?clock)?\b(?![:.,/-]?\d)/gi, read: ([, hour]) => time(likelyHour(Number(hour))) },
    { pattern: /\b(?:at )?(?:noon|midday)\b/gi, read: () => time(12) },
    {
      pattern: /\b(?:for )?(\d{1,3}(?:\.\d)?|an|one|two) ?(minutes?|mins?|hours?|hrs?|h)\b/gi,
      read: ([, count, unit = '']) => lasting(countOf(count) * (/^m/i.test(unit) ? 1 : 60)),
    },
  ],
  days: [
    { pattern: /\b(?:the )?day after tomorrow\b/gi, read: (_, { today }) => day(addDays(today, 2)) },
    { pattern: /\b(?:by |for )?(?:tomorrow|tmrw|tmr)\b/gi, read: (_, { today }) => day(addDays(today, 1)) },
    { pattern: /\b(?:by )?today\b/gi, read: (_, { today }) => day(today) },
    { pattern: /\byesterday\b/gi, read: (_, { today }) => day(addDays(today, -1)) },
    {
      pattern: /\bin (\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month)s?\b/gi,
      read: ([, count, unit], when) => day(after(countOf(count), unit?.toLowerCase() as Unit, when)), // the pattern's words
    },
    {
      pattern: new RegExp(`\\b(?:on )?${month} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?(?![:\\d])`, 'gi'),
      read: ([, word, figure, year], when) => day(onDate(yearOf(year), monthOf(word), Number(figure), when)),
    },
    {
      pattern: new RegExp(`\\b(?:on )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${month}(?![a-z])(?:,? (\\d{4}))?`, 'gi'),
      read: ([, figure, word, year], when) => day(onDate(yearOf(year), monthOf(word), Number(figure), when)),
    },
    {
      pattern: new RegExp(`\\b(?:on |by )?(next |this )?${whole}\\b`, 'gi'),
      read: ([, which, word], when) => day(onWeekday(weekdayOf(word), weekOf(which), when)),
    },
    {
      pattern: new RegExp(`\\b(?:on |by )?(on |by |next |this )${short}\\b\\.?`, 'gi'),
      read: ([, which, word], when) => day(onWeekday(weekdayOf(word), weekOf(which), when)),
    },
    { pattern: /\bnext week\b/gi, read: (_, when) => day(nextWeek(when)) },
    { pattern: /\bnext month\b/gi, read: (_, when) => day(nextMonth(when)) },
  ],
  vague: [
    { pattern: /\btonight\b/gi, read: (_, { today }) => [...day(today), ...time(19)] },
    { pattern: /\b(?:in the )?morning\b/gi, read: () => time(9) },
    { pattern: /\b(?:in the )?afternoon\b/gi, read: () => time(14) },
    { pattern: /\b(?:in the )?evening\b/gi, read: () => time(19) },
  ],
  kinds: {
    call: /\b(?:call|phone|ring)(?:ed|s|ing)?\b/i,
    meeting: /\b(?:meet(?:ing)?|met|lunch|coffee|demo)\b/i,
    visit: /\b(?:visit(?:ed|ing)?|site visit)\b/i,
    email: /\b(?:e-?mail(?:ed)?)\b/i,
    message: /\b(?:message|text|sms|whatsapp|dm)\b/i,
    note: /^note\b/i,
  },
}
