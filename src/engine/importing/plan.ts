import type { Id } from '../../core/ids.ts'
import type { FileRefusal } from '../../files/source.ts'
import type { Chosen, FileSketch } from '../../files/sketch.ts'
import type { Mapping } from '../../files/mapping.ts'
import type { ColumnType } from '../../files/typing.ts'
import type { Draft } from '../../files/draft.ts'
import type { RefusedRow } from '../../files/plan.ts'
import type { CustomersAre, Purpose, Target } from '../../files/targets.ts'

/** What the person may set before the engine proposes the rest. */
export interface ImportChoice {
  readonly layout: Chosen
  /** Guessed where null. */
  readonly purpose: Purpose | null
  readonly customersAre: CustomersAre | null
  /** What an order's line is called where the file does not say, in the person's language. */
  readonly lineName: string
}

export interface ImportPlan {
  readonly format: FileSketch['format']
  readonly mapping: Mapping
}

export type ImportSketch =
  | { readonly ok: false; readonly refusal: FileRefusal }
  | {
      readonly ok: true
      readonly sketch: FileSketch
      readonly plan: ImportPlan
      readonly types: readonly ColumnType[]
      /** Days could be read in another order: ask. */
      readonly isDayOrderClear: boolean
      readonly targets: readonly Target[]
      readonly keys: readonly Target[]
    }

/** The first drafts that the plan makes, and the rows that it refuses among those it read. */
export interface ImportPreview {
  readonly drafts: readonly Draft[]
  readonly refused: readonly RefusedRow[]
  readonly rows: number
}

export interface ImportCounts {
  readonly created: number
  readonly updated: number
}

export interface ImportResult {
  /** What takes it back; null where nothing was made. */
  readonly importId: Id | null
  readonly rows: number
  readonly byEntity: Readonly<Record<string, ImportCounts>>
  /** At most the first thousand; `refusedCount` counts all. */
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
  /** Why it ended early: what was imported until then stays until it is undone. */
  readonly ended: 'whole' | 'cancelled' | 'diskFull' | 'broken'
}
