import { dayMs, dayNumber, isDay } from '../../core/day.ts'
import { digitsOf } from '../../core/money.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Values } from '../check.ts'
import type { ColumnKind, Field } from '../entity.ts'

/**
 * What a formula comes to for a record: `({amount} - {cost}) / {amount} * 100`. Fields stand in braces by their names; an amount counts in its currency's
 * main unit, a day or an instant in days, yes as 1 and no as 0. Null where a field is not filled in, and where nothing comes of it (a division by nothing).
 */
export type Formula = (record: Values) => number | null
export type FormulaProblem = 'empty' | 'unreadable' | 'unknownField' | 'unknownFunction'

type Countable = Pick<Field, 'kind' | 'merge' | 'column'>

/** A formula calls at most so deep: what a person wrote is never deeper, what an enemy wrote ends nobody's stack. */
const DEPTH = 40
const TOKEN = /\s*(?:\{([^{}]+)\}|(\d+(?:\.\d+)?)|([a-z]+)(?=\s*\()|([-+*/(),]))/y

type Token =
  | { readonly kind: 'field' | 'call'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sign'; readonly sign: string }

const functions: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ['round', ([value = NaN, digits = 0]: readonly number[]) => Math.round(value * 10 ** digits) / 10 ** digits],
  ['abs', ([value = NaN]: readonly number[]) => Math.abs(value)],
  ['min', (values: readonly number[]) => Math.min(...values)],
  ['max', (values: readonly number[]) => Math.max(...values)],
])
export const formulaFunctions: readonly string[] = [...functions.keys()]

/** `fields` are those of the records that it is reckoned for. */
export const readFormula = (text: string, fields: Readonly<Record<string, Countable>>): Result<Formula, FormulaProblem> => {
  const tokens = tokensOf(text)
  if (tokens === null) return err('unreadable')
  if (tokens.length === 0) return err('empty')
  if (tokens.some((token) => token.kind === 'field' && !isCountable(fields[token.name]))) return err('unknownField')
  if (tokens.some((token) => token.kind === 'call' && !functions.has(token.name))) return err('unknownFunction')
  const of = parsed(tokens, fields)
  return of === null ? err('unreadable') : ok((record) => finite(of(record)))
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** What figures can be made of, and how; what is reckoned itself is in no record. */
const readers: Readonly<Partial<Record<ColumnKind, (value: unknown) => number>>> = {
  number: (value) => (typeof value === 'number' ? value : NaN),
  flag: (value) => (typeof value === 'boolean' ? Number(value) : NaN),
  day: (value) => (typeof value === 'string' && isDay(value) ? dayNumber(value) : NaN),
  instant: (value) => (typeof value === 'number' ? value / dayMs : NaN),
  money: (value) =>
    typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
      ? Number(value.amount) / 10 ** digitsOf(String(value.currency))
      : NaN,
}
export const isCountable = (field: Countable | undefined): boolean =>
  field?.merge === 'register' && field.kind !== 'unitPrice' && readers[field.column] !== undefined

const tokensOf = (text: string): readonly Token[] | null => {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const trimmed = text.trim()
  while (TOKEN.lastIndex < trimmed.length) {
    const [whole, field, number, call, sign] = TOKEN.exec(trimmed) ?? []
    if (whole === undefined) return null
    if (field !== undefined) tokens.push({ kind: 'field', name: field.trim() })
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) })
    else if (call !== undefined) tokens.push({ kind: 'call', name: call })
    else tokens.push({ kind: 'sign', sign: sign ?? '' })
  }
  return tokens
}

/** NaN stands for nothing: it goes through every sum. */
type Part = (record: Values) => number

/** By precedence climbing: sums of products of factors. */
const parsed = (tokens: readonly Token[], fields: Readonly<Record<string, Countable>>): Part | null => {
  let at = 0
  const isSign = (sign: string): boolean => {
    const token = tokens[at]
    return token?.kind === 'sign' && token.sign === sign
  }
  const takeSign = (sign: string): boolean => {
    if (!isSign(sign)) return false
    at += 1
    return true
  }

  const chain = (next: (depth: number) => Part | null, signs: readonly string[], depth: number): Part | null => {
    let left = next(depth)
    for (let sign = signs.find(isSign); sign !== undefined && left !== null; sign = signs.find(isSign)) {
      at += 1
      const [first, second] = [left, next(depth)]
      left = second === null ? null : joined(sign, first, second)
    }
    return left
  }
  const sum = (depth: number): Part | null => (depth > DEPTH ? null : chain(product, ['+', '-'], depth))
  const product = (depth: number): Part | null => chain(factor, ['*', '/'], depth)

  const factor = (depth: number): Part | null => {
    if (depth > DEPTH) return null
    if (takeSign('-')) {
      const inner = factor(depth + 1)
      return inner === null ? null : (record) => -inner(record)
    }
    if (takeSign('(')) {
      const inner = sum(depth + 1)
      return takeSign(')') ? inner : null
    }
    const token = tokens[at]
    at += 1
    if (token?.kind === 'number') return () => token.value
    if (token?.kind === 'field') {
      const read = readers[fields[token.name]?.column ?? 'none']
      return read === undefined ? null : (record) => read(record[token.name])
    }
    return token?.kind === 'call' ? call(token.name, depth) : null
  }

  const call = (name: string, depth: number): Part | null => {
    const apply = functions.get(name)
    if (apply === undefined || !takeSign('(')) return null
    const parts: Part[] = []
    do {
      const part = sum(depth + 1)
      if (part === null) return null
      parts.push(part)
    } while (takeSign(','))
    return takeSign(')') ? (record) => apply(parts.map((part) => part(record))) : null
  }

  const whole = sum(0)
  return at === tokens.length ? whole : null
}

const joined = (sign: string, a: Part, b: Part): Part => {
  if (sign === '+') return (record) => a(record) + b(record)
  if (sign === '-') return (record) => a(record) - b(record)
  return sign === '*' ? (record) => a(record) * b(record) : (record) => a(record) / b(record)
}
