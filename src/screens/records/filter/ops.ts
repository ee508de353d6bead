import type { FieldFact } from '../../../engine/facts.ts'
import { isDay, type Day } from '../../../core/day.ts'
import { spans, type Condition, type Op, type Operand } from '../../../tables/view.ts'

/** The control that an operand is filled in with. */
export type Asks = 'text' | 'number' | 'money' | 'day' | 'flag' | 'choice' | 'record' | 'words'

/** By the field's column, which tells what a `calc` holds too. */
export const asksOf = ({ column, kind }: FieldFact): Asks => {
  if (column === 'choice' || kind === 'picks') return 'choice'
  if (column === 'ref' || kind === 'refs') return 'record'
  if (column === 'money') return 'money'
  if (column === 'day' || column === 'instant') return 'day'
  if (column === 'flag') return 'flag'
  if (column === 'number') return 'number'
  return kind === 'terms' ? 'words' : 'text'
}

const emptiness: readonly Op[] = ['isEmpty', 'isNotEmpty']
const comparisons: readonly Op[] = ['atLeast', 'atMost', 'above', 'below', 'between', 'is', 'isNot', ...emptiness]

/** What can be asked of a field, the likeliest first. */
const opsByAsks: Readonly<Record<Asks, readonly Op[]>> = {
  text: ['contains', 'startsWith', 'is', 'isNot', 'anyOf', 'noneOf', ...emptiness],
  number: comparisons,
  money: comparisons,
  day: ['within', 'is', 'isNot', 'atLeast', 'atMost', 'above', 'below', 'between', ...emptiness],
  flag: ['is', 'isNot', ...emptiness],
  choice: ['anyOf', 'noneOf', 'is', 'isNot', ...emptiness],
  record: ['anyOf', 'noneOf', 'is', 'isNot', ...emptiness],
  words: ['anyOf', 'allOf', 'noneOf', 'contains', ...emptiness],
}

/** A set of records, or of choices, can be asked for all of several. */
export const opsFor = (fact: FieldFact): readonly Op[] => {
  const ops = opsByAsks[asksOf(fact)]
  if (fact.kind === 'refs' || fact.kind === 'picks') return ['anyOf', 'allOf', 'noneOf', ...emptiness]
  return fact.required ? ops.filter((op) => !emptiness.includes(op)) : ops
}

export const takesNone = (op: Op): boolean => emptiness.includes(op)
export const takesMany = (op: Op): boolean => op === 'anyOf' || op === 'allOf' || op === 'noneOf'

/** A field just chosen: its likeliest question, with nothing filled in but a span of days. */
export const conditionFor = (path: string, fact: FieldFact): Condition =>
  withOp({ column: path, op: 'isNotEmpty' }, opsFor(fact)[0] ?? 'isNotEmpty', fact)

/** Another question of the same field keeps what was filled in, as far as it fits. */
export const withOp = (condition: Condition, op: Op, fact: FieldFact): Condition => {
  const { column } = condition
  if (takesNone(op)) return { column, op }
  const fitting = operandsIn(condition).filter((operand) => fits(operand, op, fact))
  if (takesMany(op)) return { column, op, value: fitting }
  if (op === 'between') return { column, op, value: fitting.length === 1 ? [...fitting, ...fitting] : fitting.slice(0, 2) }
  const value = fitting[0] ?? defaultOf(op, fact)
  return value === undefined ? { column, op } : { column, op, value }
}

export const operandsIn = ({ value }: Condition): readonly Operand[] => {
  if (value === undefined) return []
  return typeof value === 'object' ? value : [value]
}

/** Whether it asks something: half a condition is shown in the form, but not yet asked. */
export const isComplete = (condition: Condition): boolean => {
  const { op } = condition
  const operands = operandsIn(condition)
  if (takesNone(op)) return true
  if (op === 'between') return operands.length === 2
  return operands.some((operand) => operand !== '')
}

const isSpan = (operand: Operand): boolean => (spans as readonly unknown[]).includes(operand) // widened to be asked about any value

const fits = (operand: Operand, op: Op, fact: FieldFact): boolean => {
  if (asksOf(fact) !== 'day') return true
  return op === 'within' ? isSpan(operand) : isDayText(operand)
}
const isDayText = (operand: Operand): operand is Day => typeof operand === 'string' && isDay(operand)

const defaultOf = (op: Op, fact: FieldFact): Operand | undefined => {
  if (op === 'within') return 'thisMonth'
  return asksOf(fact) === 'flag' ? true : undefined
}
