import type { Bytes } from '../core/bytes.ts'
import { CACHE_MARK, labelOf, readMark, type CacheMark } from './cachemark.ts'
import type { Database } from './database.ts'
import type { Vault } from './vault.ts'

/** The column cache's other half: what an idle moment writes. */
export interface ColumnWriting {
  /** Replaces changed blobs of the generation that these tables came from; false, and nothing written, where another tab has begun a new one. */
  readonly update: (blobs: ReadonlyMap<string, Bytes>, mark: CacheMark) => Promise<boolean>
  /** Keeps what stands beside the columns and says itself which ones it goes with. */
  readonly put: (blobs: ReadonlyMap<string, Bytes>) => Promise<void>
  /** Writes a whole new generation. */
  readonly replace: (blobs: ReadonlyMap<string, Bytes>, mark: CacheMark) => Promise<void>
}

export const columnWriting = (database: Database, vault: Vault): ColumnWriting => {
  const seal = (blobs: ReadonlyMap<string, Bytes>) =>
    Promise.all([...blobs].map(async ([key, plain]) => ({ key, sealed: await vault.seal(plain, labelOf(key)) })))
  return {
    update: async (blobs, mark) => {
      const rows = await seal(blobs)
      return database.transaction('rw', [database.columns, database.meta], async () => {
        if ((await readMark(database))?.generation !== mark.generation) return false
        await database.columns.bulkPut(rows)
        await database.meta.put({ key: CACHE_MARK, value: mark })
        return true
      })
    },
    put: async (blobs) => {
      await database.columns.bulkPut(await seal(blobs))
    },
    replace: async (blobs, mark) => {
      const rows = await seal(blobs)
      await database.transaction('rw', [database.columns, database.meta], async () => {
        await database.columns.clear()
        await database.columns.bulkPut(rows)
        await database.meta.put({ key: CACHE_MARK, value: mark })
      })
    },
  }
}
