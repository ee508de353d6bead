import { decimalOf, digitsAt, parseDecimal, plainFigures, quotient, shortened, times, type Decimal, type DecimalMark } from './decimal.ts'
import { err, ok, type Result } from './result.ts'

/** An integer number of minor units: 1234.50 baht is 123450. */
export interface Money {
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
}

/** `digits` / 10^`scale` of the major unit, because £0.001 is a price and no amount of pence; a scale is 0 to 6. */
export interface UnitPrice {
  readonly digits: number
  readonly scale: number
  readonly currency: string
}

const maxScale = 6

/** Minor digits where they are not two: ISO 4217, amendment 176. */
const digitsByCurrency: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
])
export const digitsOf = (currency: string): number => digitsByCurrency.get(currency) ?? 2
/** Digits that people want to see: nobody in Taiwan writes the cents that ISO 4217 gives the dollar. */
export const shownDigitsOf = (currency: string): number => (currency === 'TWD' ? 0 : digitsOf(currency))

/** Quantity times price, rounded once, half away from zero. Runs for a million order lines: integers take the short way. */
export const lineAmount = (qty: number, { digits, scale, currency }: UnitPrice): Money => {
  const product = qty * digits
  const shift = digitsOf(currency) - scale
  if (Number.isInteger(qty) && Number.isSafeInteger(product) && shift <= 0) return { amount: rounded(product, 10 ** -shift), currency }
  const exact = times(decimalOf(qty), { digits: BigInt(digits), scale })
  return { amount: Number(digitsAt(exact, digitsOf(currency))), currency }
}

/** Both must be in one currency. */
export const add = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not add up`)
  return { amount: a.amount + b.amount, currency: a.currency }
}
export const sum = (monies: readonly Money[], currency: string): Money => monies.reduce(add, { amount: 0, currency })
export const negated = ({ amount, currency }: Money): Money => ({ amount: 0 - amount, currency })

/** `rate` is units of the base currency for one unit of the money's. */
export const inBase = (money: Money, rate: number, base: string): Money => {
  if (money.currency === base) return money
  const exact = times({ digits: BigInt(money.amount), scale: digitsOf(money.currency) }, decimalOf(rate))
  return { amount: Number(digitsAt(exact, digitsOf(base))), currency: base }
}

/** A discount shared out over lines by their size; the largest takes the remainder, so that the shares always sum to it. */
export const spread = (discount: Money, parts: readonly Money[]): readonly Money[] => {
  const weights = parts.map(({ amount }) => BigInt(Math.abs(amount)))
  const total = weights.reduce((a, b) => a + b, 0n)
  const shares = weights.map((weight) => (total === 0n ? 0 : Number(quotient(BigInt(discount.amount) * weight, total))))
  const rest = discount.amount - shares.reduce((a, b) => a + b, 0)
  const largest = weights.reduce((best, weight, at) => (weight > (weights[best] ?? 0n) ? at : best), 0)
  return shares.map((share, at) => ({ amount: at === largest ? share + rest : share, currency: discount.currency }))
}

/** From a number of major units, as spreadsheets hold them. */
export const moneyOf = (major: number, currency: string): Money => ({
  amount: Number(digitsAt(decimalOf(major), digitsOf(currency))),
  currency,
})
/** From a number of major units per unit, as a column holds them. */
export const priceFrom = (major: number, currency: string): UnitPrice => {
  const exact = shortened(decimalOf(major), 0)
  const scale = Math.max(exact.scale, digitsOf(currency))
  return { digits: Number(digitsAt(exact, scale)), scale, currency }
}
export const priceOf = ({ amount, currency }: Money): UnitPrice => ({ digits: amount, scale: digitsOf(currency), currency })
/** `1234.50`: for files, form fields and number formats; exact where a float is not. */
export const moneyText = ({ amount, currency }: Money): string => decimalText(amount, digitsOf(currency))
export const priceText = ({ digits, scale }: UnitPrice): string => decimalText(digits, scale)

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

const rounded = (value: number, by: number): number => {
  const rest = value % by
  const whole = (value - rest) / by
  // Adding 0 turns -0 into 0.
  return (2 * Math.abs(rest) >= by ? whole + Math.sign(value) : whole) + 0
}

const decimalText = (digits: number, scale: number): string => {
  const figures = String(Math.abs(digits)).padStart(scale + 1, '0')
  const whole = figures.slice(0, figures.length - scale)
  return (digits < 0 ? '-' : '') + whole + (scale === 0 ? '' : `.${figures.slice(-scale)}`)
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
