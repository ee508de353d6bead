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

const figure = '(\\d{1,3}|[一二两兩三四五六七八九十]{1,3})'
const figures = '一二三四五六七八九'

/** `十二` is 12, `二十` 20, `两` 2. */
const numberOf = (text = ''): number => {
  if (/^\d/.test(text)) return Number(text)
  const plain = text.replace(/[两兩]/g, '二')
  const unit = (sign: string, empty: number) => (sign === '' ? empty : figures.indexOf(sign) + 1)
  const [tens = '', ones] = plain.split('十')
  return ones === undefined ? unit(tens, 0) : 10 * unit(tens, 1) + unit(ones, 0)
}
const weekdayBySign: Readonly<Partial<Record<string, number>>> = { 日: 0, 天: 0, 末: 6 }
const weekdayOf = (sign = '') => weekdayBySign[sign] ?? numberOf(sign)
const unitOf = (word = ''): Unit => {
  if (word.includes('月')) return 'month'
  return word === '天' || word === '日' ? 'day' : 'week'
}
const weekOf = (word = ''): Week => {
  if (word === '') return 'coming'
  return word === '下' ? 'next' : 'this'
}
const minuteOf = (isHalf: string | undefined, quarter: string | undefined, minute: string | undefined): number => {
  if (isHalf) return 30
  return quarter ? 15 * numberOf(quarter) : numberOf(minute)
}
const isPm = (word: string) => /下午|晚|傍/.test(word)

const hour = (half: string, text: string): number => {
  const figure = numberOf(text)
  if (half === '') return likelyHour(figure)
  if (/中午/.test(half)) return figure < 3 ? figure + 12 : figure
  return halvedHour(figure, isPm(half))
}

/** Simplified and traditional. */
export const zh: Tongue = {
  times: [
    {
      pattern: new RegExp(
        `(上午|早上|早晨|下午|晚上|中午|凌晨|傍晚|早|晚)?${figure}(?:[点點](?:钟|鐘|整)?|[时時](?!间|間))(?:(半)|([一三])刻|${figure}分?)?`,
        'g',
      ),
      read: ([, half = '', text = '', isHalf, quarter, minute]) => time(hour(half, text), minuteOf(isHalf, quarter, minute)),
    },
    { pattern: /中午/g, read: () => time(12) },
    {
      pattern: new RegExp(`(半|${figure})(?:个|個)?(?:小[时時]|钟头|鐘頭)`, 'g'),
      read: ([, count]) => lasting(60 * (count === '半' ? 0.5 : numberOf(count))),
    },
    { pattern: new RegExp(`${figure}分[钟鐘]`, 'g'), read: ([, count]) => lasting(numberOf(count)) },
  ],
  days: [
    { pattern: /大[后後]天/g, read: (_, { today }) => day(addDays(today, 3)) },
    { pattern: /[后後]天/g, read: (found, { today }) => day(found[0] === undefined ? null : addDays(today, 2)) },
    { pattern: /明(?:天|日|(?=[早晚上下中\uE000]))/g, read: (_, { today }) => day(addDays(today, 1)) },
    { pattern: /今(?:天|日|(?=[早晚\uE000]))/g, read: (_, { today }) => day(today) },
    { pattern: /昨(?:天|日)/g, read: (_, { today }) => day(addDays(today, -1)) },
    {
      pattern: new RegExp(`${figure}(天|日|周|週|(?:个|個)?(?:星期|礼拜|禮拜)|(?:个|個)月)(?:之|以)?[后後]`, 'g'),
      read: ([, count, unit], when) => day(after(numberOf(count), unitOf(unit), when)),
    },
    {
      pattern: new RegExp(`(?:(\\d{4})年)?${figure}月${figure}[日号號]?`, 'g'),
      read: ([, year, month, date], when) => day(onDate(year ? Number(year) : null, numberOf(month), numberOf(date), when)),
    },
    {
      pattern: new RegExp(`下(?:个|個)?月(?:${figure}[日号號])?`, 'g'),
      read: ([, date], when) => day(nextMonth(when, date ? numberOf(date) : 1)),
    },
    { pattern: new RegExp(`${figure}[号號]`, 'g'), read: ([, date], when) => day(onDayOfMonth(numberOf(date), when)) },
    {
      pattern: /(下|[这這本])?(?:个|個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天末])/g,
      read: ([, which, sign], when) => day(onWeekday(weekdayOf(sign), weekOf(which), when)),
    },
    { pattern: /下(?:个|個)?(?:周|週|星期|礼拜|禮拜)/g, read: (_, when) => day(nextWeek(when)) },
  ],
  vague: [
    { pattern: /上午|早上|早晨|(?<=\uE000)早(?![餐饭飯])/g, read: () => time(9) },
    { pattern: /下午/g, read: () => time(14) },
    { pattern: /晚上|傍晚|(?<=\uE000)晚(?![餐饭飯宴])/g, read: () => time(19) },
  ],
  kinds: {
    call: /打电话|打電話|致电|致電|电话|電話|通话|通話|回电|回電/,
    meeting: /会议|會議|开会|開會|见面|見面|会面|會面|约见|約見|演示/,
    visit: /拜访|拜訪|上门|上門|走访|走訪/,
    email: /邮件|郵件|电邮|電郵|发信|寄信/,
    message: /短信|简讯|簡訊|微信|发消息|傳訊息|传讯|讯息|訊息/,
    note: /^(?:笔记|筆記|备注|備註|记录|記錄)/,
  },
}
