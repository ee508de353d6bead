import * as Y from 'yjs'
import { areEqual } from '../core/bytes.ts'
import type { Clock } from '../core/clock.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import { creationStructs, editStructs, type Author, type Change } from './change.ts'
import { itemOf, registersOf, type Item, type Register, type Registers } from './registers.ts'
import { scan } from './scan.ts'
import { mergeHistories, type HistoryEntry, type State } from './state.ts'
import { compact, textsOf, writeTexts } from './texts.ts'
import { encodeUpdate } from './update.ts'

/*
 * A record is one small Yjs document. Nothing outside these four functions (`create`, `edit`, `merge`, `read`) knows what it is made of.
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

const DEAD_BEFORE_COMPACTION = 16

const versionOf = ({ manner }: Entity): number => manner.version ?? 1

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

const sized = (written: Written): Result<Written, 'tooLarge'> =>
  written.state.doc.length > MAX_RECORD_BYTES ? err('tooLarge') : ok(written)

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
  const isWorn = scan(doc).dead >= DEAD_BEFORE_COMPACTION
  return { ...state, doc: isWorn ? compact(doc) : doc, history: mergeHistories(state.history, history), waiting: unique(waiting) }
}

/** The same record found in two places is merged, never chosen. */
export const mergeStates = (a: State, b: State): State => {
  const [first, ...rest] = [b.doc, ...b.waiting].map((update) => ({ update, history: b.history }))
  return rest.reduce(merge, first ? merge(a, first) : a)
}

const isReady = (update: Uint8Array, next: ReadonlyMap<number, number>): boolean => {
  for (const [client, from] of Y.parseUpdateMeta(update).from) if (from > (next.get(client) ?? 0)) return false
  return !Y.decodeUpdate(update).structs.some((struct) => struct instanceof Y.Skip)
}

const unique = (updates: readonly Uint8Array[]): readonly Uint8Array[] =>
  updates.filter((one, i) => !updates.slice(0, i).some((earlier) => areEqual(earlier, one)))

const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const filled = parts.filter(({ length }) => length > 0)
  return filled.length > 1 ? Y.mergeUpdates(filled) : (filled[0] ?? new Uint8Array(0))
}

export interface ReadRecord {
  /** By field; unset ones are null or empty. Fields that this app does not know are there too. */
  readonly fields: Record<string, unknown>
  readonly registers: Registers
}

/** The record as it stands. Texts stay empty unless asked for: they need a document. */
export const read = (entity: Entity, state: State, withTexts = false): ReadRecord => {
  const registers = registersOf(scan(state.doc))
  const fields: Record<string, unknown> = {}
  for (const name in entity.fields) {
    const field = entity.fields[name]
    if (field !== undefined && field.merge !== 'calc') fields[name] = emptyOf(field.merge)
  }
  for (const [path, register] of registers.own) place(entity, fields, path, register)
  for (const state of registers.items.values()) {
    if (!state.isAlive) continue
    const list = fields[state.list]
    if (Array.isArray(list)) list.push(itemOf(state))
  }
  for (const name in entity.fields) {
    const list = fields[name]
    if (!Array.isArray(list)) continue
    if (entity.fields[name]?.merge === 'items')
      (list as Item[]).sort(byPlace) // filled just above
    else list.sort()
  }
  if (withTexts) Object.assign(fields, textsOf(entity, state.doc))
  return { fields, registers }
}

const emptyOf = (merge: string): unknown => {
  if (merge === 'register') return null
  return merge === 'text' ? '' : []
}

const place = (entity: Entity, fields: Record<string, unknown>, path: string, { value }: Register) => {
  const slash = path.indexOf('/')
  if (slash < 0) fields[path] = value ?? null
  else if (value === true && entity.fields[path.slice(0, slash)]?.merge === 'set') {
    const set = fields[path.slice(0, slash)]
    if (Array.isArray(set)) set.push(path.slice(slash + 1))
  }
}

/** By place; the id decides between two items put in the same place at once. */
const byPlace = (a: Item, b: Item): number => {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : 1
}
