import type { Asking } from '../asking.ts'
import type { Column, Floats, MoneyColumn, NumberColumn } from '../column.ts'
import { placeOf } from '../filter/path.ts'
import type { Problem, Sum } from '../view.ts'

/** Totals of one column, whole or by group. */
export interface Totals {
  readonly column: string
  readonly of: (group: number) => Sum
}
/** Which rows stand in which group: `rows[start[g]] … rows[start[g + 1] - 1]`. */
export interface Grouped {
  readonly rows: Uint32Array
  readonly start: Uint32Array
}

/** What can be added up: numbers, money, and either in a list's items. */
export const sumProblem = (column: string, entity: string, asking: Asking): Problem | null => {
  const place = placeOf(column, entity, asking)
  if (place === null) return { kind: 'unknownColumn', column }
  return place.hop === null && summed(place.column) !== null ? null : { kind: 'wrongOp', column }
}

/** Adds up the rows of a mask. */
export const totalOf = (mask: Uint8Array, column: string, entity: string, asking: Asking): Sum => {
  const adder = adderOf(column, entity, asking)
  const sums = adder.empty(1)
  for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1) adder.add(sums, 0, row)
  return adder.sumAt(sums, 0)
}

export const totalsByGroup = ({ rows, start }: Grouped, column: string, entity: string, asking: Asking): Totals => {
  const adder = adderOf(column, entity, asking)
  const sums = adder.empty(start.length - 1)
  for (let group = 0; group + 1 < start.length; group += 1) {
    const to = start[group + 1] ?? 0
    for (let at = start[group] ?? 0; at < to; at += 1) adder.add(sums, group, rows[at] ?? 0)
  }
  return { column, of: (group) => adder.sumAt(sums, group) }
}

interface Running {
  readonly value: Float64Array
  readonly foreign: Uint32Array
  readonly withoutRate: Uint32Array
}
interface Adder {
  readonly empty: (groups: number) => Running
  readonly add: (sums: Running, group: number, row: number) => void
  readonly sumAt: (sums: Running, group: number) => Sum
}

const adderOf = (path: string, entity: string, asking: Asking): Adder => {
  const column = placeOf(path, entity, asking)?.column
  const single = column === undefined ? null : summed(column)
  if (column === undefined || single === null) throw new Error(`${path} does not add up`)
  const addOne = single.kind === 'money' ? moneyAdder(single, asking.baseCurrency) : numberAdder(single.present, single.values)
  return {
    empty: (groups) => ({ value: new Float64Array(groups), foreign: new Uint32Array(groups), withoutRate: new Uint32Array(groups) }),
    add: column.kind === 'many' ? addItems(column.start, column.count, addOne) : addOne,
    sumAt: ({ value, foreign, withoutRate }, group) => {
      const sum = { value: value[group] ?? 0 }
      if (single.kind !== 'money') return sum
      const left = withoutRate[group] ?? 0
      return {
        ...sum,
        currency: asking.baseCurrency,
        ...((foreign[group] ?? 0) > 0 ? { isMixed: true } : {}),
        ...(left > 0 ? { withoutRate: left } : {}),
      }
    },
  }
}

const summed = (column: Column): MoneyColumn | NumberColumn | null => {
  const single = column.kind === 'many' ? column.values : column
  return single.kind === 'money' || single.kind === 'number' ? single : null
}

const numberAdder =
  (present: Uint8Array, values: Floats): Adder['add'] =>
  ({ value }, group, row) => {
    if (present[row] === 1) value[group] = (value[group] ?? 0) + (values[row] ?? 0)
  }

const moneyAdder = ({ present, base, currency, currencies }: MoneyColumn, baseCurrency: string): Adder['add'] => {
  const own = currencies.indexOf(baseCurrency)
  return ({ value, foreign, withoutRate }, group, row) => {
    if (present[row] !== 1) return
    const amount = base[row] ?? NaN
    if (Number.isNaN(amount)) withoutRate[group] = (withoutRate[group] ?? 0) + 1
    else value[group] = (value[group] ?? 0) + amount
    if (currency[row] !== own) foreign[group] = (foreign[group] ?? 0) + 1
  }
}

const addItems =
  (start: Uint32Array, count: Uint32Array, addOne: Adder['add']): Adder['add'] =>
  (sums, group, row) => {
    const from = start[row] ?? 0
    const to = from + (count[row] ?? 0)
    for (let item = from; item < to; item += 1) addOne(sums, group, item)
  }
