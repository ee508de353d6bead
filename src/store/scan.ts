import type { Clock } from '../core/clock.ts'
import { readStructs, type Item } from './structs.ts'
import { ROOT } from './update.ts'

/**
 * What one writer last said under one key of the root map, straight from the bytes.
 *
 * A key is `<writer>` for the record's own fields or `<writer>/<list>/<item>` for an item, the writer in base 36. Its value is
 * `[clock, fields, edits, deleted]`, empty tails left out: `fields` were said at once at `clock`; `edits` are later ones, by path;
 * `deleted` is the clock at which this writer removed the item.
 */
export interface Said {
  readonly writer: number
  readonly key: string
  readonly clock: Clock
  readonly fields: Readonly<Record<string, unknown>>
  readonly edits: Readonly<Record<string, Edit>>
  readonly deleted: Clock
  /** The Yjs clock of the item that holds it: what the next value replaces. */
  readonly at: number
}
/** The value, when it was said, and the newest clock of another writer at this path that its author had seen. */
export type Edit = readonly [value: unknown, clock: Clock, over: Clock]
export type SaidValue = readonly [
  clock: Clock,
  fields?: Readonly<Record<string, unknown>>,
  edits?: Readonly<Record<string, Edit>>,
  deleted?: Clock,
]

export interface Scan {
  /** By key; one entry each, because only its writer ever writes there. */
  readonly said: ReadonlyMap<string, Said>
  /** Each writer's next Yjs clock. */
  readonly next: ReadonlyMap<number, number>
  /** Whether any text was ever written. */
  readonly hasText: boolean
  /** Structs whose content is replaced but still carried: what a compaction would drop. */
  readonly dead: number
}

export const writerKey = (writer: number): string => writer.toString(36)
export const itemKey = (writer: number, list: string, item: string): string => `${writerKey(writer)}/${list}/${item}`

const nothing = {}

/** Reads a state without building a document, which takes ten times as long. The state must have no gap. */
export const scan = (update: Uint8Array): Scan => {
  const said = new Map<string, Said>()
  const next = new Map<number, number>()
  const keyByEnd = new Map<string, string>()
  let hasText = false
  let dead = 0
  for (const { writer, clock, length, item } of update.length > 0 ? readStructs(update) : []) {
    const end = clock + length
    next.set(writer, Math.max(next.get(writer) ?? 0, end))
    if (item === null) continue
    const key = keyOf(item, keyByEnd)
    if (key === null) {
      hasText = true
      continue
    }
    keyByEnd.set(`${writer}:${end - 1}`, key)
    if (item.values === null) continue
    if (said.has(key)) dead += 1
    const value = item.values[0]
    if (isSaid(value)) said.set(key, unpack(writer, key, value, clock))
  }
  return { said, next, hasText, dead }
}

/** An item that replaces another names no key of its own: it inherits the one of its origin. */
const keyOf = ({ origin, root, key }: Item, keyByEnd: ReadonlyMap<string, string>): string | null => {
  if (origin !== null) return keyByEnd.get(`${origin.writer}:${origin.clock}`) ?? null
  return root === ROOT ? key : null
}

const isSaid = (value: unknown): value is SaidValue => Array.isArray(value) && typeof value[0] === 'number'

const unpack = (writer: number, key: string, [clock, fields, edits, deleted]: SaidValue, at: number): Said => ({
  writer,
  key,
  clock,
  fields: fields ?? nothing,
  edits: edits ?? nothing,
  deleted: deleted ?? 0,
  at,
})

/** Empty tails cost bytes in every record: they are left out. */
export const pack = ({ clock, fields, edits, deleted }: Pick<Said, 'clock' | 'fields' | 'edits' | 'deleted'>): SaidValue => {
  if (deleted > 0) return [clock, fields, edits, deleted]
  if (Object.keys(edits).length > 0) return [clock, fields, edits]
  return Object.keys(fields).length > 0 ? [clock, fields] : [clock]
}
