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
export const labelOf = (key: string): string => `columns|${key}`
export const readMark = async (database: Database): Promise<CacheMark | null> =>
  ((await database.meta.get(CACHE_MARK))?.value as CacheMark | undefined) ?? null // written only by columnwriting.ts

export const openColumnCache = (database: Database, vault: Vault): ColumnCache => {
  const open = async (rows: readonly ColumnRow[], prefix: string): Promise<readonly Bytes[] | null> => {
    const opened = await Promise.all(
      rows.map(async ({ key, sealed }) => ({
        part: Number(key.slice(prefix.length)),
        plain: await vault.open(sealed, labelOf(key)),
      })),
    )
    const parts = opened.sort((a, b) => a.part - b.part).flatMap(({ plain }) => (plain.ok ? [plain.value] : []))
    return parts.length === rows.length ? parts : null
  }
  // Nothing is written before the first list is there.
  const writing = async () => (await import('./columnwriting.ts')).columnWriting(database, vault)
  return {
    mark: () => readMark(database),
    keys: () => database.columns.toCollection().primaryKeys(),
    load: async (prefixes) => {
      if (prefixes.length === 0) return []
      const found = await database.transaction('r', database.columns, () =>
        Promise.all(prefixes.map((prefix) => database.columns.where('key').startsWith(prefix).toArray())),
      )
      return Promise.all(found.map((rows, at) => open(rows, prefixes[at] ?? '')))
    },
    update: async (blobs, mark) => (await writing()).update(blobs, mark),
    put: async (blobs) => (await writing()).put(blobs),
    replace: async (blobs, mark) => (await writing()).replace(blobs, mark),
  }
}
