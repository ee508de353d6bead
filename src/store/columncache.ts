import type { Bytes } from '../core/bytes.ts'
import { labelOf, readMark, type CacheMark } from './cachemark.ts'
import type { ColumnWriting } from './columnwriting.ts'
import type { ColumnRow, Database } from './database.ts'
import type { Vault } from './vault.ts'

/** Sealed column blobs. Rebuildable: anything odd about them only costs time. */
export interface ColumnCache extends ColumnWriting {
  readonly mark: () => Promise<CacheMark | null>
  readonly keys: () => Promise<readonly string[]>
  /** For each column its parts, in order; null where one of them does not open. Asked together: each transaction is a way to the browser's own process and back. */
  readonly load: (prefixes: readonly string[]) => Promise<readonly (readonly Bytes[] | null)[]>
}

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
