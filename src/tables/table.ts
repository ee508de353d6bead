import type { Id } from '../core/ids.ts'
import type { Fields } from '../domain/entity.ts'
import type { Column, RowChange, Rows } from './column.ts'
import type { FieldContext } from './columns/fields.ts'
import type { Spine } from './columns/spine.ts'
import type { Unit } from './columns/unit.ts'
import type { Part } from './columns/writer.ts'
import type { Ids } from './ids.ts'

/** The rows of one entity, as the tables write them. */
export interface Table {
  readonly rows: Rows
  readonly ids: Ids
  readonly spine: Spine
  readonly units: readonly Unit[]
  readonly unit: (name: string) => Unit | null
  /** Units whose blobs are not read yet; the spine among them. */
  readonly missing: ReadonlySet<string>
  /** Units that are being filled in from the records. */
  readonly filling: ReadonlySet<string>
  readonly expect: (names: readonly string[]) => void
  /** Takes in fields that it lacks, and those that are to be computed anew; unless no record has a value of them, `fill` and `filled` follow. */
  readonly extend: (fields: Fields, isEmpty: boolean) => void
  readonly fill: (change: RowChange) => void
  readonly filled: () => void
  readonly rowFor: (id: Id) => number
  readonly apply: (change: RowChange) => void
  /** What is missing is there now; false, with the table no longer of use, where the parts do not fit. */
  readonly load: (name: string, parts: readonly Part[]) => boolean
  /** A fold wrote a cell. */
  readonly note: (row: number, unit: Unit) => void
  /** What changed since it was last asked. */
  readonly changes: () => { readonly rows: readonly number[]; readonly columns: ReadonlySet<string> } | null
  /** By part, one byte a unit (the spine first): 1 where a blob is to be written. */
  readonly dirty: readonly Uint8Array[]
  /** Moves the items of lists with much dead space together. */
  readonly tidy: () => void
  readonly owned: () => ReadonlyMap<string, number>
  /** A column that a model computed whole; it is nobody's field and no blob holds it. */
  readonly provide: (name: string, column: Column) => void
}

export interface TableContext extends FieldContext {
  /** Told before a row changes, so that folds can take out what it was. */
  readonly touch: (entity: string, row: number) => void
  /** Told when a row came to life, or went. */
  readonly lived: (entity: string, row: number) => void
}
