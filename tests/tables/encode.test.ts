import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOfText, baseAmount, nameOfText, priceNumber, textOfAddress, textOfName } from '../../src/tables/encode.ts'

describe('a name and an address', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\u001f'))

  test('come back from their column as they went in', () => {
    const name = fc.record(
      { family: word, given: word, middle: word, prefix: word, suffix: word, order: word },
      { requiredKeys: ['family', 'given'] },
    )
    fc.assert(
      fc.property(name, (value) => {
        expect(nameOfText(textOfName(value) ?? '')).toEqual(value)
      }),
      { seed: 1 },
    )
    const address = fc.record(
      { country: word, admin1: word, admin2: word, locality: word, line1: word, line2: word, postal: word },
      { requiredKeys: ['line1'] },
    )
    fc.assert(
      fc.property(address, (value) => {
        expect(addressOfText(textOfAddress(value) ?? '')).toEqual(value)
      }),
      { seed: 1 },
    )
  })

  test('are empty where nothing is filled in', () => {
    expect(textOfName({ family: '', given: '' })).toBeNull()
    expect(textOfAddress({})).toBeNull()
    expect(textOfName(null)).toBeNull()
    expect(textOfName('Ana')).toBeNull()
  })

  test('keep the family name alone apart from the given name alone', () => {
    expect(nameOfText(textOfName({ family: '', given: 'Ana' }) ?? '')).toEqual({ family: '', given: 'Ana' })
    expect(nameOfText(textOfName({ family: 'Ana', given: '' }) ?? '')).toEqual({ family: 'Ana', given: '' })
  })

  test('cannot be torn apart by a control character in a part', () => {
    expect(nameOfText(textOfName({ family: 'A\u001fB', given: 'C' }) ?? '')).toEqual({ family: 'A B', given: 'C' })
  })
})

describe('an amount in the base currency', () => {
  test('is itself in that currency, whatever rate the record holds', () => {
    expect(baseAmount({ amount: 12_345, currency: 'THB' }, 99, 'THB')).toBe(12_345)
  })

  test('counts the digits of both currencies', () => {
    // 1,000 won at 0.025 baht is 25 baht; 1.00 dollar at 1,380.5 won is 1,381 won, half away from zero.
    expect(baseAmount({ amount: 1_000, currency: 'KRW' }, 0.025, 'THB')).toBe(2_500)
    expect(baseAmount({ amount: 100, currency: 'USD' }, 1_380.5, 'KRW')).toBe(1_381)
    expect(baseAmount({ amount: -100, currency: 'USD' }, 1_380.5, 'KRW')).toBe(-1_381)
  })

  test('is unknown without a rate, and for what is no money', () => {
    for (const rate of [null, undefined, 0, -1, NaN, Infinity, '3'])
      expect(baseAmount({ amount: 1, currency: 'USD' }, rate, 'THB')).toBeNaN()
    for (const money of [null, 5, {}, { amount: 0.5, currency: 'USD' }, { amount: 1 }]) expect(baseAmount(money, 1, 'THB')).toBeNaN()
  })
})

test('a unit price is a plain number of the major unit', () => {
  expect(priceNumber({ digits: 1, scale: 3, currency: 'GBP' })).toBe(0.001)
  expect(priceNumber({ digits: 255, scale: 2, currency: 'GBP' })).toBe(2.55)
  expect(priceNumber({ digits: 1, scale: 9, currency: 'GBP' })).toBeNull()
  expect(priceNumber(null)).toBeNull()
})
