import type { Id } from '../../core/ids.ts'
import type { Values } from '../../domain/check.ts'
import type { EntityName } from '../../domain/entities.ts'
import type { CellProblem } from '../../files/draft.ts'
import type { Mapping } from '../../files/mapping.ts'
import type { RefusedRow } from '../../files/plan.ts'
import type { Chosen, FileSketch } from '../../files/sketch.ts'
import type { FileRefusal } from '../../files/source.ts'
import type { CustomersAre, Purpose, Target } from '../../files/targets.ts'
import type { ColumnType } from '../../files/typing.ts'

/** What the person may set before the engine proposes the rest. */
export interface ImportChoice {
  readonly layout: Chosen
  /** Guessed where null. */
  readonly purpose: Purpose | null
  readonly customersAre: CustomersAre | null
  /** What an order's line is called where the file does not say, in the person's language. */
  readonly lineName: string
}

/** What becomes of a record that the book holds already: it takes the file's values, or only those it lacks, or stays as it is. */
export type KnownRecord = 'update' | 'fill' | 'skip'

export interface ImportPlan {
  readonly format: FileSketch['format']
  readonly mapping: Mapping
  readonly known: KnownRecord
}

/** A place for a column, as plain data: the page knows no schemas. */
export interface ImportTarget {
  readonly target: Target
  readonly entity: EntityName
  readonly field: string
  /** Part of a name or an address, or the field of an item. */
  readonly part: string | null
  readonly kind: string
  readonly isItem: boolean
  /** Records can be found again by it. */
  readonly isKey: boolean
}

export type ImportSketch =
  | { readonly ok: false; readonly refusal: FileRefusal }
  | {
      readonly ok: true
      readonly sketch: FileSketch
      readonly plan: ImportPlan
      readonly types: readonly ColumnType[]
      readonly targets: readonly ImportTarget[]
    }

/** A record as the import would leave it, for the eye: references hold marks that `titles` names. */
export interface PreviewRecord {
  readonly entity: EntityName
  readonly isNew: boolean
  readonly fields: Values
  readonly titles: Readonly<Record<string, string>>
  readonly line: number
}

/** The first records that the plan makes, and the rows that it refuses among those it read. */
export interface ImportPreview {
  readonly records: readonly PreviewRecord[]
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
  readonly rows: number
  /** The preview saw the whole file. */
  readonly isWhole: boolean
}

export interface ImportCounts {
  readonly created: number
  readonly updated: number
  /** Already there, with nothing to change. */
  readonly unchanged: number
}

export interface ImportResult {
  /** What takes it back; null where nothing was written. */
  readonly importId: Id | null
  readonly rows: number
  readonly byEntity: Readonly<Record<string, ImportCounts>>
  /** At most the first `REFUSED_KEPT`; `refusedCount` counts all. */
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
  /** Values that were left out of a record that came in. */
  readonly leftOut: readonly CellProblem[]
  readonly leftOutCount: number
  /** `diskFull`: nothing of it is kept, unless an `importId` says that it has to be taken back; `cancelled` and `broken`: what came in until then stays until it is undone. */
  readonly ended: 'whole' | 'cancelled' | 'diskFull' | 'broken'
}

/** More refused rows than these are counted and not kept: they have to reach the page in one piece. */
export const REFUSED_KEPT = 20_000

/** An import that can still be taken back. */
export interface PastImport {
  readonly importId: Id
  /** Epoch ms. */
  readonly at: number
  readonly name: string
  /** Empty while it runs, and where it was interrupted. */
  readonly byEntity: Readonly<Record<string, ImportCounts>>
  readonly ended: ImportResult['ended'] | 'interrupted'
}

export interface ImportUndone {
  /** Records that the import had made, and that are gone. */
  readonly removed: number
  /** Records that have their old values back. */
  readonly reverted: number
  /** Made by the import and changed since by hand: they stay. */
  readonly kept: number
}
