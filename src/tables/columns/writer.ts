import type { Column, TaggedRefs } from '../column.ts'
import type { Presence } from '../arrays.ts'
import type { Strings } from '../strings.ts'

export type Held = Readonly<Record<string, unknown>>
/** What a row is written from whose record is gone, or not here yet. */
export const noRecord: Held = {}

/** A column, or the values of a list, as the table writes it. A place is a row, or an item's place in its list's column. */
export interface Writer<C = Column | TaggedRefs> {
  readonly column: C
  readonly grow: (capacity: number) => void
  /** True where the place now holds another value; what is no value of the column's empties it. The record tells a foreign amount's rate. */
  readonly set: (at: number, value: unknown, record: Held) => boolean
  /** The plain value, as a record holds it. */
  readonly valueAt: (at: number) => unknown
  /** Places `from` … `to` - 1 as a blob holds them. */
  readonly part: (from: number, to: number) => Part
  /** Takes a part over at `at`; false where it does not fit this column. */
  readonly take: (at: number, part: Part) => boolean
  /** Keeps the places named, in this order. */
  readonly gather: (places: Uint32Array, count: number, capacity: number) => void
  /** Bytes of its own arrays and indexes. */
  readonly owned: () => number
}

/** Writers whose cells are single numbers: what a fold reads and writes. */
export interface Numeric<C = Column> extends Writer<C> {
  /** NaN where there is none; money in the base currency. */
  readonly numberAt: (at: number) => number
  /** True where it differs; NaN empties. */
  readonly put: (at: number, value: number) => boolean
}

/** Writers whose values are codes: what a set is made of. */
export interface Coded<C = Column | TaggedRefs> extends Writer<C> {
  /** -1 for what is no value. */
  readonly codeOf: (value: unknown) => number
  readonly putCode: (at: number, code: number) => boolean
}

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** Some places of a column as plain data, which knows neither table nor bytes. */
export interface Part {
  readonly count: number
  readonly present: Uint8Array | 'all' | 'none'
  readonly arrays: readonly Numbers[]
  /** Its own dictionary: parts do not depend on each other. */
  readonly texts: Strings
  /** Kept with the texts: to read 100,000 of them again for their hashes would take longer than all else. */
  readonly hashes: Numbers
  readonly links: readonly Link[]
  /** What else must be the same for it to hold: the base currency. */
  readonly note: string
}
/** The rows of another entity that references were written for. */
export interface Link {
  readonly entity: string
  readonly rows: number
  readonly fingerprint: number
}
export const partOf = (count: number, more: Partial<Part>): Part => ({
  count,
  present: 'all',
  arrays: [],
  texts: [],
  hashes: new Uint8Array(0),
  links: [],
  note: '',
  ...more,
})

export const presencePart = (presence: Presence, from: number, to: number): Uint8Array | 'all' | 'none' => {
  const bytes = presence.bytes.subarray(from, to)
  const first = bytes[0] ?? 0
  for (const byte of bytes) if (byte !== first) return bytes
  return first === 1 ? 'all' : 'none'
}
