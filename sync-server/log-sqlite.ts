import { performance } from 'node:perf_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { areEqual, type Bytes } from '../src/core/bytes.ts'
import { err, must, ok, type Result } from '../src/core/result.ts'
import { START, type Cursor } from '../src/sync/wire.ts'
import { appendRuns, type Push } from './append.ts'
import { hashIn, pageOf } from './chunks.ts'
import { inTransaction, isFull } from './database.ts'
import type { Arrived, Full, Log, Place, RosterRow, Run } from './log.ts'
import { tablesOf, type Tables } from './tables.ts'

/** What a commit took, for the metrics. */
export type OnCommit = (entries: number, ms: number) => void

/** After a commit the next one waits so many times as long for company, and no longer than this: entries that share a commit share its pages and frames. */
const PAUSE = 3
const MAX_PAUSE_MS = 25

interface Waiting extends Push {
  readonly settle: (result: Result<Cursor, Full>) => void
}

/** The log in one SQLite file. */
export const openSqliteLog = (database: DatabaseSync, onCommit: OnCommit): Log => {
  const tables = tablesOf(database)
  const listeners: ((place: Place, run: Run) => void)[] = []
  let waiting: Waiting[] = []
  let isPlanned = false
  let freeAt = 0

  const commit = (): void => {
    const batch = waiting
    waiting = []
    isPlanned = false
    if (batch.length === 0) return
    const start = performance.now()
    const done = unlessFull(() => inTransaction(database, () => appendRuns(tables, batch)))
    if (done.ok) {
      onCommit(batch.length, performance.now() - start)
      for (const { place, run } of done.value.runs) for (const listener of listeners) listener(place, run)
    }
    for (const [i, { settle }] of batch.entries()) settle(done.ok ? ok(done.value.cursors[i] ?? START) : done)
    // Adaptive: at most a quarter of the time goes to the disk and to telling everyone; the busier it is, the more entries share a commit.
    const end = performance.now()
    freeAt = end + Math.min(PAUSE * (end - start), MAX_PAUSE_MS)
  }

  const plan = (): void => {
    if (isPlanned) return
    isPlanned = true
    const pause = freeAt - performance.now()
    if (pause > 1) setTimeout(commit, pause)
    else setImmediate(commit)
  }

  return {
    append: (place: Place, entry: Arrived, bytes: Bytes) =>
      new Promise((settle) => {
        waiting.push({ place, entry, bytes, settle })
        plan()
      }),
    listen: (listener) => {
      listeners.push(listener)
    },
    ...readers(tables),
    ...writers(database, tables),
    close: () => {
      commit()
      database.close()
      return Promise.resolve()
    },
  }
}

const unlessFull = <T>(work: () => T): Result<T, Full> => {
  try {
    return ok(work())
  } catch (error) {
    if (isFull(error)) return err('full')
    throw error
  }
}

const readers = (tables: Tables): Pick<Log, 'find' | 'last' | 'hashAt' | 'page' | 'counters' | 'roster' | 'pack'> => {
  const hashAt = (place: Place, seq: number): Bytes | null => {
    const log = tables.log(place)
    if (seq === 0) return START.hash
    if (log === null || seq > log.seq) return null
    if (seq === log.seq) return log.hash
    const chunk = tables.chunkAt(log.id, seq)
    return chunk && hashIn(chunk, seq)
  }
  return {
    find: (place, msgId) => {
      const log = tables.log(place)
      return Promise.resolve(log && tables.message(log.id, msgId))
    },
    last: (place) => {
      const log = tables.log(place)
      return Promise.resolve(log === null ? START : { seq: log.seq, hash: log.hash })
    },
    hashAt: (place, seq) => Promise.resolve(hashAt(place, seq)),
    page: (place, after) => {
      const log = tables.log(place)
      if (log === null) return Promise.resolve({ seq: after + 1, count: 0, bytes: new Uint8Array(), isLast: true })
      const read = (first: number) => must(tables.chunkAt(log.id, first), 'a chunk')
      return Promise.resolve(pageOf(tables.sizesAfter(log.id, after), read, after, log.seq))
    },
    counters: (workspace, device) => Promise.resolve(tables.counters(workspace, device)),
    roster: (workspace) => Promise.resolve(tables.roster(workspace)),
    pack: (place, id) => {
      const log = tables.log(place)
      return Promise.resolve(log && tables.pack(log.id, id))
    },
  }
}

const writers = (database: DatabaseSync, tables: Tables): Pick<Log, 'appendRoster' | 'putPack'> => ({
  appendRoster: (workspace, place, row: RosterRow) => {
    const done = unlessFull(() => inTransaction(database, () => tables.insertRoster(workspace, place, row)))
    if (!done.ok) return Promise.resolve(done)
    return Promise.resolve(done.value ? ok(null) : err('moved'))
  },
  putPack: (place, id, bytes) => {
    const done = unlessFull(() =>
      inTransaction(database, () => {
        const { id: log } = tables.logOrNew(place)
        const held = tables.pack(log, id)
        if (held === null) tables.insertPack(log, id, bytes)
        return held === null || areEqual(held, bytes)
      }),
    )
    if (!done.ok) return Promise.resolve(done)
    return Promise.resolve(done.value ? ok(null) : err('conflict'))
  },
})
