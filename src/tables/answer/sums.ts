import type { Asking } from '../asking.ts'
import type { Column, Floats, MoneyColumn, NumberColumn } from '../column.ts'
import { itemsMeeting } from '../filter/items.ts'
import { placeOf, type Read } from '../filter/path.ts'
import type { Filter, Problem, Sum } from '../view.ts'
import { pricedItems, pricedList, pricedReads, type Priced } from './priced.ts'

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

/** What can be added up: numbers, money, either in a list's items, and what priced items come to (`lines.amount`). */
export const sumProblem = (column: string, entity: string, asking: Asking): Problem | null => {
  if (pricedAt(column, entity, asking) !== null) return null
  const place = placeOf(column, entity, asking)
  if (place === null) return { kind: 'unknownColumn', column }
  return place.hop === null && summed(place.column) !== null ? null : { kind: 'wrongOp', column }
}

export const sumReads = (column: string, entity: string, asking: Asking): readonly Read[] => {
  const list = pricedAt(column, entity, asking) === null ? null : pricedList(column)
  if (list !== null) return pricedReads(list).map((read) => ({ entity, column: read }))
  return [{ entity, column: placeOf(column, entity, asking)?.name ?? column }]
}

/** Adds up the rows of a mask; of a list's items those alone that meet what `filter` asks of the list. */
export const totalOf = (mask: Uint8Array, column: string, entity: string, asking: Asking, filter?: Filter): Sum => {
  const adder = adderOf(column, entity, asking, filter)
  const sums = adder.empty(1)
  for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1) adder.add(sums, 0, row)
  return adder.sumAt(sums, 0)
}

export const totalsByGroup = ({ rows, start }: Grouped, column: string, entity: string, asking: Asking, filter?: Filter): Totals => {
  const adder = adderOf(column, entity, asking, filter)
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

const adderOf = (path: string, entity: string, asking: Asking, filter: Filter | undefined): Adder => {
  const priced = pricedAt(path, entity, asking)
  if (priced !== null) return pricedAdder(priced, itemsMeeting(filter, pricedList(path) ?? '', entity, asking), asking.baseCurrency)
  const column = placeOf(path, entity, asking)?.column
  const single = column === undefined ? null : summed(column)
  if (column === undefined || single === null) throw new Error(`${path} does not add up`)
  const addOne = single.kind === 'money' ? moneyAdder(single, asking.baseCurrency) : numberAdder(single.present, single.values)
  if (column.kind !== 'many') return { empty, add: addOne, sumAt: sumReader(single.kind === 'money' ? asking.baseCurrency : null) }
  const meeting = itemsMeeting(filter, path.slice(0, path.lastIndexOf('.')), entity, asking)
  return {
    empty,
    add: addItems(column.start, column.count, meeting, addOne),
    sumAt: sumReader(single.kind === 'money' ? asking.baseCurrency : null),
  }
}

const empty = (groups: number): Running => ({
  value: new Float64Array(groups),
  foreign: new Uint32Array(groups),
  withoutRate: new Uint32Array(groups),
})

const sumReader =
  (currency: string | null): Adder['sumAt'] =>
  ({ value, foreign, withoutRate }, group) => {
    const sum = { value: value[group] ?? 0 }
    if (currency === null) return sum
    const left = withoutRate[group] ?? 0
    return { ...sum, currency, ...((foreign[group] ?? 0) > 0 ? { isMixed: true } : {}), ...(left > 0 ? { withoutRate: left } : {}) }
  }

const pricedAt = (path: string, entity: string, asking: Asking): Priced | null => {
  const list = pricedList(path)
  return list === null ? null : pricedItems(asking.rows(entity), list, asking.baseCurrency)
}

const pricedAdder = ({ column: { start, count }, baseAt, isForeign }: Priced, meeting: Uint8Array | null, currency: string): Adder => ({
  empty,
  add: ({ value, foreign, withoutRate }, group, row) => {
    const from = start[row] ?? 0
    const to = from + (count[row] ?? 0)
    let sum = 0
    for (let item = from; item < to; item += 1) if (meeting === null || meeting[item] === 1) sum += baseAt(row, item)
    if (Number.isNaN(sum)) withoutRate[group] = (withoutRate[group] ?? 0) + 1
    else value[group] = (value[group] ?? 0) + sum
    if (isForeign(row)) foreign[group] = (foreign[group] ?? 0) + 1
  },
  sumAt: sumReader(currency),
})

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
  const own = [...currencies].indexOf(baseCurrency)
  return ({ value, foreign, withoutRate }, group, row) => {
    if (present[row] !== 1) return
    const amount = base[row] ?? NaN
    if (Number.isNaN(amount)) withoutRate[group] = (withoutRate[group] ?? 0) + 1
    else value[group] = (value[group] ?? 0) + amount
    if (currency[row] !== own) foreign[group] = (foreign[group] ?? 0) + 1
  }
}

const addItems =
  (start: Uint32Array, count: Uint32Array, meeting: Uint8Array | null, addOne: Adder['add']): Adder['add'] =>
  (sums, group, row) => {
    const from = start[row] ?? 0
    const to = from + (count[row] ?? 0)
    for (let item = from; item < to; item += 1) if (meeting === null || meeting[item] === 1) addOne(sums, group, item)
  }
