import type { Journal } from '../core/journal.ts'
import type { Random } from '../core/random.ts'
import { databaseName, openDatabase, type Database, type IndexedDb, type VersionNotice } from '../store/database.ts'
import type { HeldWorkspace } from '../store/registry.ts'
import { openStore, type Platform, type Store } from '../store/store.ts'

/** What the engine needs of its browser, or of a test. */
export interface EnginePlatform extends IndexedDb {
  readonly crypto: Crypto
  readonly locks: LockManager
  readonly channel: (name: string) => Platform['channel']
  readonly now: () => number
  readonly random: Random
  /** Resolves when waiting work (a keystroke, a query) has had its turn. */
  readonly pause: () => Promise<void>
  /** Names what decides how texts compare: another one may put them in another order. */
  readonly collating: string
  /** Free and used bytes; null where the browser does not say. */
  readonly estimate: () => Promise<{ readonly quota: number; readonly usage: number } | null>
}

export const openWorkspaceStore = async (
  platform: EnginePlatform,
  held: HeldWorkspace,
  journal: Journal,
  onNotice: (notice: VersionNotice) => void,
): Promise<{ store: Store; database: Database }> => {
  const name = databaseName(held.id)
  const database = openDatabase(name, platform, onNotice)
  const channel = platform.channel(name)
  const store = await openStore(
    database,
    { crypto: platform.crypto, locks: platform.locks, channel, now: platform.now },
    journal,
    held.isSample === 0,
  )
  return { store, database }
}
