import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Bytes } from '../src/core/bytes.ts'
import { START, type Cursor } from '../src/sync/wire.ts'
import type { Chunk, ChunkSize } from './chunks.ts'
import type { Place, RosterRow } from './log.ts'

/** A space's log: its end, and how many small chunks at the end wait to be made one. */
export interface LogRow {
  readonly id: number
  readonly seq: number
  readonly hash: Bytes
  readonly loose: number
  readonly looseBytes: number
  readonly looseFirst: number
}

export type Tables = ReturnType<typeof tablesOf>

const blobOf = (hexadecimal: string): Uint8Array => Buffer.from(hexadecimal, 'hex')

type Row = Readonly<Record<string, SQLOutputValue>>

// The schema says what each column holds.
const number = (row: Row, column: string): number => Number(row[column])
const blob = (row: Row, column: string): Bytes => {
  const value = row[column]
  return value instanceof Uint8Array ? value : new Uint8Array()
}

const chunkOf = (row: Row): Chunk => ({
  first: number(row, 'first'),
  count: number(row, 'count'),
  before: blob(row, 'before'),
  bytes: blob(row, 'bytes'),
})

const logOf = (row: Row): LogRow => ({
  id: number(row, 'id'),
  seq: number(row, 'seq'),
  hash: blob(row, 'hash'),
  loose: number(row, 'loose'),
  looseBytes: number(row, 'looseBytes'),
  looseFirst: number(row, 'looseFirst'),
})

/** Every statement that the relay runs, prepared once. */
export const tablesOf = (database: DatabaseSync) => {
  const sql = (text: string) => database.prepare(text)
  const selectLog = sql('SELECT * FROM logs WHERE workspace = ? AND space = ?')
  const insertLog = sql('INSERT INTO logs (workspace, space, seq, hash, loose, looseBytes, looseFirst) VALUES (?, ?, 0, ?, 0, 0, 1)')
  const updateLog = sql('UPDATE logs SET seq = ?, hash = ?, loose = ?, looseBytes = ?, looseFirst = ? WHERE id = ?')
  const insertChunk = sql('INSERT INTO chunks (log, first, count, before, bytes) VALUES (?, ?, ?, ?, ?)')
  const selectChunkAt = sql('SELECT * FROM chunks WHERE log = ? AND first <= ? ORDER BY first DESC LIMIT 1')
  const selectHolding = sql('SELECT first FROM chunks WHERE log = ? AND first <= ? ORDER BY first DESC LIMIT 1')
  const selectSizes = sql('SELECT first, count, length(bytes) AS size FROM chunks WHERE log = ? AND first >= ? ORDER BY first')
  const selectChunks = sql('SELECT * FROM chunks WHERE log = ? AND first >= ? ORDER BY first')
  const deleteChunks = sql('DELETE FROM chunks WHERE log = ? AND first >= ?')
  const insertMessage = sql('INSERT OR IGNORE INTO messages (log, msgId, seq, hash) VALUES (?, ?, ?, ?)')
  const selectMessage = sql('SELECT seq, hash FROM messages WHERE log = ? AND msgId = ?')
  const raiseCounter = sql(
    'INSERT INTO counters (log, device, counter) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET counter = max(counter, excluded.counter)',
  )
  const selectCounters = sql(
    'SELECT space, counter FROM logs JOIN counters ON counters.log = logs.id AND counters.device = ? WHERE workspace = ? ORDER BY space',
  )
  const selectRoster = sql('SELECT bytes, at FROM rosters WHERE workspace = ? ORDER BY place')
  const insertRoster = sql('INSERT OR IGNORE INTO rosters (workspace, place, at, bytes) VALUES (?, ?, ?, ?)')
  const selectPack = sql('SELECT bytes FROM packs WHERE log = ? AND id = ?')
  const insertPack = sql('INSERT INTO packs (log, id, bytes) VALUES (?, ?, ?)')

  const log = ({ workspace, space }: Place): LogRow | null => {
    const row = selectLog.get(blobOf(workspace), space)
    return row === undefined ? null : logOf(row)
  }
  const message = (id: number, msgId: string): Cursor | null => {
    const row = selectMessage.get(id, blobOf(msgId))
    return row === undefined ? null : { seq: number(row, 'seq'), hash: blob(row, 'hash') }
  }
  const chunkAt = (id: number, seq: number): Chunk | null => {
    const row = selectChunkAt.get(id, seq)
    return row === undefined ? null : chunkOf(row)
  }
  return {
    log,
    logOrNew: (place: Place): LogRow => {
      const held = log(place)
      if (held) return held
      const { lastInsertRowid } = insertLog.run(blobOf(place.workspace), place.space, START.hash)
      return { id: Number(lastInsertRowid), ...START, loose: 0, looseBytes: 0, looseFirst: 1 }
    },
    updateLog: ({ id, seq, hash, loose, looseBytes, looseFirst }: LogRow): void => {
      updateLog.run(seq, hash, loose, looseBytes, looseFirst, id)
    },

    chunkAt,
    /** The chunk that holds what follows, and all after it, without their bytes. */
    sizesAfter: function* (id: number, seq: number): Generator<ChunkSize> {
      const holding = selectHolding.get(id, seq + 1)
      if (holding === undefined) return
      for (const row of selectSizes.iterate(id, number(holding, 'first'))) {
        const size = { first: number(row, 'first'), count: number(row, 'count'), size: number(row, 'size') }
        if (size.first + size.count > seq + 1) yield size
      }
    },
    insertChunk: (id: number, { first, count, before, bytes }: Chunk): void => {
      insertChunk.run(id, first, count, before, bytes)
    },
    /** Makes one chunk of all from `first` on. */
    mergeChunks: (id: number, first: number): void => {
      const chunks = selectChunks.all(id, first).map(chunkOf)
      const [start] = chunks
      if (start === undefined) return
      deleteChunks.run(id, first)
      const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0)
      insertChunk.run(id, first, count, start.before, Buffer.concat(chunks.map(({ bytes }) => bytes)))
    },

    message,
    /** False if the message is there already. */
    insertMessage: (id: number, msgId: string, { seq, hash }: Cursor): boolean =>
      insertMessage.run(id, blobOf(msgId), seq, hash).changes === 1,

    raiseCounter: (id: number, device: string, counter: number): void => {
      raiseCounter.run(id, blobOf(device), counter)
    },
    counters: (workspace: string, device: string): readonly { readonly space: string; readonly counter: number }[] =>
      selectCounters
        .all(blobOf(device), blobOf(workspace))
        .map((row) => ({ space: String(row['space']), counter: number(row, 'counter') })),

    roster: (workspace: string): readonly RosterRow[] =>
      selectRoster.all(blobOf(workspace)).map((row) => ({ bytes: blob(row, 'bytes'), at: number(row, 'at') })),
    /** False if the place is taken. */
    insertRoster: (workspace: string, place: number, { bytes, at }: RosterRow): boolean =>
      insertRoster.run(blobOf(workspace), place, at, bytes).changes === 1,

    pack: (id: number, packId: string): Bytes | null => {
      const row = selectPack.get(id, blobOf(packId))
      return row === undefined ? null : blob(row, 'bytes')
    },
    insertPack: (id: number, packId: string, bytes: Bytes): void => {
      insertPack.run(id, blobOf(packId), bytes)
    },
  }
}
