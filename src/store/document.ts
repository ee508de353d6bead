import * as Y from 'yjs'
import { areEqual } from '../core/bytes.ts'
import type { Result } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import type { Change } from '../domain/change.ts'
import { editStructs, type Author } from './change.ts'
import { read, type ReadRecord } from './read.ts'
import { sized, versionOf, type Delta, type Written } from './record.ts'
import { isPurged, outlives, purgeIn } from './purged.ts'
import { registersOf } from './registers.ts'
import { scan } from './scan.ts'
import { mergeHistories, type State } from './state.ts'
import { compact, emptied, textsOf, writeTexts } from './texts.ts'
import { encodeUpdate } from './update.ts'

/* What needs Yjs: loaded when the first list stands, or when it is first called for. */

const DEAD_BEFORE_COMPACTION = 16

/** Sets registers, items, set members and texts by path. */
export const edit = (entity: Entity, state: State, changes: readonly Change[], author: Author): Result<Written, 'tooLarge'> => {
  const isText = ({ path }: Change) => entity.fields[path]?.merge === 'text'
  const texts = changes.filter(isText)
  const typed = texts.length > 0 ? writeTexts(state.doc, texts, author.writer) : null
  const doc = typed?.doc ?? state.doc
  const scanned = scan(doc)
  const plain = changes.filter((change) => !isText(change))
  const { structs, clock, history: replaced } = editStructs(entity, scanned, registersOf(scanned), plain, author)
  const update = encodeUpdate(author.writer, scanned.next.get(author.writer) ?? 0, structs)
  const history = [...replaced, ...(typed?.before ?? []).map((entry) => ({ ...entry, clock, writer: author.writer }))]
  const whole = structs.length > 0 ? join([doc, update]) : doc
  const isWorn = scanned.dead + structs.length >= DEAD_BEFORE_COMPACTION
  return sized({
    state: { ...state, version: versionOf(entity), doc: isWorn ? compact(whole) : whole, history: mergeHistories(state.history, history) },
    update: join([...(typed ? [typed.update] : []), ...(structs.length > 0 ? [update] : [])]),
    history,
    clock,
  })
}

/** Brings in what another device wrote. Commutes, and a repeat changes nothing; what builds on something unseen waits beside the record. */
export const merge = (state: State, { update, history }: Delta): State => {
  let doc = state.doc
  let waiting: readonly Uint8Array[] = [...state.waiting, update]
  for (let isMoving = true; isMoving;) {
    const { next } = scan(doc)
    const ready = waiting.filter((one) => isReady(one, next))
    isMoving = ready.length > 0
    doc = join([doc, ...ready])
    waiting = waiting.filter((one) => !ready.includes(one))
  }
  const scanned = scan(doc)
  const purge = purgeIn(scanned)
  // What was thrown away stays so, whatever comes late; who holds it whole, with something newer, keeps it until that is settled.
  if (purge !== null && (isThrownAway(state) || !outlives(registersOf(scanned))))
    return { ...state, doc: emptied(doc, purge), history: [], waiting: unique(waiting) }
  const isWorn = scanned.dead >= DEAD_BEFORE_COMPACTION
  return { ...state, doc: isWorn ? compact(doc) : doc, history: mergeHistories(state.history, history), waiting: unique(waiting) }
}

const isThrownAway = ({ doc }: State): boolean => isPurged(registersOf(scan(doc)))

/** The same record found in two places is merged, never chosen. */
export const mergeStates = (a: State, b: State): State => {
  if (isThrownAway(b) && !isThrownAway(a)) return mergeStates(b, a)
  const [first, ...rest] = [b.doc, ...b.waiting].map((update) => ({ update, history: b.history }))
  return rest.reduce(merge, first ? merge(a, first) : a)
}

/** All that it follows, stands beside or lies in is here, whoever wrote it: Yjs would keep it in the document unseen, and hand it on with the next edit. */
const isReady = (update: Uint8Array, next: ReadonlyMap<number, number>): boolean => {
  const { from, to } = Y.parseUpdateMeta(update)
  for (const [client, clock] of from) if (clock > (next.get(client) ?? 0)) return false
  const isHere = (id: unknown): boolean => !(id instanceof Y.ID) || id.clock < Math.max(next.get(id.client) ?? 0, to.get(id.client) ?? 0)
  return Y.decodeUpdate(update).structs.every(
    (struct) =>
      !(struct instanceof Y.Skip) &&
      (!(struct instanceof Y.Item) || (isHere(struct.origin) && isHere(struct.rightOrigin) && isHere(struct.parent))),
  )
}

const unique = (updates: readonly Uint8Array[]): readonly Uint8Array[] =>
  updates.filter((one, i) => !updates.slice(0, i).some((earlier) => areEqual(earlier, one)))

const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const filled = parts.filter(({ length }) => length > 0)
  return filled.length > 1 ? Y.mergeUpdates(filled) : (filled[0] ?? new Uint8Array(0))
}

/** The record as it stands, texts included. */
export const readWhole = (entity: Entity, state: State): ReadRecord => {
  const { fields, registers } = read(entity, state)
  return { fields: { ...fields, ...textsOf(entity, state.doc) }, registers }
}
