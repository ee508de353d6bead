import type { Bytes } from '../src/core/bytes.ts'
import { must } from '../src/core/result.ts'
import { PAGE_ENTRIES, type Cursor } from '../src/sync/wire.ts'
import { joined, LENGTH_BYTES, link, PAGE_BYTES } from './chunks.ts'
import type { Arrived, Place, Run } from './log.ts'
import type { LogRow, Tables } from './tables.ts'

export interface Push {
  readonly place: Place
  readonly entry: Arrived
  readonly bytes: Bytes
}

interface Appended {
  /** Of each push, in order. */
  readonly cursors: readonly Cursor[]
  /** What is new, by space. */
  readonly runs: readonly { readonly place: Place; readonly run: Run }[]
}

/** An entry, and the chain's hash before it. */
interface Part {
  readonly bytes: Bytes
  readonly before: Bytes
}

/** A log that this commit writes to. */
interface Open {
  readonly place: Place
  readonly row: LogRow
  at: Cursor
  readonly parts: Part[]
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
    log.parts.push({ bytes, before: log.at.hash })
    log.at = next
    log.counters.set(entry.device, Math.max(entry.counter, log.counters.get(entry.device) ?? 0))
    return log.at
  })

  const touched = [...open.values()].filter(({ parts }) => parts.length > 0)
  return { cursors, runs: touched.flatMap((log) => write(tables, log).map((run) => ({ place: log.place, run }))) }
}

const write = (tables: Tables, { row, at, parts, counters }: Open): readonly Run[] => {
  const runs = runsOf(row.seq + 1, parts)
  for (const run of runs) tables.insertChunk(row.id, { first: run.seq, count: run.count, before: run.before, bytes: run.bytes })
  for (const [device, counter] of counters) tables.raiseCounter(row.id, device, counter)
  const bytes = runs.reduce((sum, run) => sum + run.bytes.length, 0)
  const loose = { loose: row.loose + runs.length, looseBytes: row.looseBytes + bytes, looseFirst: row.looseFirst }
  tables.updateLog({ ...row, ...at, ...merged(tables, row.id, at, loose) })
  return runs
}

/** Each small enough for one frame. */
const runsOf = (first: number, parts: readonly Part[]): readonly (Run & { readonly before: Bytes })[] => {
  const runs: Part[][] = []
  let room = 0
  for (const part of parts) {
    const size = LENGTH_BYTES + part.bytes.length
    const last = runs.at(-1)
    if (last === undefined || last.length === PAGE_ENTRIES || size > room) {
      runs.push([part])
      room = PAGE_BYTES - size
    } else {
      last.push(part)
      room -= size
    }
  }
  let seq = first
  return runs.map((run) => {
    const made = { seq, count: run.length, before: must(run[0], 'an entry').before, bytes: joined(run.map(({ bytes }) => bytes)) }
    seq += run.length
    return made
  })
}

/** So many rows, or bytes in them, become one: a catch-up reads few rows, and each byte is written twice. */
const LOOSE_ROWS = 32
const LOOSE_BYTES = 64 * 1024

type Loose = Pick<LogRow, 'loose' | 'looseBytes' | 'looseFirst'>

const merged = (tables: Tables, log: number, { seq }: Cursor, loose: Loose): Loose => {
  if (loose.loose < LOOSE_ROWS && loose.looseBytes < LOOSE_BYTES) return loose
  // What one page would cut anyway stays as it is.
  if (loose.loose > 1 && loose.looseBytes <= PAGE_BYTES) tables.mergeChunks(log, loose.looseFirst)
  return { loose: 0, looseBytes: 0, looseFirst: seq + 1 }
}
