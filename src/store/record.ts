import type { Clock } from '../core/clock.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import { creationStructs, type Author } from './change.ts'
import type { HistoryEntry, State } from './state.ts'
import { encodeUpdate } from './update.ts'

/*
 * A record is one small Yjs document. Nothing outside these functions (`create`; `read` in read.ts; `edit`, `merge` and `readWhole` in document.ts)
 * knows what it is made of. Those of document.ts alone need Yjs: a start reads records by the thousand, an import makes them, and neither edits any.
 */

/** What travels to other devices. */
export interface Delta {
  readonly update: Uint8Array
  readonly history: readonly HistoryEntry[]
}
export interface Written extends Delta {
  readonly state: State
  readonly clock: Clock
}

/** Above this a record is refused: it could not travel. */
export const MAX_RECORD_BYTES = 768 * 1024

export const versionOf = ({ manner }: Entity): number => manner.version ?? 1

export const emptyState = (entity: Entity, bucket: number): State => ({
  version: versionOf(entity),
  bucket,
  doc: new Uint8Array(0),
  history: [],
  waiting: [],
})

/** A new record, all of it said at one clock. */
export const create = (
  entity: Entity,
  fields: Readonly<Record<string, unknown>>,
  bucket: number,
  author: Author,
): Result<Written, 'tooLarge'> => {
  const clock = author.clock.next(0)
  const update = encodeUpdate(author.writer, 0, creationStructs(entity, fields, author.writer, clock))
  return sized({ state: { ...emptyState(entity, bucket), doc: update }, update, history: [], clock })
}

/** Refuses what could not travel. */
export const sized = (written: Written): Result<Written, 'tooLarge'> =>
  written.state.doc.length > MAX_RECORD_BYTES ? err('tooLarge') : ok(written)
