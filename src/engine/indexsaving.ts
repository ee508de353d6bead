import { newItemId } from '../core/ids.ts'
import type { Bytes } from '../core/bytes.ts'
import type { CacheMark } from '../store/cachemark.ts'
import { PART_ROWS } from '../tables/rows.ts'
import type { Session } from './session.ts'

/** What the tables have reached, and the cache. */
export interface Reach {
  mark: CacheMark | null
  /** Number of the last commit that is in the tables. */
  reached: number
}

/** Writes what changed of the columns to the cache; answers how many blobs. */
export const saveIndex = async (session: Session, at: Reach): Promise<number> => {
  const { store, tables, pause } = session
  if (!tables.isWhole() || (at.mark !== null && at.mark.n === at.reached)) return 0
  if (at.mark === null) tables.unsaved(allKeys(session))
  const blobs = new Map<string, Bytes>()
  for (const { key, bytes } of tables.dump()) {
    blobs.set(key, bytes)
    await pause()
  }
  // Changes that came in between were drawn again, so all of it stands at what is reached now.
  const next: CacheMark = { n: at.reached, generation: at.mark?.generation ?? newGeneration(session) }
  const isKept = at.mark === null ? (await store.columns.replace(blobs, next), true) : await store.columns.update(blobs, next)
  if (isKept) at.mark = next
  else {
    // Another tab numbered its rows in its own way since: ours are written whole the next time.
    tables.unsaved([...blobs.keys()])
    at.mark = null
  }
  return isKept ? blobs.size : 0
}

const newGeneration = ({ random }: Session): string => newItemId(random) + newItemId(random)

const allKeys = ({ tables }: Session): readonly string[] =>
  [...tables.owned().keys()].flatMap((column) => {
    const parts = Math.max(1, Math.ceil(tables.rows(column.slice(0, column.indexOf('/'))).length / PART_ROWS))
    return Array.from({ length: parts }, (_, part) => `${column}/${part}`)
  })
