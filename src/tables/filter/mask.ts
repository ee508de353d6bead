import type { Field } from '../../domain/entity.ts'
import { TAG_ROWS, type Codes, type Column, type Floats, type ManyColumn, type Rows, type TaggedRefs } from '../column.ts'
import { foldedPool } from '../plain.ts'
import type { Range, Test } from './condition.ts'
import type { Strings } from '../strings.ts'

/** One byte a row: 1 where some value that the row holds there meets the test. */
export const maskOf = (test: Test, column: Column, field: Field | null, rowsOf: (entity: string) => Rows, length: number): Uint8Array => {
  if (column.kind === 'many') return manyMask(test, column, field, rowsOf, length)
  const { present } = column
  const mask = present.slice(0, length)
  switch (test.kind) {
    case 'any':
      return mask
    case 'text':
      if (column.kind !== 'text') break
      return pick(mask, column.codes, textTable(test, column.pool, field))
    case 'names':
      if (column.kind === 'choice') return pick(mask, column.codes, nameTable(test.names, column.pool))
      if (column.kind === 'ref') return pick(mask, column.rows, rowTable(test.names, rowsOf(column.to)))
      break
    case 'flag':
      if (column.kind !== 'flag') break
      return pick(mask, column.values, Uint8Array.of(Number(test.no), Number(test.yes)))
    case 'ranges':
      if (column.kind === 'number' || column.kind === 'instant' || column.kind === 'day') return within(mask, column.values, test.ranges)
      if (column.kind === 'money') return within(mask, column.base, test.ranges)
  }
  return mask.fill(0)
}

/** Whether one row holds a value that meets the test. */
export const rowMeets = (test: Test, column: Column, field: Field | null, rowsOf: (entity: string) => Rows, row: number): boolean => {
  if (column.kind !== 'many') return maskAt(test, column, field, rowsOf, row)
  const from = column.start[row] ?? 0
  const to = from + (column.count[row] ?? 0)
  for (let item = from; item < to; item += 1) {
    if (column.values.kind === 'tagged' ? taggedMeets(test, column.values, rowsOf, item) : maskAt(test, column.values, field, rowsOf, item))
      return true
  }
  return false
}

/** Carries a mask over what references name back to the rows that refer. */
export const pulled = (target: Uint8Array, column: Column, length: number): Uint8Array => {
  if (column.kind === 'ref') return pick(column.present.slice(0, length), column.rows, target)
  if (column.kind !== 'many') throw new Error('only references are followed')
  return someItem(column, pulledItems(target, column), length)
}
/** The same for a list's items. */
export const pulledItems = (target: Uint8Array, { values }: ManyColumn): Uint8Array => {
  if (values.kind !== 'ref') throw new Error('only references are followed')
  return pick(values.present.slice(), values.rows, target)
}

const maskAt = (test: Test, column: Column, field: Field | null, rowsOf: (entity: string) => Rows, row: number): boolean => {
  if (column.present[row] !== 1) return false
  switch (test.kind) {
    case 'any':
      return true
    case 'text':
      return column.kind === 'text' && textTable(test, column.pool, field)[column.codes[row] ?? 0] === 1
    case 'names':
      if (column.kind === 'choice') return test.names.has(column.pool.at(column.codes[row] ?? 0) ?? '')
      return column.kind === 'ref' && test.names.has(rowsOf(column.to).idOf(column.rows[row] ?? 0))
    case 'flag':
      return column.kind === 'flag' && (column.values[row] === 1 ? test.yes : test.no)
    case 'ranges':
      if (column.kind === 'money') return isWithin(column.base[row] ?? NaN, test.ranges)
      return (
        (column.kind === 'number' || column.kind === 'instant' || column.kind === 'day') && isWithin(column.values[row] ?? NaN, test.ranges)
      )
  }
}

export const isWithin = (value: number, ranges: readonly Range[]): boolean => ranges.some(([from, to]) => value >= from && value <= to)

const manyMask = (test: Test, column: ManyColumn, field: Field | null, rowsOf: (entity: string) => Rows, length: number): Uint8Array => {
  if (test.kind === 'any' && column.values.kind === 'tagged')
    return column.present.slice(0, length).map((_, row) => ((column.count[row] ?? 0) > 0 ? 1 : 0))
  const items =
    column.values.kind === 'tagged'
      ? taggedMask(test, column.values, rowsOf)
      : maskOf(test, column.values, field, rowsOf, column.values.present.length)
  return someItem(column, items, length)
}

const someItem = ({ start, count }: ManyColumn, items: Uint8Array, length: number): Uint8Array => {
  const mask = new Uint8Array(length)
  for (let row = 0; row < length; row += 1) {
    const many = count[row] ?? 0
    if (many === 0) continue
    const from = start[row] ?? 0
    for (let item = from; item < from + many; item += 1) {
      if (items[item] === 1) {
        mask[row] = 1
        break
      }
    }
  }
  return mask
}

const taggedMask = (test: Test, { tags, entities }: TaggedRefs, rowsOf: (entity: string) => Rows): Uint8Array => {
  const mask = new Uint8Array(tags.length)
  if (test.kind !== 'names') return mask
  const wanted = new Set<number>()
  entities.forEach((entity, at) => {
    for (const id of test.names) {
      const row = id.startsWith(`${entity}_`) ? rowsOf(entity).rowOf(id) : -1
      if (row >= 0) wanted.add(at * TAG_ROWS + row)
    }
  })
  if (wanted.size > 0) for (let item = 0; item < tags.length; item += 1) if (wanted.has(tags[item] ?? 0)) mask[item] = 1
  return mask
}

const taggedMeets = (test: Test, { tags, entities }: TaggedRefs, rowsOf: (entity: string) => Rows, item: number): boolean => {
  if (test.kind !== 'names') return test.kind === 'any'
  const tag = tags[item] ?? 0
  const entity = entities[Math.floor(tag / TAG_ROWS)]
  return entity !== undefined && test.names.has(rowsOf(entity).idOf(tag % TAG_ROWS))
}

const pick = (mask: Uint8Array, codes: Codes | Uint8Array, table: Uint8Array): Uint8Array => {
  for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1) mask[row] = table[codes[row] ?? 0] ?? 0
  return mask
}

const within = (mask: Uint8Array, values: Floats | Int32Array, ranges: readonly Range[]): Uint8Array => {
  const [first = [1, 0] as const] = ranges
  if (ranges.length < 2) {
    const [from, to] = first
    for (let row = 0; row < mask.length; row += 1) {
      const value = values[row] ?? NaN
      if (!(value >= from && value <= to)) mask[row] = 0
    }
    return mask
  }
  for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1 && !isWithin(values[row] ?? NaN, ranges)) mask[row] = 0
  return mask
}

/** Which pooled values meet the test: a value is judged once, and what the pool gains later when it comes. */
const textTable = (test: Extract<Test, { kind: 'text' }>, pool: Strings, field: Field | null): Uint8Array => {
  let tables = tablesByPool.get(pool)
  if (tables === undefined) {
    tables = new Map()
    tablesByPool.set(pool, tables)
  }
  const known = tables.get(test.key)
  if (known?.length === pool.length) return known
  const table = new Uint8Array(pool.length)
  const folded = foldedPool(pool, field)
  if (known !== undefined) table.set(known)
  for (let code = known?.length ?? 0; code < pool.length; code += 1) {
    const forms = folded[code] ?? ''
    table[code] = Number(typeof forms === 'string' ? test.holds(forms) : forms.some(test.holds))
  }
  tables.delete(test.key)
  tables.set(test.key, table)
  const [oldest] = tables.keys()
  if (tables.size > keptTables && oldest !== undefined) tables.delete(oldest)
  return table
}
const keptTables = 8
const tablesByPool = new WeakMap<Strings, Map<string, Uint8Array>>()

const nameTable = (names: ReadonlySet<string>, pool: Strings): Uint8Array => Uint8Array.from(pool, (name) => Number(names.has(name)))

const rowTable = (ids: ReadonlySet<string>, rows: Rows): Uint8Array => {
  const table = new Uint8Array(rows.length)
  for (const id of ids) {
    const row = rows.rowOf(id)
    if (row >= 0) table[row] = 1
  }
  return table
}
