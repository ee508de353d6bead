import type { Journal } from '../core/journal.ts'
import type { Random } from '../core/random.ts'
import { databaseName, openDatabase, type Database, type IndexedDb, type VersionNotice } from '../store/database.ts'
import type { HeldWorkspace } from '../store/registry.ts'
import { openStore, type Channel, type Store } from '../store/store.ts'
import type { LinkPlatform } from '../sync/link/platform.ts'

/** The way to the relay that served the app. */
export interface RelayPlatform extends Pick<LinkPlatform, 'openSocket' | 'fetch' | 'after'> {
  /** `https://host` */
  readonly origin: string
  /** The network is back. */
  readonly onOnline: (heard: () => void) => () => void
}

/** What the engine needs of its browser, or of a test. */
export interface EnginePlatform extends IndexedDb {
  readonly crypto: Crypto
  readonly locks: LockManager
  readonly channel: <T>(name: string) => Channel<T>
  readonly now: () => number
  readonly random: Random
  /** Resolves when waiting work (a keystroke, a query) has had its turn. */
  readonly pause: () => Promise<void>
  /** Names what decides how texts compare: another one may put them in another order. */
  readonly collating: string
  readonly relay: RelayPlatform
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
  const channel = platform.channel<number>(name)
  const store = await openStore(
    database,
    { crypto: platform.crypto, locks: platform.locks, channel, now: platform.now },
    journal,
    held.isSample === 0,
  )
  return { store, database }
}
