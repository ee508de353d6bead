import { expect, test } from 'vitest'
import { closestLocale, isLocale } from '../../src/i18n/locales.ts'
import { regionOf } from '../../src/i18n/region.ts'

test('a workspace starts in the manner of its language, and an English one in that of the device’s clock', () => {
  expect(regionOf('th', 'Europe/London')).toEqual({ country: 'TH', currency: 'THB', timeZone: 'Asia/Bangkok', weekStart: 0 })
  expect(regionOf('ko', 'UTC')).toEqual({ country: 'KR', currency: 'KRW', timeZone: 'Asia/Seoul', weekStart: 0 })
  expect(regionOf('zh-CN', 'UTC')).toEqual({ country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai', weekStart: 1 })
  expect(regionOf('zh-TW', 'UTC')).toEqual({ country: 'TW', currency: 'TWD', timeZone: 'Asia/Taipei', weekStart: 0 })
  expect(regionOf('en', 'Europe/London')).toEqual({ country: 'GB', currency: 'GBP', timeZone: 'Europe/London', weekStart: 1 })
  expect(regionOf('en', 'Asia/Bangkok')).toEqual({ country: 'TH', currency: 'THB', timeZone: 'Asia/Bangkok', weekStart: 0 })
  expect(regionOf('en', 'America/Denver')).toEqual({ country: 'US', currency: 'USD', timeZone: 'America/Denver', weekStart: 0 })
  expect(regionOf('en', 'Australia/Perth')).toMatchObject({ country: 'AU', currency: 'AUD' })
})

test('the first language that both speak is taken', () => {
  expect(closestLocale(['fr-FR', 'ko-KR', 'en'])).toBe('ko')
  expect(closestLocale(['zh-Hant-HK'])).toBe('zh-TW')
  expect(closestLocale(['zh-HK'])).toBe('zh-TW')
  expect(closestLocale(['zh'])).toBe('zh-CN')
  expect(closestLocale(['th-TH'])).toBe('th')
  expect(closestLocale(['de', 'fr'])).toBe('en')
  expect(closestLocale([])).toBe('en')
  expect([isLocale('ko'), isLocale('ko-KR')]).toEqual([true, false])
})
