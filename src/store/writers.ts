import type { Id } from '../core/ids.ts'
import type { Database } from './database.ts'
import type { Delta } from './record.ts'
import { slotKey, type SlotRow } from './slot.ts'
import { readStructs } from './structs.ts'

/** The client ids that this device has ever written under. */
export const ownWriters = async (database: Database): Promise<ReadonlySet<number>> => {
  const rows = await database.meta.where('key').startsWith(slotKey('')).toArray()
  return new Set(
    rows.flatMap(({ value }) => [(value as SlotRow).writer, (value as SlotRow).live]), // written only by slot.ts, commit and parting
  )
}

/** Who writes under a client id, and on which device. */
export interface WrittenBy {
  readonly memberId: Id
  readonly device: string
}

/** Those who write under others' client ids, as far as any are known. */
export const authorsOf = async (database: Database, writers: readonly number[]): Promise<ReadonlyMap<number, WrittenBy>> => {
  const rows = await database.writers.bulkGet([...writers])
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.writer, row] as const])))
}

/** The client ids under which an update was written, and what it replaced. Throws on bytes that are no update. */
export const writersIn = ({ update, history }: Delta): readonly number[] => [
  ...new Set([...(update.length > 0 ? readStructs(update) : []), ...history].map(({ writer }) => writer)),
]
