import { dayNumber, dayOfNumber, isDay, startOfDay } from '../../core/day.ts'
import { fold } from '../../core/fold.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Asking } from '../asking.ts'
import type { Column } from '../column.ts'
import { ME, MY_TEAM, spans, type Condition, type Op, type Operand, type Problem, type Span } from '../view.ts'
import { myTeam } from './myteam.ts'
import { daysOfSpan } from './span.ts'

/**
 * What a condition asks of the values that a record holds there: none where the field is empty, several where it is a list or a set.
 * Each test must be met by some value; negated, no value may meet one. A missing value so matches `isEmpty`, `isNot` and `noneOf` alone.
 */
export interface Check {
  readonly isNegated: boolean
  readonly tests: readonly Test[]
}
export type Test =
  | { readonly kind: 'any' }
  /** `key` tells two tests apart. */
  | { readonly kind: 'text'; readonly key: string; readonly holds: (folded: string) => boolean }
  /** Choices, or ids. */
  | { readonly kind: 'names'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'flag'; readonly yes: boolean; readonly no: boolean }
  /** Both ends included; money in minor units of the base currency, days since 1970, epoch milliseconds. */
  | { readonly kind: 'ranges'; readonly ranges: readonly Range[] }
export type Range = readonly [number, number]

export type LeafKind = 'text' | 'number' | 'instant' | 'day' | 'flag' | 'choice' | 'ref' | 'money'

/** The kind of a column's single values. */
export const leafKind = (column: Column): LeafKind => {
  if (column.kind !== 'many') return column.kind
  if (column.values.kind === 'tagged') return 'ref'
  if (column.values.kind === 'many') throw new Error('lists are never nested')
  return column.values.kind
}

export const checkOf = (condition: Condition, kind: LeafKind, asking: Asking): Result<Check, Problem> => {
  const { column, op, value } = condition
  const operands = operandsOf(value)
  if (op === 'isEmpty' || op === 'isNotEmpty') return ok({ isNegated: op === 'isEmpty', tests: [{ kind: 'any' }] })
  if (!opsByKind[kind].includes(op)) return err({ kind: 'wrongOp', column })
  const [fewest, most] = operandCounts[op] ?? [1, 1]
  if (operands.length < fewest || operands.length > most) return err({ kind: 'wrongOperand', column })
  const isNegated = op === 'isNot' || op === 'noneOf'
  const groups = op === 'allOf' ? operands.map((operand) => [operand]) : [operands]
  const tests = groups.map((group) => testOf(kind, op, group, asking))
  return tests.every((test) => test !== null) ? ok({ isNegated, tests }) : err({ kind: 'wrongOperand', column })
}

const sameness: readonly Op[] = ['is', 'isNot', 'anyOf', 'noneOf', 'allOf']
const comparisons: readonly Op[] = [...sameness, 'above', 'atLeast', 'below', 'atMost', 'between']
const opsByKind: Readonly<Record<LeafKind, readonly Op[]>> = {
  text: [...sameness, 'contains', 'startsWith'],
  number: comparisons,
  money: comparisons,
  instant: [...comparisons, 'within'],
  day: [...comparisons, 'within'],
  flag: sameness,
  choice: sameness,
  ref: sameness,
}
const operandCounts: Partial<Readonly<Record<Op, readonly [number, number]>>> = {
  anyOf: [0, Infinity],
  noneOf: [0, Infinity],
  allOf: [0, Infinity],
  between: [2, 2],
}

const operandsOf = (value: Condition['value']): readonly Operand[] => {
  if (value === undefined) return []
  return typeof value === 'object' ? value : [value]
}

/** Null where an operand is not of the kind. */
const testOf = (kind: LeafKind, op: Op, operands: readonly Operand[], asking: Asking): Test | null => {
  if (kind === 'number' || kind === 'money')
    return rangesOf(operands, op, (operand) => (isFiniteNumber(operand) ? [operand, operand] : null))
  if (kind === 'day' || kind === 'instant') return timeTest(kind, op, operands, asking)
  if (kind === 'flag') {
    if (!operands.every((operand) => typeof operand === 'boolean')) return null
    return { kind: 'flag', yes: operands.includes(true), no: operands.includes(false) }
  }
  if (!operands.every((operand) => typeof operand === 'string')) return null
  if (kind === 'text') return textTest(op, operands)
  return { kind: 'names', names: new Set(operands.flatMap((name) => namesOf(name, asking))) }
}

const namesOf = (name: string, asking: Asking): readonly string[] => {
  if (name === MY_TEAM) return [...myTeam(asking)]
  return [name === ME ? (asking.me ?? '') : name]
}

const textTest = (op: Op, operands: readonly string[]): Test => {
  const folded = operands.map(fold)
  const [first = ''] = folded
  const key = JSON.stringify([op === 'contains' || op === 'startsWith' ? op : 'is', ...folded])
  if (op === 'contains') return { kind: 'text', key, holds: (text) => text.includes(first) }
  if (op === 'startsWith') return { kind: 'text', key, holds: (text) => text.startsWith(first) }
  const wanted = new Set(folded)
  return { kind: 'text', key, holds: (text) => wanted.has(text) }
}

const timeTest = (kind: 'day' | 'instant', op: Op, operands: readonly Operand[], asking: Asking): Test | null => {
  const ends = (from: number, to: number): Range => (kind === 'day' ? [from, to] : instantsOf(from, to, asking))
  if (op !== 'within') {
    return rangesOf(operands, op, (operand) => {
      if (typeof operand !== 'string' || !isDay(operand)) return null
      return ends(dayNumber(operand), dayNumber(operand))
    })
  }
  const [span] = operands
  if (!isSpan(span)) return null
  return { kind: 'ranges', ranges: [ends(...daysOfSpan(span, asking.today(), asking.weekStart, asking.staleDays?.()))] }
}

/** Each operand stands for all values from its first to its last: an instant's day is 86,400,000 of them. */
const rangesOf = (operands: readonly Operand[], op: Op, rangeOf: (operand: Operand) => Range | null): Test | null => {
  const ranges = operands.map(rangeOf).filter((range) => range !== null)
  if (ranges.length < operands.length) return null
  const [low = [0, 0], high = low] = ranges
  const bounds = boundsByOp[op]
  return { kind: 'ranges', ranges: bounds === undefined ? ranges : [bounds(low, high)] }
}
const boundsByOp: Partial<Readonly<Record<Op, (low: Range, high: Range) => Range>>> = {
  above: ([, to]) => [next(to, 1), Infinity],
  atLeast: ([from]) => [from, Infinity],
  below: ([from]) => [-Infinity, next(from, -1)],
  atMost: ([, to]) => [-Infinity, to],
  between: ([from], [, to]) => [from, to],
}

const instantsOf = (from: number, to: number, { timeZone }: Asking): Range => [
  from === -Infinity ? -Infinity : startOfDay(dayOfNumber(from), timeZone),
  next(startOfDay(dayOfNumber(to + 1), timeZone), -1),
]

/** The nearest double above or below. */
const next = (value: number, step: 1 | -1): number => {
  if (value === 0) return step * Number.MIN_VALUE
  float[0] = value
  bits[0] = (bits[0] ?? 0n) + BigInt(value > 0 ? step : -step)
  return float[0]
}
const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)

const isFiniteNumber = (operand: Operand): operand is number => typeof operand === 'number' && Number.isFinite(operand)
const isSpan = (operand: Operand | undefined): operand is Span => (spans as readonly unknown[]).includes(operand) // widened to be asked about any value
