import { describe, expect, test } from 'vitest'
import { guessType } from '../../src/files/typing.ts'

const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['number', ['6', '-12', '1,234', '0.5']],
  ['number', ['17850', '13047', '12583']],
  ['money', ['฿1,200.00', '฿35.50', '-฿4']],
  ['money', ['12,50 €', '1.299,00 €']],
  ['code', ['00001', '00017', '12345']],
  ['code', ['85123A', '71053', 'POST', 'gift_0001_40', 'M1', 'C2', 'D3', '84406B', '22752', '21730', '84029G']],
  ['day', ['2010-12-01', '2011-01-31']],
  ['day', ['19970101', '19980630']],
  ['day', ['31/12/2569', '1/1/2569']],
  ['day', ['2026年11月22日', '2026年1月3日']],
  ['day', ['2026-01-01 00:00:00', '2026-01-02 00:00:00']],
  ['instant', ['2010-12-01 08:26:00', '2010-12-02 00:00:00']],
  ['email', ['a@example.com', 'b@example.co.th ::: c@example.com']],
  ['phone', ['+66 81-234-5678', '02 123 4567', '(905) 555-1234']],
  ['phone', ['0812345678', '0891234567', '+66812345678']],
  ['url', ['http://example.com/a', 'www.example.co.th', 'example.com']],
  ['text', ['line one\nline two', 'กิตติพงศ์ ศรีสุวรรณ']],
  ['empty', ['', ' ']],
]

describe('a column shows what it holds', () => {
  test.each(kinds)('%s: %j', (kind, values) => expect(guessType(values, 'dmy').kind).toBe(kind))

  test('few words again and again are a choice', () => {
    expect(
      guessType(
        Array.from({ length: 60 }, (_, i) => ['open', 'won', 'lost'][i % 3] ?? ''),
        'dmy',
      ).kind,
    ).toBe('choice')
  })

  test('one typing error in a short list hides nothing, and no date is a phone', () => {
    expect(guessType(['ann@example.com', 'somchai@example.com', 'wei@example.com', 'not-an-email'], 'dmy').kind).toBe('email')
    expect(guessType(['1990-02-03', '1985-12-01', '1979-06-30', '31/31/31'], 'dmy').kind).toBe('day')
    expect(guessType(['31/31/31', '99/99/99'], 'dmy').kind).not.toBe('phone')
  })

  test('a few bad values do not hide the rest', () => {
    const values = [...Array.from({ length: 95 }, (_, i) => `p${i}@example.com`), 'none yet', 'ask Bob', '?', 'x', 'y']
    expect(guessType(values, 'dmy')).toMatchObject({ kind: 'email' })
  })
})

describe('the order of days comes from the days', () => {
  test('the twenty-fifth is no month', () => {
    expect(guessType(['01/02/2026', '25/02/2026'], 'mdy')).toMatchObject({ dayOrder: 'dmy', isOrderClear: true })
    expect(guessType(['01/02/2026', '02/25/2026'], 'dmy')).toMatchObject({ dayOrder: 'mdy', isOrderClear: true })
  })
  test('where all could be either, the person is asked', () => {
    expect(guessType(['01/02/2026', '03/04/2026'], 'mdy')).toMatchObject({ dayOrder: 'mdy', isOrderClear: false })
  })
  test('a year in front leaves no doubt', () => expect(guessType(['2026-01-02', '2026-03-04'], 'dmy').isOrderClear).toBe(true))
  test('years of the Buddhist era are noticed', () => {
    expect(guessType(['22/11/2569', '1/2/2570'], 'dmy').isBuddhist).toBe(true)
    expect(guessType(['22/11/2026'], 'dmy').isBuddhist).toBe(false)
  })
})

describe('the decimal mark comes from the numbers', () => {
  test.each([
    ['.', ['2.55', '1,234.50']],
    [',', ['2,55', '1.234,50']],
    [null, ['1,234', '5,678']],
  ])('%j', (mark, values) => expect(guessType(values, 'dmy').decimalMark).toBe(mark))
})

describe('words for nothing', () => {
  test('stand for nothing among numbers and days', () => {
    expect(guessType(['1', 'NA', '2', 'n/a', '-'], 'dmy')).toMatchObject({ kind: 'number', missing: ['NA', 'n/a', '-'] })
    expect(guessType(['2026-01-01', 'NULL'], 'dmy').missing).toEqual(['NULL'])
    expect(guessType(['17850', 'NA', '13047A'], 'dmy').missing).toEqual(['NA'])
  })
  test('may be names among words: Mr Na and Ms Null stay', () => {
    expect(guessType(['Kim', 'Na', 'Null', '#N/A', 'Park'], 'dmy').missing).toEqual(['#N/A'])
  })
})
