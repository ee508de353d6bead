import { parseDay, parseInstant, guessDayOrder, type DayOrder } from '../core/dayreading.ts'
import type { DecimalMark } from '../core/decimal.ts'
import { guessDecimalMark } from '../core/decimalreading.ts'
import { parseMoney, parseNumber } from '../core/moneyreading.ts'

export type ValueKind = 'empty' | 'number' | 'money' | 'day' | 'instant' | 'email' | 'phone' | 'url' | 'code' | 'choice' | 'text'

/** What the values of a column look like. */
export interface ColumnType {
  readonly kind: ValueKind
  /** Of the values that are there, how many fit the kind; 0 to 1. */
  readonly share: number
  /** Words in this column that stand for no value. */
  readonly missing: readonly string[]
  /** Null where no value tells. */
  readonly decimalMark: DecimalMark | null
  readonly dayOrder: DayOrder
  /** False where the days could as well be read in another order: the person is asked. */
  readonly isOrderClear: boolean
  /** Some years are of the Buddhist era: two-digit years are then taken for such, too. */
  readonly isBuddhist: boolean
  /** No two values are equal. */
  readonly isDistinct: boolean
}

const FITS = 0.9
/** Of so many values one may be wrong: a short list with a typing error is still a list of that. */
const FEW = 4
/** Forms that nothing has by accident. */
const unmistakable: ReadonlySet<ValueKind> = new Set(['email', 'url', 'instant', 'day'])
const JUDGED = 500

/** `preferred` is the workspace's order of days, for columns that do not tell. */
export const guessType = (values: readonly string[], preferred: DayOrder): ColumnType => {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  const words = new Set(filled.filter((value) => missingWords.has(value.toLowerCase())))
  const spoken = filled.filter((value) => !words.has(value))
  const distinct = [...new Set(spoken)]
  const judged = distinct.slice(0, JUDGED)
  const { kind, share } = kindOf(judged, distinct.length, spoken.length)
  const dates = kind === 'day' || kind === 'instant' ? judged : []
  const dayOrder = guessDayOrder(dates, preferred)
  return {
    kind: spoken.length === 0 ? 'empty' : kind,
    share,
    missing: missingIn(kind, words, judged),
    decimalMark: kind === 'number' || kind === 'money' ? guessDecimalMark(judged) : null,
    dayOrder,
    isOrderClear: isOrderClear(dates, dayOrder),
    isBuddhist: dates.some((text) => /(?:^|\D)2[45]\d\d(?:\D|$)/.test(text)),
    isDistinct: distinct.length === spoken.length,
  }
}

const missingWords = new Set(
  'na n/a #n/a #n/a! null (null) nil none nan - -- — ? \\n (blank) (empty) unknown 无 無 未知 없음 ไม่มี ไม่ระบุ'.split(' '),
)
/** No name, place or thing is called that. */
const neverValues = new Set(['#n/a', '#n/a!', '(null)', '\\n', '(blank)', '(empty)', '-', '--', '—', '?'])

/** In a column of words "None" or "NA" may be a name; among numbers, dates or codes it is none. */
const missingIn = (kind: ValueKind, words: ReadonlySet<string>, values: readonly string[]): string[] => {
  const isLoose = kind === 'text' || kind === 'choice' || (kind === 'code' && !values.every((value) => /\d/.test(value)))
  return [...words].filter((word) => !isLoose || neverValues.has(word.toLowerCase()))
}

type Test = readonly [kind: ValueKind, fits: (value: string) => boolean]

const isPlausibleDay = (text: string): boolean =>
  (['dmy', 'mdy', 'ymd'] as const).some((order) => {
    const day = parseDay(text, order)
    return day.ok && day.value >= '1850' && day.value < '2150'
  })
/** Three short numbers, whether or not there is such a day. */
const looksLikeDay = (text: string): boolean => /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/.test(text)
const hasClock = (text: string): boolean => /\d:\d\d/.test(text)
/** Spreadsheets write midnight after every day. */
const isMidnight = (text: string): boolean => /\b(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?am)\s*(?:z|\+00:?00)?$/i.test(text)
const isNumber = (text: string): boolean => parseNumber(text).ok || parseNumber(text, ',').ok

const tests: readonly Test[] = [
  ['email', (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)],
  [
    'url',
    (value) =>
      /^(?:https?:\/\/|www\.)\S+$/i.test(value) ||
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|co|th|kr|cn|tw|jp|de|uk)(?:\/\S*)?$/i.test(value),
  ],
  ['instant', (value) => hasClock(value) && !isMidnight(value) && isPlausibleDay(value)],
  ['day', isPlausibleDay],
  ['code', (value) => /^0\d+$/.test(value) && !/^0[\d ]{7,11}$/.test(value)],
  ['number', (value) => isNumber(value) && !/^[+0]\d{6,}$/.test(value) && value.length < 16],
  ['phone', (value) => /^\+?[\d(][\d\s().\-–/]{4,}\d(?:\s*(?:ext|x|#|;ext=).*)?$/i.test(value) && !looksLikeDay(value)],
  ['money', (value) => parseMoney(value, 'USD').ok || parseMoney(value, 'USD', ',').ok],
  ['code', (value) => /^(?=.*\d)[\p{L}\d][\p{L}\d._/#-]*$/u.test(value) && value.length <= 40],
]

const kindOf = (judged: readonly string[], distinct: number, filled: number): { kind: ValueKind; share: number } => {
  const many = judged.map((value) => value.split(' ::: ')[0] ?? value)
  const shareOf = (fits: Test[1]) => many.filter(fits).length / Math.max(1, many.length)
  // A day with a time here and there is an instant; one order number with leading zeros makes codes of all.
  const timed = many.some((value) => hasClock(value) && !isMidnight(value)) && shareOf(isPlausibleDay) >= FITS
  if (timed) return { kind: 'instant', share: shareOf(isPlausibleDay) }
  for (const [kind, fits] of tests) {
    const share = shareOf(fits)
    const isAllButOne = unmistakable.has(kind) && many.length >= FEW && share * many.length >= many.length - 1
    if ((share >= FITS || isAllButOne) && filled > 0) return { kind, share }
    if (kind === 'code' && share > 0.02 && many.every((value) => /^[\d-]+$/.test(value)) && many.every(({ length }) => length <= 8))
      return { kind, share: 1 }
  }
  const isChoice = filled >= 20 && distinct <= 25 && distinct * 10 <= filled
  return { kind: isChoice ? 'choice' : 'text', share: 1 }
}

const isOrderClear = (dates: readonly string[], chosen: DayOrder): boolean => {
  const others = (['dmy', 'mdy', 'ymd'] as const).filter((order) => order !== chosen)
  const read = (order: DayOrder) => dates.map((text) => parseInstant(text, order, 'UTC'))
  const best = read(chosen)
  return others.every((order) => {
    const other = read(order)
    const isWorse = other.filter(({ ok }) => ok).length < best.filter(({ ok }) => ok).length
    return isWorse || other.every((each, i) => !each.ok || (best[i]?.ok === true && best[i].value === each.value))
  })
}

/** A value that no one would name a column by. */
export const looksTyped = (value: string): boolean => isNumber(value) || isPlausibleDay(value) || /^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(value)
