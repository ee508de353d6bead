import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Clock } from '../core/clock.ts'
import { merge } from './document.ts'
import type { Delta } from './record.ts'
import { itemKey, pack, scan, writerKey, type Edit, type Said, type SaidValue } from './scan.ts'
import type { State } from './state.ts'
import { readStructs } from './structs.ts'
import { encodeUpdate } from './update.ts'

/*
 * Edits that were made under client ids which another database uses as well: two contents under one (client id, clock), of which every device would
 * keep the first and drop the other. So they are said again under other client ids: registers with the clocks that they have, so that they win and lose
 * as they would have; texts letter by letter, each beside the letters that it was typed beside.
 */

/** `renamed`: each client id and the one that takes its place. */
export interface Transplant {
  readonly mine: State
  /** The record as all others have it, without the unsent edits. */
  readonly base: State
  readonly unsent: readonly Delta[]
  readonly renamed: (writer: number) => number
}
export interface Transplanted {
  readonly state: State
  readonly delta: Delta
}

/** Null where everything that was said is in the base already. */
export const transplant = ({ mine, base, unsent, renamed }: Transplant): Transplanted | null => {
  const next = new Map(scan(base.doc).next)
  const typed = moveTexts(base.doc, unsent, renamed, next)
  const registers = moveRegisters(mine, base, unsent, renamed, next)
  const parts = [...typed, ...registers]
  const update = parts.length > 0 ? Y.mergeUpdates(parts) : new Uint8Array(0)
  const known = new Set(base.history.map(({ clock, writer, path }) => `${clock}/${writer}/${path}`))
  const history = unsent
    .flatMap((one) => one.history)
    .filter(({ clock, writer, path }) => !known.has(`${clock}/${writer}/${path}`))
    .map((entry) => ({ ...entry, writer: renamed(entry.writer) }))
  if (update.length === 0) return null
  const delta = { update, history }
  return { state: merge({ ...base, version: Math.max(base.version, mine.version) }, delta), delta }
}

type Saying = Pick<Said, 'clock' | 'fields' | 'edits' | 'deleted'>
const unsaid: Saying = { clock: 0, fields: {}, edits: {}, deleted: 0 }

const isSaid = (value: unknown): value is SaidValue => Array.isArray(value) && typeof value[0] === 'number'
const newestIn = ([clock, , edits = {}, deleted = 0]: SaidValue): Clock =>
  Math.max(clock, deleted, ...Object.values(edits).map(([, at]) => at))

/** The first clock of each writer that is unsent: its writes rise, and each says one clock. */
const firstUnsent = (unsent: readonly Delta[]): ReadonlyMap<number, Clock> => {
  const first = new Map<number, Clock>()
  for (const { update } of unsent)
    for (const { writer, item } of update.length > 0 ? readStructs(update) : []) {
      const value = item?.values?.[0]
      if (isSaid(value)) first.set(writer, Math.min(first.get(writer) ?? Infinity, newestIn(value)))
    }
  return first
}

const moveRegisters = (
  mine: State,
  base: State,
  unsent: readonly Delta[],
  renamed: (writer: number) => number,
  next: ReadonlyMap<number, number>,
): readonly Uint8Array[] => {
  const first = firstUnsent(unsent)
  const standing = scan(base.doc)
  const byWriter = new Map<number, Map<string, Saying>>()
  for (const said of scan(mine.doc).said.values()) {
    const from = first.get(said.writer)
    const fresh = from === undefined ? null : freshOf(said, from, standing.said.get(said.key))
    if (from === undefined || fresh === null) continue
    const writer = renamed(said.writer)
    const rest = said.key.slice(writerKey(said.writer).length + 1)
    const slash = rest.indexOf('/')
    const key = rest === '' ? writerKey(writer) : itemKey(writer, rest.slice(0, slash), rest.slice(slash + 1))
    const own = byWriter.get(writer) ?? new Map<string, Saying>()
    byWriter.set(writer, own)
    const seen = withSeen(fresh, standing.said.get(said.key), from)
    own.set(key, combined(own.get(key) ?? standing.said.get(key) ?? unsaid, seen))
  }
  return [...byWriter].map(([writer, said]) =>
    encodeUpdate(
      writer,
      next.get(writer) ?? 0,
      [...said].map(([key, value]) => ({ key, value: pack(value), replaces: standing.said.get(key)?.at ?? null })),
    ),
  )
}

/** What was said from `from` on and is not in the base; null where that is nothing. */
const freshOf = (said: Said, from: Clock, base: Said | undefined): Saying | null => {
  const isWhole = said.clock >= from && base?.clock !== said.clock
  const edits = Object.entries(said.edits).filter(([path, [, clock]]) => clock >= from && base?.edits[path]?.[1] !== clock)
  const deleted = said.deleted >= from && base?.deleted !== said.deleted ? said.deleted : 0
  if (!isWhole && edits.length === 0 && deleted === 0) return null
  return { clock: isWhole ? said.clock : 0, fields: isWhole ? said.fields : {}, edits: Object.fromEntries(edits), deleted }
}

/** Whoever wrote an edit knew what the same hand had written there before: that is no conflict. */
const withSeen = (fresh: Saying, base: Said | undefined, from: Clock): Saying => {
  const seenAt = (path: string): Clock => {
    const clock = base?.edits[path]?.[1] ?? (base !== undefined && path in base.fields ? base.clock : 0)
    return clock < from ? clock : 0
  }
  const edits = Object.entries(fresh.edits).map(([path, [value, clock, over]]): [string, Edit] => [
    path,
    [value, clock, Math.max(over, seenAt(path))],
  ])
  return { ...fresh, edits: Object.fromEntries(edits) }
}

/** Two sayings under one key: at each path the later one. */
const combined = (a: Saying, b: Saying): Saying => {
  const whole = b.clock > a.clock ? b : a
  const edits: Record<string, Edit> = {}
  for (const [path, edit] of [...Object.entries(a.edits), ...Object.entries(b.edits)])
    if (edit[1] > whole.clock && edit[1] > (edits[path]?.[1] ?? 0)) edits[path] = edit
  const fields = Object.fromEntries(Object.entries(whole.fields).filter(([path]) => !(path in edits)))
  return { clock: whole.clock, fields, edits, deleted: Math.max(a.deleted, b.deleted) }
}

type Struct = Y.Item | Y.GC
interface Place {
  readonly client: number
  readonly clock: number
}

const isRegister = (struct: Struct): boolean => struct instanceof Y.Item && struct.content instanceof Y.ContentAny

const structsOf = (update: Uint8Array): readonly Struct[] =>
  Y.decodeUpdate(update).structs.filter((struct): struct is Struct => !(struct instanceof Y.Skip))

const moveTexts = (
  doc: Uint8Array,
  unsent: readonly Delta[],
  renamed: (writer: number) => number,
  next: Map<number, number>,
): readonly Uint8Array[] => {
  const updates = unsent.flatMap(({ update }) => (update.length > 0 ? [update] : []))
  if (updates.length === 0) return []
  const said = Y.mergeUpdates(updates)
  const base = lettersOf(doc.length > 0 ? structsOf(doc) : [])
  const own = structsOf(said)
  const moved = new Map<string, number>()
  const texts = own.filter((struct) => !isRegister(struct) && !hasLanded(struct, base))
  const groups = Map.groupBy(texts, ({ id }) => renamed(id.client))
  const begins = new Map(next)
  for (const [client, group] of groups)
    for (const { id, length } of group) {
      const start = next.get(client) ?? 0
      for (let i = 0; i < length; i += 1) moved.set(nameOf({ client: id.client, clock: id.clock + i }), start + i)
      next.set(client, start + length)
    }
  const placed = (id: Y.ID | null): Y.ID | null => {
    const clock = id === null ? undefined : moved.get(nameOf(id))
    return id === null || clock === undefined ? id : Y.createID(renamed(id.client), clock)
  }
  const registers = new Set(own.filter(isRegister).flatMap((struct) => namesOf(struct)))
  const writers = new Set(own.map(({ id }) => id.client))
  const deletions: Place[] = []
  for (const [client, ranges] of Y.decodeUpdate(said).ds.clients)
    for (const { clock, len } of ranges)
      for (let i = 0; i < len; i += 1) {
        const place = { client, clock: clock + i }
        const name = nameOf(place)
        const to = moved.get(name)
        // Of its own earlier values a writer deletes what it replaces: that stays with the old client id.
        const isText = !registers.has(name) && (!writers.has(client) || base.get(name)?.letter !== null)
        if (to !== undefined) deletions.push({ client: renamed(client), clock: to })
        else if (isText) deletions.push(place)
      }
  if (groups.size === 0 && deletions.length === 0) return []
  const encoder = new Y.UpdateEncoderV1()
  encoding.writeVarUint(encoder.restEncoder, groups.size)
  for (const [client, group] of groups) {
    encoding.writeVarUint(encoder.restEncoder, group.length)
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, begins.get(client) ?? 0)
    for (const struct of group) {
      if (!(struct instanceof Y.Item)) struct.write(encoder, 0)
      else {
        const { id, parent, parentSub, content } = struct
        const [origin, rightOrigin] = [placed(struct.origin), placed(struct.rightOrigin)]
        const to = must(placed(id))
        new Y.Item(to, null, origin, null, rightOrigin, parent as Y.ID | null, parentSub, content).write(encoder, 0) // undecoded, a parent is a name: Yjs writes it as one
      }
    }
  }
  writeDeletions(encoder.restEncoder, deletions)
  return [encoder.toUint8Array()]
}

const must = (id: Y.ID | null): Y.ID => {
  if (id === null) throw new Error('a letter has a place')
  return id
}

const nameOf = ({ client, clock }: Place): string => `${client}:${clock}`
const namesOf = ({ id, length }: Struct): readonly string[] =>
  Array.from({ length }, (_, i) => nameOf({ client: id.client, clock: id.clock + i }))

interface Letter {
  /** Null for what is no letter, or was deleted. */
  readonly letter: string | null
  readonly isDeleted: boolean
  /** What it was typed after. */
  readonly after: string
}

const textIn = (struct: Struct): string | null =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : null

/** Where its first letter was typed; what was collected does not tell. */
const originOf = (struct: Struct): string => {
  if (!(struct instanceof Y.Item)) return 'unknown'
  return struct.origin === null ? '' : nameOf(struct.origin)
}

const lettersOf = (structs: readonly Struct[]): ReadonlyMap<string, Letter> => {
  const letters = new Map<string, Letter>()
  for (const struct of structs) {
    const text = textIn(struct)
    const isDeleted = struct instanceof Y.Item && struct.content instanceof Y.ContentDeleted
    let after = originOf(struct)
    for (const [i, name] of namesOf(struct).entries()) {
      letters.set(name, { letter: text?.charAt(i) ?? null, isDeleted, after })
      after = name
    }
  }
  return letters
}

/** The base holds the very same letters at this place, or held them once. */
const hasLanded = (struct: Struct, base: ReadonlyMap<string, Letter>): boolean => {
  const text = textIn(struct)
  let after = originOf(struct)
  return namesOf(struct).every((name, i) => {
    const there = base.get(name)
    const isSame = there?.after === after && (there.isDeleted || there.letter === (text?.charAt(i) ?? null))
    after = name
    return isSame
  })
}

const writeDeletions = (encoder: encoding.Encoder, places: readonly Place[]): void => {
  const byClient = Map.groupBy(places, ({ client }) => client)
  encoding.writeVarUint(encoder, byClient.size)
  for (const [client, own] of byClient) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, own.length)
    for (const { clock } of own) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, 1)
    }
  }
}
