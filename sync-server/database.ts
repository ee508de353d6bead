import { DatabaseSync } from 'node:sqlite'

const VERSION = 1

const schema = `
  CREATE TABLE rosters (workspace BLOB NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (workspace, place)) WITHOUT ROWID;
  CREATE TABLE logs (id INTEGER PRIMARY KEY, workspace BLOB NOT NULL, space TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
    loose INTEGER NOT NULL, looseBytes INTEGER NOT NULL, looseFirst INTEGER NOT NULL, UNIQUE (workspace, space));
  CREATE TABLE chunks (log INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, before BLOB NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (log, first));
  CREATE TABLE messages (log INTEGER NOT NULL, msgId BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (log, msgId)) WITHOUT ROWID;
  CREATE TABLE counters (log INTEGER NOT NULL, device BLOB NOT NULL, counter INTEGER NOT NULL, PRIMARY KEY (log, device)) WITHOUT ROWID;
  CREATE TABLE packs (log INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (log, id));
  PRAGMA user_version = ${VERSION};
`

export interface DatabaseOptions {
  /** A ceiling for the data, in bytes; null: as much as the disk takes. */
  readonly maxBytes: number | null
}

/**
 * WAL, and every commit on the disk before it counts. A page that many commits write goes from the WAL to its place once in 16 MB, not in 4. Throws a sentence if a
 * later relay wrote the file.
 */
export const openDatabase = (file: string, { maxBytes }: DatabaseOptions): DatabaseSync => {
  const database = new DatabaseSync(file)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000; PRAGMA busy_timeout = 5000',
  )
  const version = numberOf(database, 'user_version')
  if (version > VERSION) throw new Error(`The data was written by a later version of the relay (${version}, this is ${VERSION}).`)
  if (version === 0) database.exec(`BEGIN; ${schema} COMMIT`)
  if (maxBytes !== null) database.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / numberOf(database, 'page_size'))}`)
  return database
}

const numberOf = (database: DatabaseSync, pragma: string): number => Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])

// SQLITE_FULL, and SQLITE_IOERR, which some disks say first.
const fullCodes = [13, 10]

export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && fullCodes.includes(error.errcode & 0xff)

/** All of it or nothing; whatever it throws comes through. */
export const inTransaction = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    // A full disk has rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
