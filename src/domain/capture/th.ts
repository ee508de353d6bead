import { addDays } from '../../core/day.ts'
import {
  after,
  day,
  lasting,
  nextMonth,
  nextWeek,
  onDate,
  onDayOfMonth,
  onWeekday,
  time,
  type Said,
  type Tongue,
  type Unit,
  type Week,
} from './reading.ts'

const weekdays = ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัส', 'ศุกร์', 'เสาร์']
const months: readonly (readonly [string, string])[] = [
  ['มกราคม', 'ม.ค.'],
  ['กุมภาพันธ์', 'ก.พ.'],
  ['มีนาคม', 'มี.ค.'],
  ['เมษายน', 'เม.ย.'],
  ['พฤษภาคม', 'พ.ค.'],
  ['มิถุนายน', 'มิ.ย.'],
  ['กรกฎาคม', 'ก.ค.'],
  ['สิงหาคม', 'ส.ค.'],
  ['กันยายน', 'ก.ย.'],
  ['ตุลาคม', 'ต.ค.'],
  ['พฤศจิกายน', 'พ.ย.'],
  ['ธันวาคม', 'ธ.ค.'],
]
const month = `(${months.flat().join('|').replaceAll('.', '\\.?')})`
const weekday = `(อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์)`
const span = '(วัน|สัปดาห์|อาทิตย์|เดือน)'

const plain = (text: string) => text.replaceAll('.', '')
const monthOf = (word = '') => months.findIndex((names) => names.some((name) => plain(name) === plain(word))) + 1
const weekdayOf = (word = '') => weekdays.findIndex((name) => word.startsWith(name))
const weekByWord: Readonly<Partial<Record<string, Week>>> = { หน้า: 'next', นี้: 'this' }
const weekOf = (word = '') => weekByWord[word] ?? 'coming'
const unitByWord: Readonly<Partial<Record<string, Unit>>> = { วัน: 'day', เดือน: 'month' }
const unitOf = (word = ''): Unit => unitByWord[word] ?? 'week'
/** Two figures are a Buddhist year as well: 69 is 2569. */
const yearOf = (text = '') => (text === '' ? null : Number(text.padStart(4, '25')))
const at = (hour: number, isHalf: string | undefined): readonly Said[] => time(hour, isHalf ? 30 : 0)

/** Six-hour and twenty-four-hour clocks. */
export const th: Tongue = {
  times: [
    {
      pattern: /(?:เวลา\s*|ตอน\s*)?(\d{1,2})[:.](\d\d)\s*(?:น\.?(?![ก-๙])|นาฬิกา)/g,
      read: ([, hour, minute]) => time(Number(hour), Number(minute)),
    },
    { pattern: /(?:เวลา\s*|ตอน\s*)?(\d{1,2})\s*(?:น\.|นาฬิกา)/g, read: ([, hour]) => time(Number(hour)) },
    { pattern: /(?:ตอน\s*)?บ่าย\s*(\d)\s*(?:โมง)?(ครึ่ง)?/g, read: ([, hour, isHalf]) => at(Number(hour) + 12, isHalf) },
    { pattern: /(?:ตอน\s*)?บ่ายโมง(ครึ่ง)?/g, read: ([, isHalf]) => at(13, isHalf) },
    { pattern: /(?:ตอน\s*)?(\d{1,2})\s*โมงเย็น(ครึ่ง)?/g, read: ([, hour, isHalf]) => at(Number(hour) + 12, isHalf) },
    {
      pattern: /(?:ตอน\s*)?(\d{1,2})\s*โมง(?:เช้า)?(ครึ่ง)?/g,
      read: ([, hour, isHalf]) => at(Number(hour) < 6 ? Number(hour) + 12 : Number(hour), isHalf),
    },
    { pattern: /(?:ตอน\s*)?(\d)\s*ทุ่ม(ครึ่ง)?/g, read: ([, hour, isHalf]) => at(Number(hour) + 18, isHalf) },
    { pattern: /(?:ตอน\s*)?ตี\s*(\d)(ครึ่ง)?/g, read: ([, hour, isHalf]) => at(Number(hour), isHalf) },
    { pattern: new RegExp(`(?:ตอน)?เที่ยง(?!คืน)(?:วัน(?!${weekday}))?(ครึ่ง)?`, 'g'), read: ([, , isHalf]) => at(12, isHalf) },
    {
      pattern: /(\d{1,3}|ครึ่ง)\s*(นาที|ชั่วโมง|ชม\.?)(ครึ่ง)?/g,
      read: ([, count, unit, isHalf]) => lasting((count === 'ครึ่ง' ? 0.5 : Number(count)) * (unit === 'นาที' ? 1 : 60) + (isHalf ? 30 : 0)),
    },
  ],
  days: [
    { pattern: /มะรืน(?:นี้)?/g, read: (_, { today }) => day(addDays(today, 2)) },
    { pattern: /พรุ่งนี้/g, read: (_, { today }) => day(addDays(today, 1)) },
    { pattern: /วันนี้/g, read: (_, { today }) => day(today) },
    { pattern: /เมื่อวาน(?:นี้)?/g, read: (_, { today }) => day(addDays(today, -1)) },
    {
      pattern: new RegExp(`(?:ใน)?อีก\\s*(\\d{1,3})\\s*${span}`, 'g'),
      read: ([, count, unit], when) => day(after(Number(count), unitOf(unit), when)),
    },
    {
      pattern: new RegExp(`(?:วันที่\\s*)?(\\d{1,2})\\s*${month}(?:\\s*(\\d{4}|\\d\\d(?!\\d|[:.]\\d)))?`, 'g'),
      read: ([, figure, word, year], when) => day(onDate(yearOf(year), monthOf(word), Number(figure), when)),
    },
    {
      pattern: new RegExp(`วัน${weekday}(?:ที่)?(หน้า|นี้)?`, 'g'),
      read: ([, word, which], when) => day(onWeekday(weekdayOf(word), weekOf(which), when)),
    },
    { pattern: /(?:สัปดาห์|อาทิตย์)หน้า/g, read: (_, when) => day(nextWeek(when)) },
    {
      pattern: new RegExp(`${weekday}(หน้า|นี้)`, 'g'),
      read: ([, word, which], when) => day(onWeekday(weekdayOf(word), weekOf(which), when)),
    },
    { pattern: /เดือนหน้า/g, read: (_, when) => day(nextMonth(when)) },
    { pattern: /วันที่\s*(\d{1,2})(?!\d)/g, read: ([, date], when) => day(onDayOfMonth(Number(date), when)) },
  ],
  vague: [
    { pattern: /(?:คืน|ค่ำ)นี้/g, read: (_, { today }) => [...day(today), ...time(19)] },
    { pattern: /เย็นนี้/g, read: (_, { today }) => [...day(today), ...time(17)] },
    { pattern: /(?:ตอน|ช่วง)เช้า/g, read: () => time(9) },
    { pattern: /(?:ตอน|ช่วง)บ่าย/g, read: () => time(14) },
    { pattern: /(?:ตอน|ช่วง)เย็น/g, read: () => time(17) },
  ],
  kinds: {
    call: /โทร/,
    meeting: /ประชุม|นัดพบ|นัด|พบ|เจอ|สาธิต/,
    visit: /เยี่ยม|เข้าพบ/,
    email: /อีเมล|เมล/,
    message: /ข้อความ|ไลน์|ทักแชท/,
    note: /^(?:บันทึก|โน้ต)/,
  },
}
