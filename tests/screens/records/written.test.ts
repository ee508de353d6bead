import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { i18n } from '../../../src/i18n/i18n.svelte.ts'
import { readWritten, written } from '../../../src/screens/records/editors/written.ts'
import { valueText } from '../../../src/screens/records/value.ts'
import { factOf } from './facts.ts'

beforeAll(() => i18n.load('shell', 'records', 'pages'))
beforeEach(() => i18n.setManner({ locale: 'en', country: 'GB', timeZone: 'Asia/Bangkok', calendar: 'auto' }))

const amount = factOf('deal', 'amount')
const price = factOf('product', 'listPrice')
const orderedAt = factOf('order', 'orderedAt')

describe('what is written in a box', () => {
  test('is money in minor units, of the currency that the text names', () => {
    expect(readWritten(amount, '1,200.50', 'THB')).toEqual({ amount: 120_050, currency: 'THB' })
    expect(readWritten(amount, '₩12,000', 'THB')).toEqual({ amount: 12_000, currency: 'KRW' })
  })

  test('is a price down to a tenth of a penny', () => {
    expect(readWritten(price, '0.001', 'GBP')).toEqual({ digits: 1, scale: 3, currency: 'GBP' })
    expect(written(price, { digits: 1, scale: 3, currency: 'GBP' })).toBe('0.001')
  })

  test('that cannot be read goes on as it is, so that the check can name it', () => {
    expect(readWritten(amount, 'about a thousand', 'THB')).toBe('about a thousand')
    expect(written(amount, 'about a thousand')).toBe('about a thousand')
  })

  test('and is blank means nothing; of notes it means no words', () => {
    expect(readWritten(amount, '  ', 'THB')).toBeNull()
    expect(readWritten(factOf('deal', 'description'), '', 'THB')).toBe('')
  })

  test('a day given to a moment keeps its hour', () => {
    const noon = Date.UTC(2026, 10, 20, 5) // 12:00 in Bangkok
    expect(written(orderedAt, noon)).toBe('2026-11-20')
    expect(readWritten(orderedAt, '2026-11-22', 'THB', noon)).toBe(Date.UTC(2026, 10, 22, 5))
    expect(readWritten(orderedAt, '2026-11-22', 'THB')).toBe(Date.UTC(2026, 10, 21, 17))
  })

  test('reads back as it was kept, in every currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('THB', 'KRW', 'TWD', 'KWD', 'USD'), (minor, currency) => {
        const money = { amount: minor, currency }
        expect(readWritten(amount, written(amount, money), currency)).toEqual(money)
      }),
      { seed: 3, numRuns: 300 },
    )
  })
})

describe('a value at rest', () => {
  const text = (entity: 'contact' | 'deal' | 'order' | 'product' | 'company', name: string, value: unknown, titles = {}) =>
    valueText(entity, factOf(entity, name), value, titles)

  test('speaks as people do', () => {
    expect(text('deal', 'amount', { amount: 120_000, currency: 'THB' })).toBe('฿1,200')
    expect(text('order', 'status', 'returned')).toBe('Returned')
    expect(text('contact', 'name', { family: 'ใจดี', given: 'สมชาย' })).toBe('สมชาย ใจดี')
    expect(text('contact', 'companyId', 'company_x', { company_x: 'Siam Beans' })).toBe('Siam Beans')
    expect(text('product', 'active', false)).toBe('No')
    expect(text('deal', 'amount', null)).toBe('')
  })

  test('tells a moment at midnight as a day, another with its hour', async () => {
    expect(text('order', 'orderedAt', Date.UTC(2026, 10, 21, 17))).toBe('22 Nov 2026')
    expect(text('order', 'orderedAt', Date.UTC(2026, 10, 22, 5, 30))).toBe('22 Nov 2026, 12:30')
    await i18n.setManner({ locale: 'th', country: 'TH' })
    expect(text('order', 'orderedAt', Date.UTC(2026, 10, 21, 17))).toBe('22 พ.ย. 2569')
  })

  test('writes an address as its own country does, and names the country only abroad', () => {
    const london = { line1: '1 High Street', locality: 'London', postal: 'N1 9GU', country: 'GB' }
    const taipei = { line1: '信義路五段7號', locality: '台北市', admin2: '信義區', postal: '110', country: 'TW' }
    expect(text('contact', 'address', london)).toBe('1 High Street, London, N1 9GU')
    expect(text('contact', 'address', taipei)).toBe('110 台北市信義區信義路五段7號 Taiwan')
    expect(text('contact', 'address', { line1: '테헤란로 152', admin1: '서울특별시', locality: '강남구', country: 'KR' })).toBe(
      '서울특별시 강남구 테헤란로 152 South Korea',
    )
  })
})
