import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Bytes } from '../core/bytes.ts'

/** A record touched since it was packed. */
export interface RecordRow {
  /** `<space id>/<record id>` */
  readonly key: string
  /** Number of the commit that wrote it. */
  readonly n: number
  readonly sealed: Bytes
}
export interface PackRow {
  readonly id: string
  /** Newest commit whose writes it holds. */
  readonly n: number
  readonly spaceId: string
  readonly entity: string
  /** Lowest and highest bucket of its records: unsigned 32-bit hashes. */
  readonly low: number
  readonly high: number
  readonly count: number
  /** The device that made it: its key is derived for that device. */
  readonly device: string
  readonly epoch: number
  /** The import that made it, for undo. */
  readonly importId: string | null
  /** True once other packs hold its records: it goes at the next start when no other tab lives. */
  readonly isReplaced: 0 | 1
}
/** Apart from its row, so that the directory loads without a megabyte of contents. */
export interface PackBytesRow {
  readonly id: string
  readonly bytes: Bytes
}
export interface ColumnRow {
  readonly key: string
  readonly sealed: Bytes
}
export interface OutboxRow {
  /** Rising; gives the order of sending. */
  readonly seq?: number
  readonly spaceId: string
  readonly sealed: Bytes
}
export interface QuarantineRow {
  readonly key: string
  readonly reason: string
  readonly at: number
  readonly sealed: Bytes
}
export interface DraftRow {
  readonly key: string
  readonly at: number
  readonly sealed: Bytes
}
export interface KeyRow {
  readonly id: string
  readonly key?: CryptoKey
  readonly sealed?: Bytes
}
export interface MetaRow {
  readonly key: string
  readonly value: unknown
}

/** One workspace's database: few tables, no secondary index but the commit number. */
export type Database = Dexie & {
  readonly records: EntityTable<RecordRow, 'key'>
  readonly packs: EntityTable<PackRow, 'id'>
  readonly packBytes: EntityTable<PackBytesRow, 'id'>
  readonly columns: EntityTable<ColumnRow, 'key'>
  readonly outbox: Table<OutboxRow, number>
  readonly quarantine: EntityTable<QuarantineRow, 'key'>
  readonly drafts: EntityTable<DraftRow, 'key'>
  readonly keys: EntityTable<KeyRow, 'id'>
  readonly meta: EntityTable<MetaRow, 'key'>
}

export interface IndexedDb {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

/** `oldTab`: a newer app wants the database, so this tab has let go of it. `blocked`: an older tab does not. */
export type VersionNotice = 'oldTab' | 'blocked'

export const databaseName = (workspaceId: string): string => `satchel-${workspaceId}`

/** Dexie's version 1 is the browser's version 10. */
const DEXIE_STEP = 10

/** Dexie opens a newer database as it is; what a newer app keeps in it is not ours to change. Call it once the versions are declared. */
export const refuseNewer = (database: Dexie): void => {
  const ours = database.verno * DEXIE_STEP
  database.on(
    'ready',
    () => {
      const { version } = database.backendDB()
      if (version > ours) throw new DOMException(`The database has version ${version}, not ${ours}.`, 'VersionError')
    },
    true,
  )
}

/** Versions are only ever added; each has a fixture that later ones must still read. */
export const openDatabase = (name: string, { indexedDB, IDBKeyRange }: IndexedDb, onNotice?: (notice: VersionNotice) => void): Database => {
  const database = new Dexie(name, { indexedDB, IDBKeyRange, chromeTransactionDurability: 'strict', autoOpen: false })
  database.version(1).stores({
    records: 'key, n',
    packs: 'id, n',
    packBytes: 'id',
    columns: 'key',
    outbox: '++seq',
    quarantine: 'key',
    drafts: 'key',
    keys: 'id',
    meta: 'key',
  })
  refuseNewer(database)
  database.on('versionchange', () => {
    database.close()
    onNotice?.('oldTab')
    return false
  })
  database.on('blocked', () => onNotice?.('blocked'))
  return database as Database // the tables named above
}
