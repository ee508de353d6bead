import type { EntityName } from '../domain/entities.ts'
import type { MessageKey } from '../i18n/messages.ts'
import type { RowCells, Sort } from '../tables/view.ts'
import type { Icon } from '../ui/icon.ts'

/** How records of one entity are listed, made and shown: everything that differs between companies, contacts, deals, orders and products. */
export interface Area {
  readonly entity: EntityName
  /** `/companies`; a record is at `/companies/<id>`. */
  readonly href: `/${string}`
  readonly title: MessageKey
  readonly create: MessageKey
  readonly empty: MessageKey
  readonly icon: Icon
  /** Columns that a list asks for, in the order a desktop shows them. */
  readonly columns: readonly string[]
  readonly sort: readonly Sort[]
  /** Columns added up above the list. */
  readonly sums: readonly string[]
  readonly groups: readonly string[]
  /** A row on a phone: who, what matters now, and what stands at the right. */
  readonly line: (row: RowCells) => Line
  /** Fields of a new record: the few that matter, then the rest behind "more". */
  readonly form: { readonly first: readonly string[]; readonly more: readonly string[] }
  /** Fields of the record page, in order. */
  readonly details: readonly string[]
  /** Lists of records that point here. */
  readonly related: readonly Related[]
}

export interface Line {
  readonly title: string
  readonly context: string
  readonly value?: string
  readonly when?: string
  readonly chip?: { readonly text: string; readonly kind: 'neutral' | 'good' | 'warn' | 'danger' | 'accent' }
}

export interface Related {
  readonly entity: EntityName
  /** The field of that entity that names this record. */
  readonly by: string
  readonly sums: readonly string[]
}
