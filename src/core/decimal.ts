/** An exact decimal number: `digits` / 10^`scale`. Floats are kept out of money by this. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/** What stands before the fraction: a comma in much of Europe and Vietnam. */
export type DecimalMark = '.' | ','

/** The decimal that a float prints as: 0.1 is one tenth. */
export const decimalOf = (value: number): Decimal => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  if (whole === '') throw new RangeError(`no decimal: ${value}`)
  return scaled(BigInt(sign + whole + fraction), fraction.length - Number(exponent))
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale })

/** The digits at another scale, rounded half away from zero. */
export const digitsAt = ({ digits, scale }: Decimal, wanted: number): bigint =>
  wanted >= scale ? digits * 10n ** BigInt(wanted - scale) : quotient(digits, 10n ** BigInt(scale - wanted))

/** `a / b` rounded half away from zero; `b` is above zero. */
export const quotient = (a: bigint, b: bigint): bigint => {
  const size = a < 0n ? -a : a
  const rounded = (2n * size + b) / (2n * b)
  return a < 0n ? -rounded : rounded
}

/** The same number without zeros at its end; never below `scale`. */
export const shortened = ({ digits, scale }: Decimal, atLeast: number): Decimal => {
  let [left, length] = [digits, scale]
  while (length > atLeast && left % 10n === 0n) {
    left /= 10n
    length--
  }
  return { digits: left, scale: length }
}

const scaled = (digits: bigint, scale: number): Decimal =>
  scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
