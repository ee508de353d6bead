import type { Bytes } from '../core/bytes.ts'
import type { Database } from './database.ts'

/** Where founding puts the first entry; a device that joined has it among the others. */
const GENESIS_KEY = 'genesis'

/** The roster's entries as they were signed: ids and keys, nothing of a customer. */
export interface RosterRows {
  /** From the first on, without a gap. */
  readonly load: () => Promise<readonly Bytes[]>
  /** `from`: the place of the first of them. One that is there already stays. */
  readonly append: (from: number, entries: readonly Bytes[]) => Promise<void>
}

export const openRosterRows = (database: Database): RosterRows => {
  const load = async (): Promise<readonly Bytes[]> => {
    const [genesis, rows] = await Promise.all([database.meta.get(GENESIS_KEY), database.roster.orderBy('place').toArray()])
    const first = genesis?.value as Bytes | undefined // written by founding only
    const entries = first === undefined ? [] : [first]
    for (const { place, bytes } of rows) if (place === entries.length) entries.push(bytes)
    return entries
  }
  return {
    load,
    append: async (from, entries) => {
      await database.transaction('rw', [database.meta, database.roster], async () => {
        const { length } = await load()
        const fresh = entries.map((bytes, i) => ({ place: from + i, bytes })).filter(({ place }) => place >= length)
        await database.roster.bulkPut(fresh)
      })
    },
  }
}
