import * as Y from 'yjs'
import { areEqual } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import type { Author } from './change.ts'
import { merge } from './document.ts'
import { sized, versionOf, type Written } from './record.ts'
import type { HistoryEntry, State } from './state.ts'
import { compact, textsOf } from './texts.ts'

/* What is typed into an open document, as it comes and goes while it is open. */

export interface TypedInto extends Written {
  /** Texts that differ now. */
  readonly paths: readonly string[]
}

/**
 * Brings in updates of this tab's open document; null where all of it is here already: whoever connects says everything again.
 * `isNoted` tells whose earlier wording is in the history already: letters of one sitting are one line of it.
 * A gap is never kept: the document that it came from is not ours any more.
 */
export const typeInto = (
  entity: Entity,
  state: State,
  updates: readonly Uint8Array[],
  author: Author,
  isNoted: (path: string) => boolean,
): Result<TypedInto | null, 'tooLarge' | 'gap'> => {
  const update = Y.mergeUpdates([...updates])
  const merged = merge(state, { update, history: [] })
  if (merged.waiting.length > state.waiting.length) return err('gap')
  if (areEqual(compact(merged.doc), compact(state.doc))) return ok(null)
  const before = textsOf(entity, state.doc)
  const after = textsOf(entity, merged.doc)
  const paths = Object.keys(before).filter((path) => before[path] !== after[path])
  const clock = author.clock.next(0)
  const history = paths
    .filter((path) => !isNoted(path))
    .map((path): HistoryEntry => ({ clock, writer: author.writer, path, before: before[path] ?? '' }))
  const written = sized({
    state: merge({ ...state, version: versionOf(entity) }, { update, history }),
    update,
    history,
    clock,
  })
  return written.ok ? ok({ ...written.value, paths }) : written
}

const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())

/** How much of it a document holds, by writer. */
export const vectorOf = (doc: Uint8Array): Uint8Array => Y.encodeStateVectorFromUpdate(doc.length > 0 ? doc : NOTHING)

/** What a document holds that one at `vector` may not; everything that was ever deleted is always told. */
export const updateSince = (doc: Uint8Array, vector: Uint8Array): Uint8Array => Y.diffUpdate(doc.length > 0 ? doc : NOTHING, vector)

/** Whether it lacks something that an earlier state held: it was said anew under other client ids (rebase.ts). */
export const isAnew = (doc: Uint8Array, earlier: Uint8Array): boolean => {
  const now = Y.decodeStateVector(vectorOf(doc))
  return Y.decodeStateVector(vectorOf(earlier))
    .entries()
    .some(([client, clock]) => (now.get(client) ?? 0) < clock)
}
