import type { Id } from '../core/ids.ts'
import type { Database, RecordRow } from './database.ts'
import type { Directory, Found, RecordRef } from './directory.ts'
import { mergeStates } from './record.ts'
import { decodeState, type State } from './state.ts'
import type { Vault } from './vault.ts'

export const recordKey = ({ spaceId, id }: Pick<RecordRef, 'spaceId' | 'id'>): string => `${spaceId}/${id}`

/** Reads what a commit builds on; whatever it read is checked again inside the transaction. */
export interface Look {
  /** Null where there is no such record. */
  readonly state: (ref: RecordRef) => Promise<State | null>
  readonly states: (refs: readonly RecordRef[]) => Promise<ReadonlyMap<Id, State>>
}
/** Thrown through a commit's own code by what it looks at; `commit` turns it into an answer. */
export class Unreadable extends Error {}

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly vault: Vault
}

/** Notes in `seen` the commit number of every record row it reads; 0 where there is none. */
export const lookThrough = ({ database, directory, vault }: Deps, seen: Map<string, number>): Look => {
  const states = async (refs: readonly RecordRef[]): Promise<ReadonlyMap<Id, State>> => {
    const rows = await database.records.bulkGet(refs.map(recordKey))
    const { bodies, broken } = await directory.find(refs)
    const entries = await Promise.all(
      refs.map(async (ref, i) => {
        seen.set(recordKey(ref), rows[i]?.n ?? 0)
        if (broken.has(ref.id)) throw new Unreadable(ref.id)
        return [ref.id, await unite(vault, ref, rows[i], bodies.get(ref.id) ?? [])] as const
      }),
    )
    return new Map(entries.flatMap(([id, state]) => (state === null ? [] : [[id, state]])))
  }
  return { states, state: async (ref) => (await states([ref])).get(ref.id) ?? null }
}

/** A row already holds what was packed before it; packs that came later are merged in. Found twice is merged, never chosen. */
export const unite = async (vault: Vault, ref: Pick<RecordRef, 'spaceId' | 'id'>, row: RecordRow | undefined, packed: readonly Found[]): Promise<State | null> => {
  const bodies: Uint8Array[] = packed.filter(({ n }) => n > (row?.n ?? 0)).map(({ body }) => body)
  if (row) {
    const opened = await vault.open(row.sealed, `records|${recordKey(ref)}`)
    if (!opened.ok) throw new Unreadable(row.key)
    bodies.unshift(opened.value)
  }
  const states = bodies.map((body) => {
    const decoded = decodeState(body)
    if (!decoded.ok) throw new Unreadable(decoded.error)
    return decoded.value
  })
  return states.length > 0 ? states.reduce(mergeStates) : null
}

