import type { Decimal, DecimalMark } from './decimal.ts'

/**
 * A number as people write it: `1,234.50`, `1.234,50`, `1 234,5`, `１２３`, `(12)` for minus twelve.
 * One mark before three digits is read by `mark`; where that is unknown, a comma groups and a point divides.
 */
export const parseDecimal = (text: string, mark: DecimalMark | null = null): Decimal | null => {
  const [, open = '', sign = '', body = '', signAfter = '', close = ''] = /^(\()?([-+]?)([\d.,]+)(-?)(\))?$/.exec(plainFigures(text)) ?? []
  if (!/\d/.test(body) || (open === '') !== (close === '') || (sign !== '' && signAfter !== '')) return null
  const at = markIn(body, mark)
  const whole = at < 0 ? body : body.slice(0, at)
  const fraction = at < 0 ? '' : body.slice(at + 1)
  if (!/^\d*$/.test(fraction) || !isGrouped(whole)) return null
  const figures = BigInt(whole.replace(/[.,]/g, '') + fraction)
  const isNegative = open !== '' || sign === '-' || signAfter === '-'
  return { digits: isNegative ? -figures : figures, scale: fraction.length }
}

/** Which mark these texts divide by, as far as they tell. */
export const guessDecimalMark = (texts: readonly string[]): DecimalMark | null => {
  let lead = 0
  for (const text of texts) {
    const body = plainFigures(text).replace(/[^\d.,]/g, '')
    const [, mark, after = ''] = /([.,])(\d*)$/.exec(body) ?? []
    const groupsByOther = mark !== undefined && body.includes(mark === '.' ? ',' : '.')
    if (mark !== undefined && (after.length !== 3 || groupsByOther) && body.indexOf(mark) === body.lastIndexOf(mark))
      lead += mark === '.' ? 1 : -1
  }
  if (lead === 0) return null
  return lead > 0 ? '.' : ','
}

/** ASCII figures and signs, and no spaces or apostrophes between groups of three. */
export const plainFigures = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50))
    .replace(/[−–]/g, '-')
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '')
    .trim()

/** Where the fraction's mark stands, or -1. */
const markIn = (body: string, mark: DecimalMark | null): number => {
  const at = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
  const found = body.charAt(at)
  if (at < 0 || body.includes(found === '.' ? ',' : '.')) return at
  if (body.indexOf(found) !== at) return -1
  const mayGroup = body.length - at === 4 && at > 0 && at <= 3 && !body.startsWith('0')
  return mayGroup && found !== (mark ?? '.') ? -1 : at
}

/** Whole digits, or groups as in 1,234,567 or 12,34,567. */
const isGrouped = (whole: string): boolean =>
  /^\d*$/.test(whole) || (/^\d{1,3}(?:([.,])\d{2,3}(?:\1\d{2,3})*)?$/.test(whole) && /\d{3}$/.test(whole))
