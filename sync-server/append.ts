import { concat, type Bytes } from '../src/core/bytes.ts'
import { must } from '../src/core/result.ts'
import type { Entry } from '../src/sync/entry.ts'
import type { Cursor } from '../src/sync/wire.ts'
import { link, withLength } from './chunks.ts'
import type { Place, Run } from './log.ts'
import type { LogRow, Tables } from './tables.ts'

export interface Push {
  readonly place: Place
  readonly entry: Entry
  readonly bytes: Bytes
}

interface Appended {
  /** Of each push, in order. */
  readonly cursors: readonly Cursor[]
  /** What is new, by space. */
  readonly runs: readonly { readonly place: Place; readonly run: Run }[]
}

/** A log that this commit writes to. */
interface Open {
  readonly place: Place
  readonly row: LogRow
  at: Cursor
  readonly parts: Bytes[]
  readonly counters: Map<string, number>
}

/** Puts pushes at the ends of their logs; one that is there already keeps its place. To be called in a transaction. */
export const appendRuns = (tables: Tables, pushes: readonly Push[]): Appended => {
  const open = new Map<string, Open>()
  const openLog = (place: Place): Open => {
    const key = `${place.workspace}/${place.space}`
    const known = open.get(key)
    if (known) return known
    const row = tables.logOrNew(place)
    const opened: Open = { place, row, at: { seq: row.seq, hash: row.hash }, parts: [], counters: new Map() }
    open.set(key, opened)
    return opened
  }

  const cursors = pushes.map(({ place, entry, bytes }): Cursor => {
    const log = openLog(place)
    const next = link(log.at, entry)
    if (!tables.insertMessage(log.row.id, entry.msgId, next)) return must(tables.message(log.row.id, entry.msgId), 'the message')
    log.at = next
    log.parts.push(withLength(bytes))
    log.counters.set(entry.device, Math.max(entry.counter, log.counters.get(entry.device) ?? 0))
    return log.at
  })

  const touched = [...open.values()].filter(({ parts }) => parts.length > 0)
  return { cursors, runs: touched.map((log) => ({ place: log.place, run: write(tables, log) })) }
}

const write = (tables: Tables, { row, at, parts, counters }: Open): Run => {
  const run = { seq: row.seq + 1, count: parts.length, bytes: concat(parts) }
  tables.insertChunk(row.id, { first: run.seq, count: run.count, before: row.hash, bytes: run.bytes })
  for (const [device, counter] of counters) tables.raiseCounter(row.id, device, counter)
  const loose = { loose: row.loose + 1, looseBytes: row.looseBytes + run.bytes.length, looseFirst: row.looseFirst }
  tables.updateLog({ ...row, ...at, ...merged(tables, row.id, at, loose) })
  return run
}

/** So many rows, or bytes in them, become one: a catch-up reads few rows, and each byte is written twice. */
const LOOSE_ROWS = 32
const LOOSE_BYTES = 64 * 1024

type Loose = Pick<LogRow, 'loose' | 'looseBytes' | 'looseFirst'>

const merged = (tables: Tables, log: number, { seq }: Cursor, loose: Loose): Loose => {
  if (loose.loose < LOOSE_ROWS && loose.looseBytes < LOOSE_BYTES) return loose
  if (loose.loose > 1) tables.mergeChunks(log, loose.looseFirst)
  return { loose: 0, looseBytes: 0, looseFirst: seq + 1 }
}
