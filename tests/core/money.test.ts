import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessDecimalMark } from '../../src/core/decimalreading.ts'
import {
  add,
  digitsOf,
  inBase,
  lineAmount,
  moneyOf,
  moneyText,
  negated,
  priceFrom,
  priceOf,
  priceText,
  shownDigitsOf,
  spread,
  sum,
  type Money,
} from '../../src/core/money.ts'
import { parseMoney, parseNumber, parsePrice } from '../../src/core/moneyreading.ts'

const money = (amount: number, currency = 'GBP'): Money => ({ amount, currency })
const price = (digits: number, scale = 2, currency = 'GBP') => ({ digits, scale, currency })
const someAmount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })

test('each currency has its own number of minor digits', () => {
  expect(['GBP', 'THB', 'CNY', 'TWD', 'KRW', 'JPY', 'VND', 'KWD', 'XYZ'].map(digitsOf)).toEqual([2, 2, 2, 2, 0, 0, 0, 3, 2])
  expect(['TWD', 'KRW', 'THB'].map(shownDigitsOf)).toEqual([0, 0, 2])
})

describe('a line', () => {
  test('is quantity times price, rounded once, half away from zero', () => {
    expect(lineAmount(6, price(255))).toEqual(money(1530))
    expect(lineAmount(1, price(1, 3))).toEqual(money(0))
    expect(lineAmount(5, price(1, 3))).toEqual(money(1))
    expect(lineAmount(-5, price(1, 3))).toEqual(money(-1))
    expect(lineAmount(0.5, price(3))).toEqual(money(2))
    expect(lineAmount(-0.5, price(3))).toEqual(money(-2))
    expect(lineAmount(1.005, price(100))).toEqual(money(101))
    expect(lineAmount(3, price(1500, 0, 'KRW'))).toEqual(money(4500, 'KRW'))
    expect(lineAmount(3, price(15, 1, 'KRW'))).toEqual(money(5, 'KRW'))
    expect(lineAmount(3, price(2, 0))).toEqual(money(600))
  })

  test('of nothing is zero and never minus zero', () => {
    expect(Object.is(lineAmount(-0, price(5)).amount, 0)).toBe(true)
    expect(Object.is(lineAmount(-1, price(1, 6)).amount, 0)).toBe(true)
    expect(Object.is(negated(money(0)).amount, 0)).toBe(true)
  })

  test('is exact where floats are not', () => {
    expect(lineAmount(1.1, price(110))).toEqual(money(121))
    expect(lineAmount(80_995, price(104))).toEqual(money(8_423_480))
    expect(lineAmount(0.000_000_1, price(500_000_000_000))).toEqual(money(50_000))
    expect(lineAmount(3_000_000, price(3_000_000_001, 2))).toEqual(money(9_000_000_003_000_000))
  })

  test('costs the same by the short way as by the exact one, and a return takes back what was charged', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 0, max: 6 }),
        (qty, digits, scale) => {
          const { amount } = lineAmount(qty, price(digits, scale))
          const exact = BigInt(qty) * BigInt(digits) * 100n
          const unit = 10n ** BigInt(scale)
          const distance = exact - BigInt(amount) * unit
          expect(2n * (distance < 0n ? -distance : distance) <= unit).toBe(true)
          expect(lineAmount(-qty, price(digits, scale))).toEqual(negated(money(amount)))
        },
      ),
      { seed: 1 },
    )
  })
})

test('pounds and euros do not add up', () => {
  expect(sum([money(1), money(2)], 'GBP')).toEqual(money(3))
  expect(sum([], 'THB')).toEqual(money(0, 'THB'))
  expect(() => add(money(1), money(1, 'EUR'))).toThrow('GBP and EUR do not add up')
})

test('money in the base currency is rounded once to its digits', () => {
  expect(inBase(money(10_000), 44.5, 'THB')).toEqual(money(445_000, 'THB'))
  expect(inBase(money(150_000, 'KRW'), 0.0245, 'THB')).toEqual(money(367_500, 'THB'))
  expect(inBase(money(100), 1_850.555, 'KRW')).toEqual(money(1_851, 'KRW'))
  expect(inBase(money(5), 2, 'GBP')).toEqual(money(5))
})

describe('a discount over lines', () => {
  test('gives its remainder to the largest', () => {
    expect(spread(money(100), [money(100), money(100), money(101)]).map(({ amount }) => amount)).toEqual([33, 33, 34])
    expect(spread(money(10), [])).toEqual([])
    expect(spread(money(10), [money(0), money(0)]).map(({ amount }) => amount)).toEqual([10, 0])
  })

  test('always sums to itself, and no line gets more than its share and a rounding', () => {
    fc.assert(
      fc.property(someAmount, fc.array(someAmount, { minLength: 1, maxLength: 30 }), (discount, amounts) => {
        const shares = spread(
          money(discount),
          amounts.map((amount) => money(amount)),
        )
        expect(sum(shares, 'GBP').amount).toBe(discount)
        for (const { amount } of shares) expect(Math.abs(amount)).toBeLessThanOrEqual(Math.abs(discount) + amounts.length)
      }),
      { seed: 2 },
    )
  })
})

describe('a sum as people write it', () => {
  const read: readonly [string, string, number, string][] = [
    ['1,234.50', 'THB', 123_450, 'THB'],
    ['1.234,50', 'EUR', 123_450, 'EUR'],
    ['1 234,50 €', 'EUR', 123_450, 'EUR'],
    ["1'234.50", 'CHF', 123_450, 'CHF'],
    ['฿1,200', 'THB', 120_000, 'THB'],
    ['1200 บาท', 'THB', 120_000, 'THB'],
    ['๑,๒๐๐', 'THB', 120_000, 'THB'],
    ['₩15,000', 'KRW', 15_000, 'KRW'],
    ['15,000원', 'KRW', 15_000, 'KRW'],
    ['NT$ 1,500', 'TWD', 150_000, 'TWD'],
    ['１２３', 'CNY', 12_300, 'CNY'],
    ['￥５００．５', 'CNY', 50_050, 'CNY'],
    ['¥500', 'JPY', 500, 'JPY'],
    ['$5', 'TWD', 500, 'TWD'],
    ['$5', 'THB', 500, 'USD'],
    ['£2.55', 'THB', 255, 'GBP'],
    ['12.50 USD', 'THB', 1_250, 'USD'],
    ['-£3.10', 'GBP', -310, 'GBP'],
    ['£-3.10', 'GBP', -310, 'GBP'],
    ['(3.10)', 'GBP', -310, 'GBP'],
    ['−3.10', 'GBP', -310, 'GBP'],
    ['3.10-', 'GBP', -310, 'GBP'],
    ['12,34,567.00', 'INR', 123_456_700, 'INR'],
    ['1,234', 'THB', 123_400, 'THB'],
    ['1.5', 'THB', 150, 'THB'],
    ['12,5', 'THB', 1_250, 'THB'],
    ['0,125', 'KWD', 125, 'KWD'],
    ['.5', 'GBP', 50, 'GBP'],
    ['1200.00', 'KRW', 1_200, 'KRW'],
    ['12.340000000000001', 'GBP', 1_234, 'GBP'],
  ]
  test.each(read)('%s in %s', (text, wanted, amount, currency) => {
    expect(parseMoney(text, wanted)).toEqual({ ok: true, value: { amount, currency } })
  })

  test('one mark before three digits is read in the manner of the file', () => {
    expect(parseMoney('1.234', 'EUR', ',')).toEqual({ ok: true, value: money(123_400, 'EUR') })
    expect(parsePrice('1,234', 'EUR', ',')).toEqual({ ok: true, value: price(1_234, 3, 'EUR') })
    expect(parseNumber('1.234', ',')).toEqual({ ok: true, value: 1_234 })
    expect(guessDecimalMark(['1.234', '2,5', 'n/a'])).toBe(',')
    expect(guessDecimalMark(['1,234.50', '7'])).toBe('.')
    expect(guessDecimalMark(['1.234', '1,234', '5'])).toBe(null)
  })

  test.each([
    '',
    '-',
    'free',
    '1.2.3,4,5',
    '12 34',
    '1,23',
    '1.005 GBP',
    '5 XQZ',
    '1,2345.00',
    '£5 EUR?',
    '(5',
    '--5',
    '1e5',
    '99999999999999999',
  ])('%s is refused where pounds are asked for', (text) => {
    const expected = text === '1,23' ? { ok: true, value: money(123) } : { ok: false, error: 'invalidMoney' }
    expect(parseMoney(text, 'GBP')).toEqual(expected)
  })

  test('comes back from its own text', () => {
    fc.assert(
      fc.property(someAmount, fc.constantFrom('GBP', 'KRW', 'KWD', 'TWD'), (amount, currency) => {
        expect(parseMoney(moneyText(money(amount, currency)), currency, '.')).toEqual({ ok: true, value: money(amount, currency) })
      }),
      { seed: 3 },
    )
  })
})

test('a price keeps the digits it was written with', () => {
  expect(parsePrice('2.55', 'GBP')).toEqual({ ok: true, value: price(255) })
  expect(parsePrice('2.5', 'GBP')).toEqual({ ok: true, value: price(250) })
  expect(parsePrice('0.001', 'GBP')).toEqual({ ok: true, value: price(1, 3) })
  expect(parsePrice('12.5', 'KRW')).toEqual({ ok: true, value: price(125, 1, 'KRW') })
  expect(parsePrice('0.0000001', 'GBP')).toEqual({ ok: false, error: 'invalidMoney' })
  expect(parsePrice('cheap', 'GBP')).toEqual({ ok: false, error: 'invalidMoney' })
  expect(priceText(price(1, 3))).toBe('0.001')
  expect(priceText(price(-255))).toBe('-2.55')
  expect(priceOf(money(255))).toEqual(price(255))
})

test('a number from a spreadsheet becomes minor units without float noise', () => {
  expect(moneyOf(0.1 + 0.2, 'GBP')).toEqual(money(30))
  expect(moneyOf(1.005, 'GBP')).toEqual(money(101))
  expect(moneyOf(1e21, 'KRW').amount).toBe(1e21)
})

test('a plain number may be a percentage or scientific', () => {
  expect(parseNumber('7 %')).toEqual({ ok: true, value: 7 })
  expect(parseNumber('1.2E+3')).toEqual({ ok: true, value: 1_200 })
  expect(parseNumber('-0.5')).toEqual({ ok: true, value: -0.5 })
  expect(parseNumber('abc')).toEqual({ ok: false, error: 'invalidNumber' })
  expect(parseNumber('1e999')).toEqual({ ok: false, error: 'invalidNumber' })
})

test('a price that a column holds as a number is the price that was written', () => {
  expect([priceFrom(14.5, 'THB'), priceFrom(0.001, 'GBP'), priceFrom(460, 'KRW')]).toEqual([
    price(1_450, 2, 'THB'),
    price(1, 3),
    price(460, 0, 'KRW'),
  ])
})
