import type { TimeZone } from '../core/zone.ts'
import type { Locale } from './locales.ts'

/** What a new workspace starts with: its phones, money, days and weeks. */
export interface Region {
  /** ISO 3166. */
  readonly country: string
  /** ISO 4217. */
  readonly currency: string
  readonly timeZone: TimeZone
  /** 0 is Sunday. */
  readonly weekStart: number
}

/** A guess that the person may change: by language, and for English by where the device's clock stands. */
export const regionOf = (locale: Locale, deviceZone: TimeZone): Region => {
  const home = homeByLocale[locale]
  const country = home?.country ?? countryOfZone(deviceZone)
  return { country, currency: currencyOf(country), timeZone: home?.timeZone ?? deviceZone, weekStart: weekStartOf(country) }
}

export const countryOfZone = (zone: TimeZone): string => countryByZone[zone] ?? (zone.startsWith('Australia/') ? 'AU' : 'US')
export const currencyOf = (country: string): string => currencyByCountry[country] ?? 'USD'
/** 0 is Sunday; CLDR's week data for the countries that begin their week with it, the rest with Monday. */
export const weekStartOf = (country: string): number => ('TH KR TW HK JP US SG CA IN PH ID BR MX ZA IL'.includes(country) ? 0 : 1)

const homeByLocale: Readonly<Partial<Record<Locale, { country: string; timeZone: TimeZone }>>> = {
  'zh-CN': { country: 'CN', timeZone: 'Asia/Shanghai' },
  'zh-TW': { country: 'TW', timeZone: 'Asia/Taipei' },
  ko: { country: 'KR', timeZone: 'Asia/Seoul' },
  th: { country: 'TH', timeZone: 'Asia/Bangkok' },
}

const countryByZone: Readonly<Record<string, string>> = {
  'Asia/Bangkok': 'TH',
  'Asia/Shanghai': 'CN',
  'Asia/Taipei': 'TW',
  'Asia/Seoul': 'KR',
  'Asia/Tokyo': 'JP',
  'Asia/Singapore': 'SG',
  'Asia/Hong_Kong': 'HK',
  'Asia/Kuala_Lumpur': 'MY',
  'Asia/Ho_Chi_Minh': 'VN',
  'Asia/Saigon': 'VN',
  'Asia/Jakarta': 'ID',
  'Asia/Manila': 'PH',
  'Asia/Kolkata': 'IN',
  'Asia/Calcutta': 'IN',
  'Asia/Dubai': 'AE',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
  'Europe/Madrid': 'ES',
  'Europe/Rome': 'IT',
  'Europe/Amsterdam': 'NL',
  'Europe/Zurich': 'CH',
  'Europe/Stockholm': 'SE',
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
  'America/Mexico_City': 'MX',
  'America/Sao_Paulo': 'BR',
  'Africa/Johannesburg': 'ZA',
  'Pacific/Auckland': 'NZ',
}

const currencyByCountry: Readonly<Record<string, string>> = {
  TH: 'THB',
  CN: 'CNY',
  TW: 'TWD',
  KR: 'KRW',
  JP: 'JPY',
  SG: 'SGD',
  HK: 'HKD',
  MY: 'MYR',
  VN: 'VND',
  ID: 'IDR',
  PH: 'PHP',
  IN: 'INR',
  AE: 'AED',
  GB: 'GBP',
  IE: 'EUR',
  DE: 'EUR',
  FR: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  NL: 'EUR',
  CH: 'CHF',
  SE: 'SEK',
  CA: 'CAD',
  MX: 'MXN',
  BR: 'BRL',
  ZA: 'ZAR',
  AU: 'AUD',
  NZ: 'NZD',
}
