import type { Bytes } from '../core/bytes.ts'
import type { Database } from './database.ts'
import type { Vault } from './vault.ts'

/** Sealed column blobs and the commit number they stand at. Rebuildable: anything odd about them only costs time. */
export interface ColumnCache {
  /** Blobs whose key starts with `prefix`; one that does not open is left out. */
  readonly load: (prefix: string) => Promise<ReadonlyMap<string, Bytes>>
  /** Replaces the changed blobs, and says that all of them now stand at commit `n`. */
  readonly save: (blobs: ReadonlyMap<string, Bytes>, n: number) => Promise<void>
  /** The commit number that the whole cache has reached; 0 where there is none. */
  readonly lowest: () => Promise<number>
  readonly clear: () => Promise<void>
}

const REACHED = 'columns'

export const openColumnCache = (database: Database, vault: Vault): ColumnCache => ({
  load: async (prefix) => {
    const rows = await database.columns.where('key').startsWith(prefix).toArray()
    const opened = await Promise.all(rows.map(async ({ key, sealed }) => ({ key, plain: await vault.open(sealed, `columns|${key}`) })))
    return new Map(opened.flatMap(({ key, plain }) => (plain.ok ? [[key, plain.value]] : [])))
  },
  save: async (blobs, n) => {
    const rows = await Promise.all([...blobs].map(async ([key, plain]) => ({ key, n, sealed: await vault.seal(plain, `columns|${key}`) })))
    await database.transaction('rw', [database.columns, database.meta], async () => {
      await database.columns.bulkPut(rows)
      await database.meta.put({ key: REACHED, value: n })
    })
  },
  lowest: async () => {
    const value = (await database.meta.get(REACHED))?.value
    return typeof value === 'number' ? value : 0
  },
  clear: () =>
    database.transaction('rw', [database.columns, database.meta], async () => {
      await database.columns.clear()
      await database.meta.delete(REACHED)
    }),
})
