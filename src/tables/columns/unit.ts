import type { Column, ManyColumn } from '../column.ts'
import { createSpans, type Spans } from './spans.ts'
import type { Coded, Held, Numeric, Part, Writer } from './writer.ts'

/** What is kept, loaded and written out by itself: a field, a set, a list's offsets, or one field of a list's items. */
export interface Unit {
  readonly name: string
  /** Null for a list's offsets, which no one asks for. */
  readonly column: Column | null
  /** Set for what a fold may read or write. */
  readonly numeric: Numeric | null
  /** Folded from other records: no record brings it. */
  readonly isFolded: boolean
  /** The field of a record that it is fed by; null for what is computed from several, and for folds. */
  readonly field: string | null
  /** True where a cell of the row changed. `value` is the record's `field`. */
  readonly write: (row: number, value: unknown, record: Held) => boolean
  readonly grow: (capacity: number) => void
  readonly part: (from: number, to: number) => Part
  /** Takes rows 0 … over from their parts in order; false where one does not fit. */
  readonly take: (parts: readonly Part[]) => boolean
  readonly owned: () => number
  /** The offsets that this needs in place first. */
  readonly spans: Spans | null
}

/** `compute` where the value is no field of the record. */
export const scalarUnit = (
  name: string,
  writer: Writer<Column>,
  isFolded = false,
  compute: ((record: Held) => unknown) | null = null,
): Unit => ({
  name,
  field: isFolded || compute !== null ? null : name,
  column: writer.column,
  numeric: 'put' in writer ? (writer as Numeric) : null, // only a Numeric has `put`
  isFolded,
  write: compute === null ? writer.set : (row, _, record) => writer.set(row, compute(record), record),
  grow: writer.grow,
  part: writer.part,
  take: (parts) => takeInOrder(writer, parts),
  owned: writer.owned,
  spans: null,
})

/** Distinct values of a row, in the record's order. */
export const setUnit = (name: string, writer: Coded): Unit => {
  const spans = createSpans()
  spans.join(writer)
  const codes: number[] = []
  return {
    name,
    field: name,
    column: manyColumn(spans, writer),
    numeric: null,
    isFolded: false,
    write: (row, value) => {
      codes.length = 0
      for (const each of listOf(value)) {
        const code = writer.codeOf(each)
        if (code >= 0 && !codes.includes(code)) codes.push(code)
      }
      let isChanged = spans.fit(row, codes.length)
      const at = spans.start[row] ?? 0
      for (let item = 0; item < codes.length; item += 1) if (writer.putCode(at + item, codes[item] ?? 0)) isChanged = true
      if (spans.isWasteful()) spans.tidy()
      return isChanged
    },
    grow: spans.grow,
    part: (from, to) => {
      spans.tidy()
      const inner = writer.part(...spans.range(from, to))
      return { ...inner, count: to - from, arrays: [spans.count.slice(from, to), ...inner.arrays] }
    },
    take: (parts) => {
      let row = 0
      return parts.every((part) => {
        const [counts, ...arrays] = part.arrays
        const at = spans.taken()
        if (counts === undefined || !spans.take(row, { ...part, arrays: [counts] })) return false
        row += part.count
        const items = spans.taken() - at
        return items === 0 || writer.take(at, { ...part, count: items, arrays })
      })
    },
    owned: () => spans.owned() + writer.owned(),
    spans: null,
  }
}

export interface ItemField {
  readonly name: string
  readonly writer: Writer<Column>
}
/** A list's offsets first, then a unit for each field of its items. */
export const listUnits = (name: string, fields: readonly ItemField[]): readonly Unit[] => {
  const spans = createSpans()
  /** The row whose items moved last: writing one row may bring another to be. */
  let moved = -1
  const offsets: Unit = {
    name,
    field: name,
    column: null,
    numeric: null,
    isFolded: false,
    write: (row, value) => {
      const isMoved = spans.fit(row, listOf(value).length)
      if (isMoved) moved = row
      else if (moved === row) moved = -1
      return isMoved
    },
    grow: spans.grow,
    part: (from, to) => {
      spans.tidy()
      return spans.part(from, to)
    },
    take: (parts) => {
      let row = 0
      return parts.every((part) => spans.take((row += part.count) - part.count, part))
    },
    owned: spans.owned,
    spans,
  }
  return [offsets, ...fields.map((field) => itemUnit(name, field, spans, (row) => moved === row))]
}

const itemUnit = (list: string, { name, writer }: ItemField, spans: Spans, isMoved: (row: number) => boolean): Unit => {
  spans.join(writer)
  return {
    name: `${list}.${name}`,
    field: list,
    column: manyColumn(spans, writer),
    numeric: null,
    isFolded: false,
    write: (row, value, record) => {
      const items = listOf(value)
      const at = spans.start[row] ?? 0
      let isChanged = isMoved(row)
      for (let item = 0; item < items.length; item += 1) {
        if (writer.set(at + item, fieldOf(items[item], name), record)) isChanged = true
      }
      return isChanged
    },
    grow: () => undefined,
    part: (from, to) => {
      spans.tidy()
      return { ...writer.part(...spans.range(from, to)) }
    },
    take: (parts) => parts.reduce((sum, { count }) => sum + count, 0) === spans.taken() && takeInOrder(writer, parts),
    owned: writer.owned,
    spans,
  }
}

const takeInOrder = (writer: Writer<unknown>, parts: readonly Part[]): boolean => {
  let at = 0
  return parts.every((part) => writer.take((at += part.count) - part.count, part))
}

const nothing: readonly unknown[] = []
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : nothing)
const fieldOf = (item: unknown, name: string): unknown => (typeof item === 'object' && item !== null ? (item as Held)[name] : undefined) // any object may be asked for a field

const manyColumn = (spans: Spans, { column, valueAt }: Writer): ManyColumn => {
  return {
    kind: 'many',
    get present() {
      return spans.presence.bytes
    },
    get start() {
      return spans.start
    },
    get count() {
      return spans.count
    },
    values: column,
    get: (row) => {
      const from = spans.start[row] ?? 0
      return Array.from({ length: spans.count[row] ?? 0 }, (_, item) => valueAt(from + item))
    },
  }
}
