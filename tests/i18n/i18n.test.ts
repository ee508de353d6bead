import { beforeEach, describe, expect, test } from 'vitest'
import { i18n } from '../../src/i18n/i18n.svelte.ts'
import { locales } from '../../src/i18n/locales.ts'

beforeEach(async () => {
  await i18n.load('shell', 'records', 'pages')
  await i18n.setManner({ locale: 'en', country: 'GB', timeZone: 'UTC', calendar: 'auto' })
})

describe('a change of language', () => {
  test('reaches every area in use, money and days included, at once', async () => {
    expect([i18n.t('shell.undo'), i18n.label('deal', 'stageId'), i18n.day('2026-11-22')]).toEqual(['Undo', 'Stage', '22 Nov 2026'])
    const changing = i18n.setLocale('th')
    expect(i18n.t('shell.undo')).toBe('Undo')
    await changing
    expect([i18n.t('shell.undo'), i18n.label('deal', 'stageId'), i18n.day('2026-11-22')]).toEqual(['เลิกทำ', 'ขั้น', '22 พ.ย. 2569'])
  })

  test('to the last of several that were asked for in haste', async () => {
    await Promise.all([i18n.setLocale('th'), i18n.setLocale('ko'), i18n.setLocale('zh-TW')])
    expect(i18n.locale).toBe('zh-TW')
    expect(i18n.t('shell.undo')).toBe('復原')
  })

  test('meanwhile a route that opens speaks the new language too', async () => {
    await Promise.all([i18n.setLocale('ko'), i18n.load('insight')])
    expect(i18n.t('insight.title')).toBe('인사이트')
  })

  test.each(locales)('to %s leaves no key without a text', async (locale) => {
    await i18n.setLocale(locale)
    for (const key of [
      'entity.company.many',
      'shell.sync.local',
      'shell.error.diskFull',
      'company.name',
      'order.status.returned',
    ] as const) {
      expect(i18n.t(key)).not.toBe(key)
    }
  })
})

test('a key whose area is not loaded shows itself rather than nothing', () => {
  expect(i18n.t('welcome.title')).toBe('welcome.title')
})

test('a wrong key does not compile', () => {
  // @ts-expect-error no such message
  expect(i18n.t('shell.undone')).toBe('shell.undone')
})

test('labels are found by entity and path, and a field that only a newer app knows shows its own name', () => {
  expect(i18n.label('order', 'status', 'returned')).toBe('Returned')
  expect(i18n.label('order', 'lines', 'qty')).toBe('Quantity')
  expect([i18n.label('company', 'rfmSegment', 'lost'), i18n.label('contact', 'rfmSegment', 'lost')]).toEqual(['Lost', 'Lost'])
  expect(i18n.label('order', 'warpFactor')).toBe('warpFactor')
})

test('names are sorted as each language sorts them', async () => {
  const sorted = (names: readonly string[]) => names.toSorted(i18n.collator.compare)
  await i18n.setLocale('zh-CN')
  expect(sorted(['张', '王', '李', '阿'])).toEqual(['阿', '李', '王', '张'])
  await i18n.setLocale('zh-TW')
  expect(sorted(['張', '王', '李', '丁'])).toEqual(['丁', '王', '李', '張'])
  await i18n.setLocale('ko')
  expect(sorted(['하나', '가람', '나무'])).toEqual(['가람', '나무', '하나'])
  await i18n.setLocale('th')
  expect(sorted(['แดง', 'ขาว', 'เขียว', 'กา'])).toEqual(['กา', 'ขาว', 'เขียว', 'แดง'])
  await i18n.setLocale('en')
  expect(sorted(['Shop 10', 'shop 2', 'Ábel', 'Bo'])).toEqual(['Ábel', 'Bo', 'shop 2', 'Shop 10'])
})
