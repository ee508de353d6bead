import type { Id } from '../core/ids.ts'
import type { Origin, Strings } from './strings.ts'

/**
 * One field of every row, as typed arrays. Arrays are longer than `length` and are replaced as they grow: read them afresh after each change.
 * A row is a number that never changes while the table lives; a reference holds the row of the record that it names, which may be a ghost.
 * What `present` denies, the other arrays do not tell: several columns share one array of zeros until they hold a value.
 */
export type Column = TextColumn | NumberColumn | DayColumn | FlagColumn | ChoiceColumn | RefColumn | MoneyColumn | ManyColumn

/** As narrow as the values need: widened, never narrowed, while the table lives. */
export type Codes = Uint8Array | Uint16Array | Uint32Array
/** 32 bits where every value is exact in them. */
export type Floats = Float32Array | Float64Array

interface Common {
  /** One byte a row: 1 where the field holds a value. Null sorts last both ways and reaches no sum. */
  readonly present: Uint8Array
  readonly get: (row: number) => unknown
}

export interface TextColumn extends Common {
  readonly kind: 'text'
  /** Position in `pool`. */
  readonly codes: Codes
  /** Distinct values, in order of first appearance; values no row holds any more stay until the blob is rewritten. One object, only added to. */
  readonly pool: Strings
  /** What of the pool came from blobs; a model's column has no such thing. */
  readonly origin?: () => Origin | null
}
/** `instant`: epoch ms. */
export interface NumberColumn extends Common {
  readonly kind: 'number' | 'instant'
  readonly values: Floats
}
/** Days since 1970. */
export interface DayColumn extends Common {
  readonly kind: 'day'
  readonly values: Int32Array
}
export interface FlagColumn extends Common {
  readonly kind: 'flag'
  readonly values: Uint8Array
}
export interface ChoiceColumn extends Common {
  readonly kind: 'choice'
  readonly codes: Codes
  /** Declared choices first; what a newer app wrote comes after them. */
  readonly pool: Strings
}
export interface RefColumn extends Common {
  readonly kind: 'ref'
  /** The entity that rows point into. */
  readonly to: string
  readonly rows: Uint32Array
}
export interface MoneyColumn extends Common {
  readonly kind: 'money'
  /** Minor units of the row's own currency. */
  readonly amounts: Float64Array
  /** Position in `currencies`. */
  readonly currency: Codes
  readonly currencies: Strings
  /** Minor units of the base currency at the record's stored rate; NaN where no rate is stored. The same array as `amounts` while no row is in a foreign currency. */
  readonly base: Float64Array
}
/** Sets, and one column for each field of a list's items, all of them with the offsets of their list. */
export interface ManyColumn extends Common {
  readonly kind: 'many'
  /** Row r holds `values[start[r]] … values[start[r] + count[r] - 1]`. Items move when the list is tidied: keep no item positions between two calls. */
  readonly start: Uint32Array
  readonly count: Uint32Array
  /** One value an item: a text, choice, number or money column by item; for references an entity-tagged row (see `refTag`). */
  readonly values: Column | TaggedRefs
}
export interface TaggedRefs {
  readonly kind: 'tagged'
  /** `entity index * 2^28 + row`. */
  readonly tags: Uint32Array
  readonly entities: readonly string[]
}
export const TAG_ROWS = 2 ** 28

/** The rows of one entity. */
export interface Rows {
  readonly entity: string
  /** Rows 0 … length - 1, ghosts and removed ones among them. */
  readonly length: number
  /** One byte a row: 0 ghost or gone, 1 live, 2 in the trash. */
  readonly live: Uint8Array
  /** 16 bytes a row: ties are broken by them without making strings. Replaced as it grows, like a column's arrays. */
  readonly idBytes: Uint8Array
  readonly idOf: (row: number) => Id
  /** -1 where the id is unknown. */
  readonly rowOf: (id: Id) => number
  /** `phones.value` names the field `value` of the list `phones`. Null where the entity has no such column. */
  readonly column: (name: string) => Column | null
}
export const GHOST = 0
export const LIVE = 1
export const TRASHED = 2

/** One record as a commit leaves it: null when it is gone for good. */
export interface RowChange {
  readonly entity: string
  readonly id: Id
  readonly spaceId: string
  /** Chooses the pack; kept as the hidden column `$bucket`. */
  readonly bucket: number
  readonly record: Readonly<Record<string, unknown>> | null
}

/** What a commit changed, for the watches that read it. */
export interface Changed {
  readonly entity: string
  readonly rows: readonly number[]
  /** Names of the columns whose cells differ. */
  readonly columns: ReadonlySet<string>
}
