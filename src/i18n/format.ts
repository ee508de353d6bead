import { dayMs, dayNumber, dayNumberOf, dayOf, monthOf, type Day, type Instant, type Month } from '../core/day.ts'
import type { DayOrder } from '../core/dayreading.ts'
import type { DecimalMark } from '../core/decimal.ts'
import { digitsOf, priceText, shownDigitsOf, type Money, type UnitPrice } from '../core/money.ts'
import type { TimeZone } from '../core/zone.ts'
import type { Locale } from './locales.ts'

/** Whose eyes numbers and days are written for. */
export interface Manner {
  readonly locale: Locale
  /** ISO 3166: English is written in many ways. */
  readonly country: string
  /** The workspace's zone, which days belong to. */
  readonly timeZone: TimeZone
  /** `auto` is Buddhist years for Thai. */
  readonly calendar: 'auto' | 'gregory' | 'buddhist'
}
export type DayStyle = 'short' | 'medium' | 'long' | 'full' | 'noYear'
export type Formats = ReturnType<typeof formatsFor>

/** The language, country and calendar as Intl takes them. */
export const tagOf = ({ locale, country, calendar }: Manner): string => {
  const years = calendar === 'auto' ? calendarByLocale[locale] : calendar
  return `${locale === 'en' ? englishOf(country) : locale}-u-ca-${years ?? 'gregory'}`
}

/** Every Intl object is made on first use and kept: making one costs a hundred times what it then does. */
export const formatsFor = (manner: Manner) => {
  const tag = tagOf(manner)
  const { timeZone } = manner
  const numbers = (options: Intl.NumberFormatOptions) =>
    kept(`n ${tag} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag, options))
  const dates = (options: Intl.DateTimeFormatOptions) =>
    kept(`d ${tag} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(tag, options))
  const relative = kept(`r ${tag}`, () => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }))

  const sum = (value: number, currency: string, options: Intl.NumberFormatOptions): string => {
    const format = numbers({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options })
    const sign = signByCurrency[currency]
    if (sign === undefined) return format.format(value)
    return format
      .formatToParts(value)
      .map((part) => (part.type === 'currency' ? sign : part.value))
      .join('')
  }

  const exactly = ({ amount, currency }: Money, trailingZeroDisplay: 'auto' | 'stripIfInteger'): string => {
    const digits = shownDigitsOf(currency)
    return sum(amount / 10 ** digitsOf(currency), currency, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay,
    })
  }
  /** Every digit of the currency, so that a column of bills lines up: £84.00. */
  const money = (value: Money): string => exactly(value, 'auto')
  /** Whole amounts without their zeros: what a deal may bring is a guess. */
  const moneyRound = (value: Money): string => exactly(value, 'stripIfInteger')
  /** ฿1.2M, ₩12만: for tiles and chart axes; the whole sum is one tap away. */
  const moneyCompact = ({ amount, currency }: Money): string => {
    const value = amount / 10 ** digitsOf(currency)
    return sum(value, currency, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: Math.abs(value) < 1_000 ? 0 : 1 })
  }
  const price = (unitPrice: UnitPrice): string => {
    const least = unitPrice.digits % 10 ** unitPrice.scale === 0 ? 0 : Math.min(shownDigitsOf(unitPrice.currency), unitPrice.scale)
    return sum(Number(priceText(unitPrice)), unitPrice.currency, {
      minimumFractionDigits: least,
      maximumFractionDigits: Math.max(least, unitPrice.scale),
    })
  }

  const day = (value: Day, style: DayStyle = 'medium'): string =>
    dates({ ...optionsByStyle[style], timeZone: 'UTC' }).format(dayNumber(value) * dayMs)
  const month = (value: Month, style: 'short' | 'long' | 'nameOnly' = 'short'): string =>
    dates({
      timeZone: 'UTC',
      month: style === 'long' ? 'long' : 'short',
      ...(style === 'nameOnly' ? {} : { year: 'numeric' }),
    }).format(dayNumber(`${monthOf(value)}-01`) * dayMs)
  const dayNear = (value: Day, today: Day): string => {
    const distance = dayNumber(value) - dayNumber(today)
    if (Math.abs(distance) < 7) return relative.format(distance, 'day')
    return day(value, value.slice(0, 4) === today.slice(0, 4) ? 'noYear' : 'medium')
  }
  /** A day within a week in words (yesterday, in 3 days), a moment of today by minutes or hours, the rest as a day. */
  const instant = (value: Instant, now: Instant): string => {
    const minutes = Math.trunc((value - now) / 60_000)
    const isToday = dayNumberOf(value, timeZone) === dayNumberOf(now, timeZone)
    if (Math.abs(minutes) < 1) return relative.format(0, 'second')
    if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
    if (isToday || Math.abs(minutes) < 6 * 60) return relative.format(Math.trunc(minutes / 60), 'hour')
    return dayNear(dayOf(value, timeZone), dayOf(now, timeZone))
  }

  return {
    tag,
    money,
    moneyRound,
    moneyCompact,
    price,
    number: (value: number, digits = 3): string => numbers({ maximumFractionDigits: digits }).format(value),
    numberCompact: (value: number): string => numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value),
    /** Of a ratio: 0.125 is 12.5 %. */
    percent: (ratio: number, digits = 1): string => numbers({ style: 'percent', maximumFractionDigits: digits }).format(ratio),
    /** 23d, 23일. */
    days: (count: number): string => numbers({ style: 'unit', unit: 'day', unitDisplay: 'narrow' }).format(count),
    bytes: (value: number): string => {
      const step = Math.min(Math.floor(Math.log(Math.max(value, 1)) / Math.log(1_000)), byteUnits.length - 1)
      return numbers({ style: 'unit', unit: byteUnits[step] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: 1 }).format(
        value / 1_000 ** step,
      )
    },
    day,
    dayNear,
    month,
    instant,
    /** The whole moment, in the workspace's zone. */
    moment: (value: Instant): string => dates({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(value),
    time: (value: Instant): string => dates({ timeStyle: 'short', timeZone }).format(value),
    /** `index` 0 is Sunday. */
    weekday: (index: number, style: 'long' | 'short' | 'narrow' = 'long'): string =>
      dates({ weekday: style, timeZone: 'UTC' }).format((sundayNumber + index) * dayMs),
    list: (items: readonly string[]): string => kept(`l ${tag}`, () => new Intl.ListFormat(tag)).format(items),
    country: (code: string): string => kept(`c ${tag}`, () => new Intl.DisplayNames(tag, { type: 'region' })).of(code) ?? code,
    currency: (code: string): string => kept(`m ${tag}`, () => new Intl.DisplayNames(tag, { type: 'currency' })).of(code) ?? code,
    dayOrder: orderIn(dates({ ...optionsByStyle.short, timeZone: 'UTC' })),
    decimalMark: markOf(numbers({})),
  }
}

const calendarByLocale: Readonly<Partial<Record<Locale, string>>> = { th: 'buddhist' }
/** English beyond these countries is written as in Britain: 22 Nov 2026. */
const englishOf = (country: string): string => ('US CA AU NZ IE IN SG HK MY PH ZA'.split(' ').includes(country) ? `en-${country}` : 'en-GB')
/** Where the narrow sign would be taken for the American dollar. */
const signByCurrency: Readonly<Record<string, string>> = {
  TWD: 'NT$',
  HKD: 'HK$',
  SGD: 'S$',
  AUD: 'A$',
  CAD: 'C$',
  NZD: 'NZ$',
  MXN: 'MX$',
  BRL: 'R$',
}
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
/** 1970-01-04. */
const sundayNumber = 3

const optionsByStyle: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  short: { year: 'numeric', month: 'numeric', day: 'numeric' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  noYear: { month: 'short', day: 'numeric' },
}

const orderIn = (format: Intl.DateTimeFormat): DayOrder => {
  const letters = format
    .formatToParts(0)
    .map(({ type }) => type.charAt(0))
    .filter((letter) => 'dmy'.includes(letter))
    .join('')
  return letters === 'mdy' || letters === 'ymd' ? letters : 'dmy'
}
const markOf = (format: Intl.NumberFormat): DecimalMark =>
  format.formatToParts(1.5).some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.'

const keptByKey = new Map<string, unknown>()
const kept = <T>(key: string, make: () => T): T => {
  const known = keptByKey.get(key) as T | undefined // each key's first letter says what it made
  if (known !== undefined) return known
  const made = make()
  keptByKey.set(key, made)
  return made
}
