import type { Day, Instant } from '../core/day.ts'
import type { EntityName } from '../domain/entities.ts'
import type { ListedEntity } from '../domain/named.ts'
import type { MessageKey } from '../i18n/messages.ts'
import type { Filter, RowCells, Sort } from '../tables/view.ts'
import type { Icon } from '../ui/icon.ts'
import type { Drawing } from '../ui/signs/EmptyState.svelte'
import type { Tone } from '../ui/signs/tone.ts'

/** An entity whose records have a place in the app: all that the frame needs to lead there. */
export interface Area {
  readonly entity: ListedEntity
  /** `/companies`; a record is at `/companies/<id>`. */
  readonly href: `/${string}`
  readonly title: MessageKey
  readonly create: MessageKey
  readonly icon: Icon
}

/** How its records are listed: everything that differs between companies, contacts, deals, orders and products. */
export interface ListArea extends Area {
  readonly empty: MessageKey
  readonly drawing: Drawing
  /** Columns of a desktop's table, in its order; the title comes first. */
  readonly columns: readonly string[]
  /** What `line` reads of a row: a phone's list asks for these alone, and fetches no other column from the disk. */
  readonly reads: readonly string[]
  readonly sort: readonly Sort[]
  /** Columns added up above the list. */
  readonly sums: readonly string[]
  readonly groups: readonly string[]
  /** Ready-made views, as chips above the list. */
  readonly views: readonly ReadyView[]
  /** A row on a phone: who, what matters now, and what stands at the right. */
  readonly line: (row: RowCells, moment: Moment) => Line
}

/** How one of them is made and shown. */
export interface RecordArea extends ListArea {
  /** Fields of a new record: the few that matter, then the rest behind "more". */
  readonly form: { readonly first: readonly string[]; readonly more: readonly string[] }
  /** Fields of the record page, in order. */
  readonly details: readonly string[]
  /** Lists of records that point here. */
  readonly related: readonly Related[]
}

/** When somebody looks: what is late or near depends on it. */
export interface Moment {
  readonly now: Instant
  readonly today: Day
}

export interface Line {
  readonly title: string
  /** One or two graphemes for the disc. */
  readonly initials: string
  readonly context: string
  readonly value?: string
  readonly when?: string
  readonly isLate?: boolean
  readonly chip?: LineChip
}

export interface LineChip {
  readonly text: string
  readonly tone: Tone
}

export interface ReadyView {
  readonly title: MessageKey
  readonly filter: Filter
  readonly sort?: readonly Sort[]
}

export interface Related {
  readonly entity: EntityName
  /** The field of that entity that names this record. */
  readonly by: string
  readonly sums: readonly string[]
}
