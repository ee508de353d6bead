import { decimalOf, digitsAt, quotient, shortened, times } from './decimal.ts'

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

/** No price is finer. */
export const maxScale = 6

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
