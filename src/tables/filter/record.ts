import { dayNumber, isDay } from '../../core/day.ts'
import { fold } from '../../core/fold.ts'
import type { Field } from '../../domain/entity.ts'
import type { Asking } from '../asking.ts'
import { baseAmount, isMoney, numberOf, priceNumber } from '../encode.ts'
import { formsOfValue } from '../plain.ts'
import { leafKind, type Check, type LeafKind, type Test } from './condition.ts'
import { isWithin, rowMeets } from './mask.ts'
import type { Place } from './path.ts'

type Plain = Readonly<Record<string, unknown>>

/** A check of the values that a plain record holds at a place; what it names, and what is folded from others, is read from the tables. */
export const meetsCheck = ({ tests, isNegated }: Check, place: Place, record: Plain, asking: Asking): boolean =>
  tests.every((test) => meetsTest(test, place, record, asking)) !== isNegated

const meetsTest = (test: Test, place: Place, record: Plain, asking: Asking): boolean => {
  const { hop, column, field, name, entity } = place
  if (hop !== null) {
    const rows = valuesAt(hop.name, record).map((id) => (typeof id === 'string' ? hop.rows.rowOf(id) : -1))
    return rows.some((row) => row >= 0 && rowMeets(test, column, field, asking.rows, row))
  }
  const values = fieldValues(name, field, record)
  if (values === null) {
    const row = typeof record['id'] === 'string' ? asking.rows(entity).rowOf(record['id']) : -1
    return row >= 0 && rowMeets(test, column, field, asking.rows, row)
  }
  const kind = leafKind(column)
  return values.some((value) => meets(test, kind, value, field, record['exchangeRate'], asking))
}

/** Null where the record does not hold it because it is folded from other records. */
const fieldValues = (name: string, field: Field | null, record: Plain): readonly unknown[] | null => {
  if (name === '$space') return valuesAt('spaceId', record)
  const { from } = field ?? {}
  if (from === undefined || record[name] !== undefined) return valuesAt(name, record)
  if (!('own' in from)) return null
  if (from.own.some((own) => record[own] === undefined)) return []
  return present([from.of(record as never)]) // declared over the record's own fields, which were just seen to be there
}

/** The values at `name`, or at a field of each of a list's items. */
const valuesAt = (name: string, record: Plain): readonly unknown[] => {
  const [list = '', ...rest] = name.split('.')
  const value = record[list]
  if (rest.length === 0) return present(Array.isArray(value) ? (value as unknown[]) : [value])
  if (!Array.isArray(value)) return []
  const key = rest.join('.')
  return present((value as unknown[]).map((item) => (typeof item === 'object' && item !== null ? (item as Plain)[key] : null)))
}

const present = (values: readonly unknown[]): readonly unknown[] => values.filter((value) => value !== null && value !== undefined)

const meets = (test: Test, kind: LeafKind, value: unknown, field: Field | null, rate: unknown, asking: Asking): boolean => {
  switch (test.kind) {
    case 'any':
      return isHeld(kind, value, field)
    case 'text':
      return formsOfValue(value, field).some((form) => test.holds(fold(form)))
    case 'names':
      return typeof value === 'string' && test.names.has(value)
    case 'flag':
      return value === true ? test.yes : value === false && test.no
    case 'ranges':
      return isWithin(measureOf(kind, value, rate, asking), test.ranges)
  }
}

const measureOf = (kind: LeafKind, value: unknown, rate: unknown, { baseCurrency }: Asking): number => {
  if (kind === 'money') return baseAmount(value, rate, baseCurrency)
  if (kind === 'day') return typeof value === 'string' && isDay(value) ? dayNumber(value) : NaN
  return numberOf(value) ?? priceNumber(value) ?? NaN
}

/** Whether a column of the kind would hold the value: a newer app's may be of a shape that is unknown here. */
const isHeld = (kind: LeafKind, value: unknown, field: Field | null): boolean => {
  if (kind === 'text') return formsOfValue(value, field).length > 0
  if (kind === 'flag') return typeof value === 'boolean'
  if (kind === 'money') return isMoney(value)
  if (kind === 'choice' || kind === 'ref') return typeof value === 'string' && value !== ''
  return kind === 'day' ? typeof value === 'string' && isDay(value) : (numberOf(value) ?? priceNumber(value)) !== null
}
