import { describe, expect, test } from 'vitest'
import { readFormula } from '../../src/domain/customfield/formula.ts'
import { day, flag, instant, money, number, text } from '../../src/domain/entity.ts'

const fields = { price: money(), cost: number(), due: day(), sent: instant(), urgent: flag(), name: text(20) }
const figure = (formula: string, record: Record<string, unknown>) => {
  const read = readFormula(formula, fields)
  return read.ok ? read.value(record) : read.error
}
const baht = (amount: number) => ({ amount, currency: 'THB' })

describe('U1 a formula', () => {
  test('reckons as one does on paper: products before sums, brackets before both', () => {
    expect(figure('1 + 2 * 3 - 4 / 2', {})).toBe(5)
    expect(figure('(1 + 2) * -3', {})).toBe(-9)
    expect(figure('10 - 3 - 2', {})).toBe(5)
    expect(figure('round(2 / 3, 2) + max(1, 4, 2) - min(3, 2) + abs(-1)', {})).toBeCloseTo(3.67)
  })

  test('counts money in its main unit, days as days and yes as one', () => {
    expect(figure('({price} - {cost}) / {price} * 100', { price: baht(20_000), cost: 150 })).toBe(25)
    expect(figure('{price}', { price: { amount: 1_000, currency: 'KRW' } })).toBe(1_000)
    expect(figure('{due} - {sent}', { due: '2026-03-02', sent: Date.UTC(2026, 1, 28) })).toBe(2)
    expect(figure('{urgent} * 5', { urgent: true })).toBe(5)
  })

  test('comes to nothing where a field is empty, holds something else, or the figures have no answer', () => {
    expect(figure('{cost} * 2', {})).toBeNull()
    expect(figure('{cost} * 2', { cost: 'many' })).toBeNull()
    expect(figure('1 / 0', {})).toBeNull()
  })

  test('that cannot be read says why', () => {
    expect(figure(' ', {})).toBe('empty')
    expect(figure('{name} * 2', {})).toBe('unknownField')
    expect(figure('{nothing} * 2', {})).toBe('unknownField')
    expect(figure('sin(1)', {})).toBe('unknownFunction')
    for (const wrong of ['1 +', '(1', '1 2', '2 ** 3', '{', 'round(1,', 'alert']) expect(figure(wrong, {})).toBe('unreadable')
    expect(figure(`${'('.repeat(5_000)}1${')'.repeat(5_000)}`, {})).toBe('unreadable')
    expect(figure(`${'-'.repeat(5_000)}1`, {})).toBe('unreadable')
  })
})
