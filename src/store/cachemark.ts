import type { Database } from './database.ts'

/** Where the cache stands. Blobs of one generation belong together: another tab may number its rows otherwise. */
export interface CacheMark {
  /** The commit that all blobs have reached. */
  readonly n: number
  readonly generation: string
}

export const CACHE_MARK = 'columns'
export const labelOf = (key: string): string => `columns|${key}`
export const readMark = async (database: Database): Promise<CacheMark | null> =>
  ((await database.meta.get(CACHE_MARK))?.value as CacheMark | undefined) ?? null // written only by columnwriting.ts
