import { digitsAt, shortened, type Decimal, type DecimalMark } from './decimal.ts'
import { parseDecimal, plainFigures } from './decimalreading.ts'
import { digitsOf, maxScale, type Money, type UnitPrice } from './money.ts'
import { err, ok, type Result } from './result.ts'

/** A sum as people and files write it: `1,234.50`, `1.234,50 €`, `฿1,200`, `-¥５００`. A currency that the text names wins over `currency`. */
export const parseMoney = (text: string, currency: string, mark: DecimalMark | null = null): Result<Money, 'invalidMoney'> => {
  const read = moneyIn(text, currency, mark)
  if (read === null || read.value.scale > digitsOf(read.currency)) return err('invalidMoney')
  const amount = Number(digitsAt(read.value, digitsOf(read.currency)))
  return Number.isSafeInteger(amount) ? ok({ amount, currency: read.currency }) : err('invalidMoney')
}

/** A price per unit; keeps as many digits as it was written with, at least the currency's. */
export const parsePrice = (text: string, currency: string, mark: DecimalMark | null = null): Result<UnitPrice, 'invalidMoney'> => {
  const read = moneyIn(text, currency, mark)
  if (read === null) return err('invalidMoney')
  const scale = Math.max(read.value.scale, digitsOf(read.currency))
  const digits = Number(digitsAt(read.value, scale))
  return Number.isSafeInteger(digits) ? ok({ digits, scale, currency: read.currency }) : err('invalidMoney')
}

/** `1,234.5`, `7 %`, `1.2E+3`. */
export const parseNumber = (text: string, mark: DecimalMark | null = null): Result<number, 'invalidNumber'> => {
  const plain = plainFigures(text).replace(/\s*%$/, '')
  if (/^[-+]?\d+(?:\.\d+)?e[-+]?\d+$/i.test(plain)) return Number.isFinite(Number(plain)) ? ok(Number(plain)) : err('invalidNumber')
  const exact = parseDecimal(plain, mark)
  const value = exact === null ? NaN : Number(`${exact.digits}e-${exact.scale}`)
  return Number.isFinite(value) ? ok(value) : err('invalidNumber')
}

const moneyIn = (text: string, wanted: string, mark: DecimalMark | null): { value: Decimal; currency: string } | null => {
  const [, sign = '', before = '', figures = '', after = '', close = ''] =
    /^([-+(]*)\s*([^\d.,+()-]*?)\s*([-+]?[\d.,]+-?)\s*([^\d.,+()-]*?)\s*(\)?)$/.exec(plainFigures(text)) ?? []
  const exact = parseDecimal(sign + figures + close, mark)
  const currency = currencyNamed(before, wanted)
  if (exact === null || currency === null || currencyNamed(after, before === '' ? wanted : currency) === null) return null
  const short = shortened(exact, 0)
  // Ten digits and more are a spreadsheet's float noise; seven to nine were meant, and no price of ours holds them.
  if (short.scale > maxScale && short.scale < 10) return null
  const value = shortened({ digits: digitsAt(short, maxScale), scale: maxScale }, 0)
  return { value, currency: after === '' ? currency : (currencyNamed(after, currency) ?? currency) }
}

const currencyBySign: Readonly<Record<string, string>> = {
  '฿': 'THB',
  บาท: 'THB',
  '₩': 'KRW',
  원: 'KRW',
  NT$: 'TWD',
  US$: 'USD',
  HK$: 'HKD',
  S$: 'SGD',
  A$: 'AUD',
  'CN¥': 'CNY',
  RMB: 'CNY',
  円: 'JPY',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₫': 'VND',
  RM: 'MYR',
}
/** Signs that several countries use: the wanted currency where it is among them, else the first. */
const currenciesBySharedSign: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'TWD', 'HKD', 'SGD', 'AUD', 'CAD', 'NZD', 'MXN'],
  '¥': ['JPY', 'CNY'],
  元: ['CNY', 'TWD', 'HKD'],
  圓: ['TWD', 'HKD'],
}

/** Null where a name stands that is no currency. */
const currencyNamed = (name: string, wanted: string): string | null => {
  const sign = name.toUpperCase()
  if (sign === '' || sign === wanted) return wanted
  const shared = currenciesBySharedSign[sign]
  if (shared !== undefined) return shared.includes(wanted) ? wanted : (shared[0] ?? null)
  return currencyBySign[sign] ?? (Intl.supportedValuesOf('currency').includes(sign) ? sign : null)
}
