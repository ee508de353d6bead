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
  onDayOfMonth,
  onWeekday,
  time,
  type Tongue,
  type Unit,
  type Week,
} from './reading.ts'

const weekdays = '일월화수목금토'
const hours = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열', '열한', '열두']
/** What stands behind a day or a time: at, until, from. */
const particle = '(?:까지|부터|에)?'

const hourOf = (text = '') => (/^\d/.test(text) ? Number(text) : hours.indexOf(text) + 1)
const unitByWord: Readonly<Partial<Record<string, Unit>>> = { 일: 'day', 주: 'week', 주일: 'week' }
const unitOf = (word = ''): Unit => unitByWord[word] ?? 'month'
const weekOf = (word = ''): Week => {
  if (word === '') return 'coming'
  return word.startsWith('이번') ? 'this' : 'next'
}
const hour = (half: string, text: string): number => {
  const figure = hourOf(text)
  if (half === '') return likelyHour(figure)
  if (half === '낮') return figure < 6 ? figure + 12 : figure
  return halvedHour(figure, /오후|저녁|밤/.test(half))
}

export const ko: Tongue = {
  times: [
    {
      pattern: new RegExp(
        `(오전|오후|아침|저녁|밤|새벽|낮)?\\s*(\\d{1,2}|열한|열두|${hours.slice(0, 10).join('|')})\\s*시(?!간)\\s*(?:(\\d{1,2})\\s*분|(반))?${particle}`,
        'g',
      ),
      read: ([, half = '', text = '', minute, isHalf]) => time(hour(half, text), isHalf ? 30 : Number(minute ?? 0)),
    },
    { pattern: new RegExp(`정오${particle}`, 'g'), read: () => time(12) },
    {
      pattern: /(\d{1,3})\s*(분|시간)(\s*반)?(?:\s*(?:동안|간))?/g,
      read: ([, count, unit, isHalf]) => lasting(Number(count) * (unit === '분' ? 1 : 60) + (isHalf ? 30 : 0)),
    },
  ],
  days: [
    { pattern: new RegExp(`(?:내일\\s*)?모레${particle}`, 'g'), read: (_, { today }) => day(addDays(today, 2)) },
    { pattern: new RegExp(`글피${particle}`, 'g'), read: (_, { today }) => day(addDays(today, 3)) },
    { pattern: new RegExp(`내일${particle}`, 'g'), read: (_, { today }) => day(addDays(today, 1)) },
    { pattern: /오늘(?:까지)?/g, read: (_, { today }) => day(today) },
    { pattern: /어제/g, read: (_, { today }) => day(addDays(today, -1)) },
    {
      pattern: /(\d{1,3})\s*(일|주일?|달|개월)\s*(?:후|뒤)(?:에)?/g,
      read: ([, count, unit], when) => day(after(Number(count), unitOf(unit), when)),
    },
    {
      pattern: new RegExp(`(?:(\\d{4})년\\s*)?(\\d{1,2})월\\s*(\\d{1,2})일${particle}`, 'g'),
      read: ([, year, month, date], when) => day(onDate(year ? Number(year) : null, Number(month), Number(date), when)),
    },
    {
      pattern: new RegExp(`(다음\\s*주|담주|차주|이번\\s*주)?\\s*([일월화수목금토])요일${particle}`, 'g'),
      read: ([, which, sign = ''], when) => day(onWeekday(weekdays.indexOf(sign), weekOf(which), when)),
    },
    { pattern: new RegExp(`(?:다음\\s*주|담주|차주)${particle}`, 'g'), read: (_, when) => day(nextWeek(when)) },
    {
      pattern: new RegExp(`다음\\s*달(?:\\s*(\\d{1,2})일)?${particle}`, 'g'),
      read: ([, date], when) => day(nextMonth(when, date ? Number(date) : 1)),
    },
    { pattern: new RegExp(`(\\d{1,2})일${particle}(?![가-힣])`, 'g'), read: ([, date], when) => day(onDayOfMonth(Number(date), when)) },
  ],
  vague: [
    { pattern: new RegExp(`(?:오전|아침)${particle}(?![가-힣])`, 'g'), read: () => time(9) },
    { pattern: new RegExp(`오후${particle}(?![가-힣])`, 'g'), read: () => time(14) },
    { pattern: new RegExp(`저녁${particle}(?![가-힣])`, 'g'), read: () => time(19) },
  ],
  kinds: {
    call: /전화|통화|콜백/,
    meeting: /미팅|회의|만남|만나|데모/,
    visit: /방문/,
    email: /이메일|메일/,
    message: /문자|카톡|메시지|카카오톡/,
    note: /^(?:메모|노트)/,
  },
}
