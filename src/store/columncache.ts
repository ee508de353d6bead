import type { Bytes } from '../core/bytes.ts'
import type { ColumnRow, Database } from './database.ts'
import type { Vault } from './vault.ts'

/** Where the cache stands. Blobs of one generation belong together: another tab may number its rows otherwise. */
export interface CacheMark {
  /** The commit that all blobs have reached. */
  readonly n: number
  readonly generation: string
}

/** Sealed column blobs. Rebuildable: anything odd about them only costs time. */
export interface ColumnCache {
  readonly mark: () => Promise<CacheMark | null>
  readonly keys: () => Promise<readonly string[]>
  /** For each column its parts, in order; null where one of them does not open. Asked together: each transaction is a way to the browser's own process and back. */
  readonly load: (prefixes: readonly string[]) => Promise<readonly (readonly Bytes[] | null)[]>
  /** Replaces changed blobs of the generation that these tables came from; false, and nothing written, where another tab has begun a new one. */
  readonly update: (blobs: ReadonlyMap<string, Bytes>, mark: CacheMark) => Promise<boolean>
  /** Keeps what stands beside the columns and says itself which ones it goes with. */
  readonly put: (blobs: ReadonlyMap<string, Bytes>) => Promise<void>
  /** Writes a whole new generation. */
  readonly replace: (blobs: ReadonlyMap<string, Bytes>, mark: CacheMark) => Promise<void>
}

export const CACHE_MARK = 'columns'

export const openColumnCache = (database: Database, vault: Vault): ColumnCache => {
  const readMark = async (): Promise<CacheMark | null> => ((await database.meta.get(CACHE_MARK))?.value as CacheMark | undefined) ?? null // written only below
  const seal = (blobs: ReadonlyMap<string, Bytes>) =>
    Promise.all([...blobs].map(async ([key, plain]) => ({ key, sealed: await vault.seal(plain, `columns|${key}`) })))
  const open = async (rows: readonly ColumnRow[], prefix: string): Promise<readonly Bytes[] | null> => {
    const opened = await Promise.all(
      rows.map(async ({ key, sealed }) => ({
        part: Number(key.slice(prefix.length)),
        plain: await vault.open(sealed, `columns|${key}`),
      })),
    )
    const parts = opened.sort((a, b) => a.part - b.part).flatMap(({ plain }) => (plain.ok ? [plain.value] : []))
    return parts.length === rows.length ? parts : null
  }
  return {
    mark: readMark,
    keys: () => database.columns.toCollection().primaryKeys(),
    load: async (prefixes) => {
      if (prefixes.length === 0) return []
      const found = await database.transaction('r', database.columns, () =>
        Promise.all(prefixes.map((prefix) => database.columns.where('key').startsWith(prefix).toArray())),
      )
      return Promise.all(found.map((rows, at) => open(rows, prefixes[at] ?? '')))
    },
    update: async (blobs, mark) => {
      const rows = await seal(blobs)
      return database.transaction('rw', [database.columns, database.meta], async () => {
        if ((await readMark())?.generation !== mark.generation) return false
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
