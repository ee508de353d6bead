import { inBase } from '../core/money.ts'

/** What stands between the parts of a name or an address in its column: no keyboard types it. */
export const PART = '\u001f'

const nameParts = ['family', 'given', 'middle', 'prefix', 'suffix', 'order'] as const
const addressParts = ['country', 'admin1', 'admin2', 'locality', 'line1', 'line2', 'postal'] as const

/** A text column's string for a value of a field's kind; null where it holds nothing. */
export const textReaderOf = (kind: string): ((value: unknown) => string | null) => {
  if (kind === 'personName') return textOfName
  return kind === 'address' ? textOfAddress : plainText
}
/** The way back. */
export const textValueOf = (kind: string): ((text: string) => unknown) => {
  if (kind === 'personName') return nameOfText
  return kind === 'address' ? addressOfText : (text) => text
}

const plainText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

interface NameLike {
  readonly family?: unknown
  readonly given?: unknown
  readonly middle?: unknown
  readonly prefix?: unknown
  readonly suffix?: unknown
  readonly order?: unknown
}
interface AddressLike {
  readonly country?: unknown
  readonly admin1?: unknown
  readonly admin2?: unknown
  readonly locality?: unknown
  readonly line1?: unknown
  readonly line2?: unknown
  readonly postal?: unknown
}
// Fields by their own names: by a variable name each would be a slow look-up.
export const textOfName = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null) return null
  const { family, given, middle, prefix, suffix, order }: NameLike = value
  return joined([family, given, middle, prefix, suffix, order])
}
export const textOfAddress = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null) return null
  const { country, admin1, admin2, locality, line1, line2, postal }: AddressLike = value
  return joined([country, admin1, admin2, locality, line1, line2, postal])
}
export const nameOfText = (text: string): Record<string, string> => ({ family: '', given: '', ...parted(text, nameParts) })
export const addressOfText = (text: string): Record<string, string> => parted(text, addressParts)

const joined = (words: readonly unknown[]): string | null => {
  let text = ''
  let gap = ''
  for (const word of words) {
    if (typeof word === 'string' && word !== '') {
      text += gap + (word.includes(PART) ? word.replaceAll(PART, ' ') : word)
      gap = ''
    }
    gap += PART
  }
  return text === '' ? null : text
}

const parted = (text: string, parts: readonly string[]): Record<string, string> => {
  const value: Record<string, string> = {}
  text.split(PART).forEach((word, at) => {
    const part = parts[at]
    if (part !== undefined && word !== '') value[part] = word
  })
  return value
}

export interface MoneyValue {
  readonly amount: number
  readonly currency: string
}
/** Money of a currency that may be unknown here, but never half a one. */
export const isMoney = (value: unknown): value is MoneyValue =>
  typeof value === 'object' &&
  value !== null &&
  'amount' in value &&
  'currency' in value &&
  Number.isSafeInteger(value.amount) &&
  typeof value.currency === 'string'

/** Minor units of the base currency at the record's stored rate (units of the base for one unit of the money's); NaN where no rate is stored. */
export const baseAmount = (money: unknown, rate: unknown, base: string): number => {
  if (!isMoney(money)) return NaN
  if (money.currency === base) return money.amount
  return typeof rate === 'number' && Number.isFinite(rate) && rate > 0 ? inBase(money, rate, base).amount : NaN
}

const tens = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
/** A unit price as a plain number of its currency's major unit. */
export const priceNumber = (price: unknown): number | null => {
  if (typeof price !== 'object' || price === null || !('digits' in price) || !('scale' in price)) return null
  const { digits, scale } = price
  if (typeof digits !== 'number' || typeof scale !== 'number') return null
  const by = tens[scale]
  return by === undefined || !Number.isFinite(digits) ? null : digits / by
}
export const currencyOf = (price: unknown): string | null =>
  typeof price === 'object' && price !== null && 'currency' in price && typeof price.currency === 'string' ? price.currency : null
/** The column beside a price's figures. */
export const currencyColumn = (price: string): string => `${price}.currency`
export const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
