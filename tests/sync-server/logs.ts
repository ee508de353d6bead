import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { must } from '../../src/core/result.ts'
import type { Bytes } from '../../src/core/bytes.ts'
import { encodeEntry, type Entry } from '../../src/sync/entry.ts'
import { bytes as sized, decode, restOf } from '../../src/sync/fields.ts'
import { MAX_ENTRY, START } from '../../src/sync/wire.ts'
import { openDatabase, type DatabaseOptions } from '../../sync-server/database.ts'
import type { Log, Place } from '../../sync-server/log.ts'
import { openSqliteLog } from '../../sync-server/log-sqlite.ts'

export const PLACE: Place = { workspace: 'ab'.repeat(32), space: 'space_team' }

/** A folder that goes with the test. */
export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'satchel-relay-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const openLog = (folder: string, options: DatabaseOptions = { maxBytes: null }): Log =>
  openSqliteLog(openDatabase(join(folder, 'relay.db'), options), () => undefined)

let count = 0

/** What the log takes for an entry: it checks neither seal nor signature. */
export const aBareEntry = (length = 20, wanted: Partial<Entry> = {}): Entry => {
  count += 1
  return {
    version: 1,
    codec: 0,
    msgId: count.toString(16).padStart(32, '0'),
    device: 'de'.repeat(16),
    counter: count,
    epoch: 1,
    rosterHead: '0'.repeat(64),
    cursor: START,
    signature: new Uint8Array(64),
    body: new Uint8Array(length).fill(count % 256),
    ...wanted,
  }
}

export const append = async (log: Log, entry: Entry, place: Place = PLACE) => log.append(place, entry, encodeEntry(entry))

const run = restOf(sized(MAX_ENTRY, 1), 100_000)

export const entriesIn = (bytes: Bytes): readonly Bytes[] => {
  const list = decode(run, bytes)
  return must(list.ok ? list.value : null, 'a run of entries')
}
