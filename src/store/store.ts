import type { Id } from '../core/ids.ts'
import type { Journal } from '../core/journal.ts'
import type { Result } from '../core/result.ts'
import type { BulkBatch } from './bulk.ts'
import { openColumnCache, type ColumnCache } from './columncache.ts'
import { createCommitter, type Committer } from './commit.ts'
import { readCommitMeta, takenBackSince, type TakenBackNote } from './commitmeta.ts'
import type { Database } from './database.ts'
import { dropReplaced, openDirectory, type RecordRef } from './directory.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import type { Drafts } from './drafts.ts'
import { lookThrough, type Look } from './look.ts'
import type { Outstanding } from './outstanding.ts'
import type { Parting } from './parting.ts'
import { openQuarantine, type Quarantine } from './quarantine.ts'
import { replaySince, type ReplayBatch } from './replay.ts'
import { claimSlot, type Slot } from './slot.ts'
import { openRosterRows, type RosterRows } from './rosterrows.ts'
import type { SpaceLog } from './spacelog.ts'
import type { State } from './state.ts'
import type { TakenBack } from './takeback.ts'
import type { WrittenBy } from './writers.ts'

/** What the tabs of one browser profile tell each other. */
export interface Channel<T> {
  /** Reaches the other tabs, never this one. */
  readonly post: (message: T) => void
  readonly listen: (heard: (message: T) => void) => () => void
}

/** What the browser lends: passed in, so that tests bring their own and slow it down. */
export interface Platform {
  readonly crypto: Crypto
  readonly locks: LockManager
  /** Tells other tabs of a commit; the argument is the new commit number. */
  readonly channel: Channel<number>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** One workspace's records on this device. */
export interface Store {
  readonly keyring: Keyring
  readonly slot: Slot
  readonly commit: Committer
  readonly writePacks: (batch: BulkBatch, importId: string | null) => Promise<Result<number, 'diskFull'>>
  readonly removeImport: (importId: string) => Promise<TakenBack>
  /** What goes out to a space's log and comes in from it. */
  readonly log: (spaceId: string) => Promise<SpaceLog>
  /** States as they stand; absent ones are left out. Throws `Unreadable` where a record cannot be opened. */
  readonly states: (refs: readonly RecordRef[]) => Promise<ReadonlyMap<Id, State>>
  /** Everything written after commit `n`, loose records last. */
  readonly since: (n: number, only?: ReadonlySet<string> | null) => AsyncIterable<ReplayBatch>
  readonly roster: RosterRows
  /** Client ids that stand for this device in histories. */
  readonly ownWriters: () => Promise<ReadonlySet<number>>
  /** The members who write under others' client ids, as far as any are known. */
  readonly authors: (writers: readonly number[]) => Promise<ReadonlyMap<number, WrittenBy>>
  readonly lastCommit: () => Promise<number>
  /** Commits after `n` that took packs out of sight, oldest first. */
  readonly takenBackSince: (n: number) => Promise<readonly TakenBackNote[]>
  /** Another tab committed. */
  readonly onCommit: (heard: (n: number) => void) => () => void
  /** This tab committed so many bytes that are to be sent. */
  readonly onOutgoing: (heard: (bytes: number) => void) => () => void
  readonly outstanding: () => Promise<Outstanding>
  /** For a database that is a copy of another one. */
  readonly parting: () => Promise<Parting>
  readonly columns: ColumnCache
  readonly quarantine: Quarantine
  /** Moves loose records into packs; answers how many. */
  readonly fold: (pause: () => Promise<void>) => Promise<number>
  readonly drafts: () => Promise<Drafts>
  readonly counts: () => Promise<Readonly<Record<string, number>>>
  /** False from `close` on: what is on its way then fails, and nobody waits for it. */
  readonly isOpen: () => boolean
  readonly close: () => void
}

/** `isShared` is false for the sample, whose edits wait for nobody. */
export const openStore = async (database: Database, platform: Platform, journal: Journal, isShared: boolean): Promise<Store> => {
  const { crypto, locks, channel, now } = platform
  await database.open()
  const [keyring, slot] = await Promise.all([openKeyring(database, crypto), claimSlot(database, locks, crypto)])
  if (slot.index === 0) await dropReplaced(database)
  const quarantine = openQuarantine(database, keyring.vault, now)
  const directory = await openDirectory(database, keyring, (pack, error) => {
    journal.note('pack.broken', error)
    return quarantine.notePack(pack, error)
  })
  const { vault } = keyring
  const outgoingEars = new Set<(bytes: number) => void>()
  const onCommit = (n: number, outgoing: number) => {
    channel.post(n)
    if (outgoing > 0) for (const heard of outgoingEars) heard(outgoing)
  }
  const deps = { database, directory, vault, keyring, slot, locks, crypto, isShared, onCommit }
  const columns = openColumnCache(database, vault)
  const look: Look = lookThrough(deps, new Map())
  let isOpen = true
  const commit = createCommitter(deps)
  return {
    keyring,
    slot,
    commit,
    log: async (spaceId) => (await import('./spacelog.ts')).openSpaceLog({ ...deps, commit, now, spaceId }),
    writePacks: async (batch, importId) => (await import('./bulk.ts')).writePacks(deps, batch, importId),
    removeImport: async (importId) => (await import('./takeback.ts')).removeImport(deps, importId),
    states: look.states,
    since: (n, only = null) => replaySince({ database, directory, look }, quarantine, n, only),
    roster: openRosterRows(database),
    ownWriters: async () => (await import('./writers.ts')).ownWriters(database),
    authors: async (writers) => (await import('./writers.ts')).authorsOf(database, writers),
    lastCommit: async () => (await readCommitMeta(database)).n,
    takenBackSince: (n) => takenBackSince(database, n),
    onCommit: (heard) =>
      channel.listen((n) => {
        if (!isOpen) return
        void directory.reload().then(
          () => heard(n),
          (error: unknown) => {
            if (isOpen) throw error // else it was closed meanwhile
          },
        )
      }),
    onOutgoing: (heard) => {
      outgoingEars.add(heard)
      return () => void outgoingEars.delete(heard)
    },
    outstanding: async () => (await import('./outstanding.ts')).openOutstanding(deps),
    parting: async () => (await import('./parting.ts')).openParting(deps),
    columns,
    quarantine,
    fold: async (pause) => (await import('./fold.ts')).fold({ ...deps, pause }, (await columns.mark())?.n ?? 0),
    drafts: async () => (await import('./drafts.ts')).openDrafts(database, vault, now),
    counts: async () =>
      Object.fromEntries(await Promise.all(database.tables.map(async (table) => [table.name, await table.count()] as const))),
    isOpen: () => isOpen,
    close: () => {
      isOpen = false
      slot.release()
      database.close()
    },
  }
}
