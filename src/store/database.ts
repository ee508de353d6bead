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
  /** Made of loose records, so it may be made anew; every other pack travels, and stays as it is. */
  readonly isFolded?: true
  /** Of an import that was taken back: what it holds is seen only once somebody has edited it. */
  readonly isTakenBack?: true
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
  /** The pack that it announces. */
  readonly pack?: string
}
/** A place of a space's log: how many entries, and the chain's hash after them. */
export interface LogPlace {
  readonly seq: number
  readonly hash: Bytes
}
/** An entry that the relay may not hold: a push of ours, or one that we hold and a restored relay lost. Sealed and signed, the same at every try. */
export interface PushRow {
  readonly msgId: string
  readonly spaceId: string
  /** Order of sending: our counter; what the relay lost comes before it. */
  readonly order: number
  readonly entry: Bytes
  /** Where its author stood. */
  readonly cursor: LogPlace
  /** Packs that its items name. */
  readonly packs: readonly string[]
  /** Where the relay put it; 0 until it said so, -1 where it never will. It stays until the log has brought it back. */
  readonly ackedAt: number
  /** Why the relay will not have it; empty where nothing is known against it. */
  readonly refusal: string
  /** Records of a refused one that the person let go of. */
  readonly discarded?: readonly string[]
}
/** The place of a push that the relay will never take. */
export const REFUSED = -1
/** Entries in a row as the log brought them, kept for a while to heal a relay that loses some. */
export interface RunRow {
  readonly spaceId: string
  readonly first: number
  /** The chain's hash before the first. */
  readonly before: Bytes
  /** Epoch ms of their arrival. */
  readonly at: number
  readonly entries: readonly KeptEntry[]
}
export interface KeptEntry {
  readonly msgId: string
  readonly bytes: Bytes
  /** The chain's hash after it. */
  readonly hash: Bytes
  /** Where its author stood. */
  readonly cursor: LogPlace
  readonly packs: readonly string[]
}
/** A place that an entry names, and that the relay had lost when a device that holds the entry walked back. */
export interface BranchRow {
  readonly key: string
  readonly spaceId: string
  readonly seq: number
  readonly hash: Bytes
  /** 1 once the others were told, who may never have been there. */
  readonly isTold: 0 | 1
}
/** A roster entry as it was signed, by its place. */
export interface RosterRow {
  readonly place: number
  readonly bytes: Bytes
}
/** Who writes under a client id: the first one that was seen to. */
export interface WriterRow {
  readonly writer: number
  readonly device: string
  readonly memberId: string
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

/** One workspace's database: few tables; records have no index but the commit number. */
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
  readonly pushes: EntityTable<PushRow, 'msgId'>
  readonly runs: Table<RunRow, [string, number]>
  readonly branches: EntityTable<BranchRow, 'key'>
  readonly writers: EntityTable<WriterRow, 'writer'>
  readonly roster: EntityTable<RosterRow, 'place'>
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
  database.version(2).stores({
    outbox: '++seq, spaceId',
    pushes: 'msgId, [spaceId+order], [spaceId+ackedAt]',
    runs: '[spaceId+first]',
    branches: 'key, spaceId',
    writers: 'writer',
    roster: 'place',
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
