import Dexie, { type EntityTable } from 'dexie'
import { databaseName, refuseNewer, type IndexedDb } from './database.ts'

/** A workspace that this browser holds. Its name is inside it, sealed. */
export interface HeldWorkspace {
  readonly id: string
  readonly isSample: 0 | 1
  /** Epoch ms. */
  readonly openedAt: number
  readonly memberId: string
  /** What totals are reckoned in; needed before the workspace's own record is read. */
  readonly baseCurrency: string
  readonly spaces: { readonly settings: string; readonly team: string; readonly private: string }
}

export interface Registry {
  /** The one opened last comes first. */
  readonly list: () => Promise<readonly HeldWorkspace[]>
  readonly put: (workspace: HeldWorkspace) => Promise<void>
  /** Deletes the workspace's database with everything in it. */
  readonly discard: (id: string) => Promise<void>
}

export const openRegistry = (indexed: IndexedDb): Registry => {
  const database = new Dexie('satchel', { ...indexed, chromeTransactionDurability: 'strict' }) as Dexie & {
    workspaces: EntityTable<HeldWorkspace, 'id'>
  } // declared next
  database.version(1).stores({ workspaces: 'id' })
  refuseNewer(database)
  return {
    list: async () => (await database.workspaces.toArray()).sort((a, b) => b.openedAt - a.openedAt),
    put: async (workspace) => {
      await database.workspaces.put(workspace)
    },
    discard: async (id) => {
      await database.workspaces.delete(id)
      await new Dexie(databaseName(id), indexed).delete()
    },
  }
}
