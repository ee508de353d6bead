import type { Id } from '../core/ids.ts'
import { readCommitMeta } from './commitmeta.ts'
import type { Database, RecordRow } from './database.ts'
import type { Directory, RecordRef } from './directory.ts'
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
  /** Loose rows as the directory goes with: what another tab folded since it was read lies in packs that it does not know. */
  const standing = async (refs: readonly RecordRef[]): Promise<readonly (RecordRow | undefined)[]> => {
    for (;;) {
      const [rows, { folds }] = await database.transaction('r', [database.records, database.meta], () =>
        Promise.all([database.records.bulkGet(refs.map(recordKey)), readCommitMeta(database)]),
      )
      if (folds === directory.folds()) return rows
      await directory.reload()
    }
  }
  const states = async (refs: readonly RecordRef[]): Promise<ReadonlyMap<Id, State>> => {
    const rows = await standing(refs)
    const loose = await Promise.all(rows.map(async (row) => (row === undefined ? null : openRow(vault, row))))
    // A loose record already holds what was packed before it, and knows its bucket better than whoever asks.
    const { bodies, broken } = await directory.find(
      refs.map((ref, i) => ({ ref: { ...ref, bucket: loose[i]?.bucket ?? ref.bucket }, after: rows[i]?.n ?? 0 })),
    )
    const found = new Map<Id, State>()
    for (const [i, ref] of refs.entries()) {
      seen.set(recordKey(ref), rows[i]?.n ?? 0)
      if (broken.has(ref.id)) throw new Unreadable('pack')
      const packed = (bodies.get(ref.id) ?? []).map(({ body }) => readable(body))
      const own = loose[i]
      const all = own ? [own, ...packed] : packed
      const [first] = all
      // Found twice is merged, never chosen.
      if (first !== undefined) found.set(ref.id, all.length === 1 ? first : all.reduce((await import('./document.ts')).mergeStates))
    }
    return found
  }
  return { states, state: async (ref) => (await states([ref])).get(ref.id) ?? null }
}

const openRow = async (vault: Vault, { key, sealed }: RecordRow): Promise<State> => {
  const opened = await vault.open(sealed, `records|${key}`)
  if (!opened.ok) throw new Unreadable(opened.error)
  return readable(opened.value)
}

const readable = (body: Uint8Array): State => {
  const decoded = decodeState(body)
  if (!decoded.ok) throw new Unreadable(decoded.error)
  return decoded.value
}

/** All at once; where one of them does not open, one by one, so that it alone is left out. */
export const readableStates = async (
  look: Look,
  refs: readonly RecordRef[],
): Promise<{ readonly states: ReadonlyMap<Id, State>; readonly unreadable: ReadonlyMap<Id, string> }> => {
  try {
    return { states: await look.states(refs), unreadable: new Map() }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  const states = new Map<Id, State>()
  const unreadable = new Map<Id, string>()
  for (const ref of refs) {
    try {
      const state = await look.state(ref)
      if (state !== null) states.set(ref.id, state)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unreadable.set(ref.id, error.message)
    }
  }
  return { states, unreadable }
}
