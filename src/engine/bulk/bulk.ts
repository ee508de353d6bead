import type { Field } from '../../domain/entity.ts'
import type { Failure } from '../protocol.ts'

/** One field of many records. `set` puts a value in its place, a whole set as well; `add` and `remove` are of a set's members. */
export interface BulkChange {
  readonly field: string
  readonly how: 'set' | 'add' | 'remove' | 'empty'
  readonly value: unknown
}

/** What a change would do, as the records stand. */
export interface BulkPreview {
  readonly records: number
  /** How many of them change; the others hold the value already. */
  readonly changed: number
  /** What those that change hold now, most frequent first. */
  readonly from: readonly { readonly value: unknown; readonly count: number }[]
  /** How many of them hold something that is not listed. */
  readonly others: number
  /** Some of those that change. */
  readonly names: readonly string[]
  /** Names of the records that references point to. */
  readonly titles: Readonly<Record<string, string>>
}

/** How far it came. */
export interface BulkResult {
  /** How many were to change. */
  readonly wanted: number
  readonly changed: number
  /** Records that cannot be changed here: unreadable, or a newer app's. */
  readonly left: number
  /** Takes all of it back; null where nothing was written. */
  readonly step: number | null
  readonly ended: 'whole' | 'cancelled' | 'diskFull'
}

/** What stops it before anything is written. */
export type BulkFailure = Extract<Failure, { readonly code: 'invalid' }> | { readonly code: 'forbidden' }

type Named = Pick<Field, 'kind' | 'merge' | 'to'> & { readonly name: string }

/** What is made of parts, or written at length, is edited where it is seen. */
const ownKinds: ReadonlySet<string> = new Set(['items', 'log', 'prose', 'personName', 'address', 'place'])
/** An order's currency is that of its lines' prices; who reports to whom is a question of each person. */
const ownNames: ReadonlySet<string> = new Set(['deletedAt', 'purgedAt', 'currency', 'reportsToId'])
/** Where a deal stands moves by rules of its own. */
const movedEntities: ReadonlySet<string> = new Set(['pipeline', 'stage'])

/** Whether a field may be set in many records at once; what names a record is its own. */
export const isBulkField = ({ name, kind, merge, to = [] }: Named, title: string): boolean =>
  merge !== 'calc' && name !== title && !ownNames.has(name) && !ownKinds.has(kind) && !to.some((entity) => movedEntities.has(entity))
