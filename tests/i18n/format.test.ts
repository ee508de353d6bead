import { describe, expect, test } from 'vitest'
import { formatsFor, type Manner } from '../../src/i18n/format.ts'

const english: Manner = { locale: 'en', country: 'GB', timeZone: 'Europe/London', calendar: 'auto' }
const manners: Record<string, Manner> = {
  en: english,
  us: { ...english, country: 'US', timeZone: 'America/New_York' },
  th: { locale: 'th', country: 'TH', timeZone: 'Asia/Bangkok', calendar: 'auto' },
  ko: { locale: 'ko', country: 'KR', timeZone: 'Asia/Seoul', calendar: 'auto' },
  cn: { locale: 'zh-CN', country: 'CN', timeZone: 'Asia/Shanghai', calendar: 'auto' },
  tw: { locale: 'zh-TW', country: 'TW', timeZone: 'Asia/Taipei', calendar: 'auto' },
}
const formats = (name: string) => formatsFor(manners[name] ?? english)

describe('money', () => {
  const cases: readonly [string, number, string, string][] = [
    ['en', 123_450, 'GBP', '£1,234.50'],
    ['en', 120_000_00, 'THB', '฿120,000.00'],
    ['en', -310, 'GBP', '-£3.10'],
    ['en', 150_000, 'USD', '$1,500.00'],
    ['th', 123_450, 'THB', '฿1,234.50'],
    ['th', 1_000_00, 'USD', '$1,000.00'],
    ['ko', 15_000, 'KRW', '₩15,000'],
    ['tw', 150_000, 'TWD', 'NT$1,500'],
    ['tw', 150_049, 'TWD', 'NT$1,500'],
    ['en', 150_000, 'TWD', 'NT$1,500'],
    ['cn', 123_450, 'CNY', '¥1,234.50'],
    ['en', 1_500, 'JPY', '¥1,500'],
  ]
  test.each(cases)('in %s: %d %s is %s', (name, amount, currency, shown) => {
    expect(formats(name).money({ amount, currency })).toBe(shown)
  })

  test('a guess is shown round, a bill to the penny', () => {
    expect(formats('en').moneyRound({ amount: 120_000_00, currency: 'THB' })).toBe('฿120,000')
    expect(formats('en').moneyRound({ amount: 123_450, currency: 'GBP' })).toBe('£1,234.50')
  })

  test('is short on tiles, in the counting words of the language', () => {
    expect(formats('en').moneyCompact({ amount: 1_234_567_00, currency: 'GBP' })).toBe('£1.2m')
    expect(formats('ko').moneyCompact({ amount: 1_234_567, currency: 'KRW' })).toBe('₩123.5만')
    expect(formats('cn').moneyCompact({ amount: 1_234_567_00, currency: 'CNY' })).toBe('¥123.5万')
    expect(formats('tw').moneyCompact({ amount: 1_234_567_00, currency: 'TWD' })).toBe('NT$123.5萬')
    expect(formats('en').moneyCompact({ amount: 950_00, currency: 'GBP' })).toBe('£950')
  })

  test('per unit keeps the digits that the price has', () => {
    expect(formats('en').price({ digits: 1, scale: 3, currency: 'GBP' })).toBe('£0.001')
    expect(formats('en').price({ digits: 255, scale: 2, currency: 'GBP' })).toBe('£2.55')
    expect(formats('en').price({ digits: 250, scale: 2, currency: 'GBP' })).toBe('£2.50')
    expect(formats('en').price({ digits: 300, scale: 2, currency: 'GBP' })).toBe('£3')
    expect(formats('ko').price({ digits: 125, scale: 1, currency: 'KRW' })).toBe('₩12.5')
  })
})

describe('a day', () => {
  test('is written as the language and country write it', () => {
    expect(formats('en').day('2026-11-22')).toBe('22 Nov 2026')
    expect(formats('us').day('2026-11-22')).toBe('Nov 22, 2026')
    expect(formats('th').day('2026-11-22')).toBe('22 พ.ย. 2569')
    expect(formats('ko').day('2026-11-22', 'long')).toBe('2026년 11월 22일')
    expect(formats('cn').day('2026-11-22')).toBe('2026年11月22日')
    expect(formats('en').day('2026-11-22', 'short')).toBe('22/11/2026')
    expect(formats('en').day('2026-11-22', 'noYear')).toBe('22 Nov')
    expect(formats('en').day('2026-11-22', 'full')).toBe('Sunday, 22 November 2026')
  })

  test('has Buddhist years for Thai unless the person wants others, and for anyone who wants them', () => {
    const thai = manners['th'] ?? english
    expect(formatsFor({ ...thai, calendar: 'gregory' }).day('2026-11-22', 'short')).toBe('22/11/2026')
    expect(formatsFor(thai).day('2026-11-22', 'short')).toBe('22/11/2569')
    expect(formatsFor({ ...english, calendar: 'buddhist' }).month('2026-11')).toContain('2569')
  })

  test('of a country that no English is written for is British rather than American', () => {
    expect(formatsFor({ ...english, country: 'TH' }).day('2026-11-22')).toBe('22 Nov 2026')
  })

  test('tells forms in which order it is typed', () => {
    expect(['en', 'us', 'th', 'ko', 'cn', 'tw'].map((name) => formats(name).dayOrder)).toEqual(['dmy', 'mdy', 'dmy', 'ymd', 'ymd', 'ymd'])
    expect(formats('en').decimalMark).toBe('.')
  })
})

describe('a moment', () => {
  const now = Date.UTC(2026, 10, 22, 12)
  const hours = (count: number) => now + count * 3_600_000

  test('is told from now while it is under a week away', () => {
    const { instant } = formats('en')
    expect(instant(now - 20_000, now)).toBe('now')
    expect(instant(now - 5 * 60_000, now)).toBe('5 minutes ago')
    expect(instant(hours(-3), now)).toBe('3 hours ago')
    expect(instant(hours(-20), now)).toBe('yesterday')
    expect(instant(hours(-3 * 24), now)).toBe('3 days ago')
    expect(instant(hours(24), now)).toBe('tomorrow')
    expect(instant(hours(-8 * 24), now)).toBe('14 Nov')
    expect(instant(hours(-400 * 24), now)).toBe('18 Oct 2025')
    expect(formats('th').instant(hours(-24), now)).toBe('เมื่อวาน')
  })

  test('belongs to the day of the workspace, not of the reader’s clock', () => {
    const lateInBangkok = Date.UTC(2026, 10, 22, 18)
    expect(formats('th').moment(lateInBangkok)).toContain('23 พ.ย. 2569')
    expect(formats('us').moment(lateInBangkok)).toContain('Nov 22, 2026')
    expect(formats('en').time(lateInBangkok)).toBe('18:00')
  })

  test('as a bare day is near or far too', () => {
    expect(formats('en').dayNear('2026-11-23', '2026-11-22')).toBe('tomorrow')
    expect(formats('en').dayNear('2026-12-24', '2026-11-22')).toBe('24 Dec')
    expect(formats('en').dayNear('2027-01-24', '2026-11-22')).toBe('24 Jan 2027')
  })
})

test('numbers, ratios, sizes and lists', () => {
  const { number, numberCompact, percent, bytes, list, weekday, country, currency, month } = formats('en')
  expect(number(1234.5678)).toBe('1,234.568')
  expect(numberCompact(12_345)).toBe('12.3k')
  expect(percent(0.1234)).toBe('12.3%')
  expect(bytes(0)).toBe('0 byte')
  expect(bytes(43_200_000)).toBe('43.2 MB')
  expect(list(['A', 'B', 'C'])).toBe('A, B and C')
  expect(weekday(0)).toBe('Sunday')
  expect(country('TH')).toBe('Thailand')
  expect(currency('THB')).toBe('Thai Baht')
  expect(month('2026-11', 'long')).toBe('November 2026')
  expect(month('2026-11', 'nameOnly')).toBe('Nov')
})
