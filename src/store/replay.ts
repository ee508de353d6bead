import { entityOf, type Id } from '../core/ids.ts'
import { ownBucket } from '../domain/root.ts'
import type { Database } from './database.ts'
import type { Directory, RecordRef } from './directory.ts'
import { readableStates, recordKey, type Look } from './look.ts'
import type { Quarantine } from './quarantine.ts'
import { decodeState, type State } from './state.ts'

/** States of one entity, or loose ones of several. */
export interface ReplayBatch {
  readonly records: readonly { readonly ref: RecordRef; readonly state: State }[]
  readonly isPacked: boolean
}

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly look: Look
}

const SLICE = 256

/**
 * Everything written after commit `n`, of these entities alone where they are named: packs first, then loose records, merged with whatever was packed
 * later. A packed id may be one that is known already: whoever knows it asks for its merged state. What cannot be read goes to quarantine and the rest
 * goes on.
 */
export async function* replaySince(
  { database, directory, look }: Deps,
  quarantine: Quarantine,
  n: number,
  only: ReadonlySet<string> | null,
): AsyncIterable<ReplayBatch> {
  const all = await database.records.where('n').above(n).primaryKeys()
  const keys = only === null ? all : all.filter((key) => only.has(entityOf(key.slice(key.indexOf('/') + 1))))
  // After them: what another tab packed or folded meanwhile lies in packs that are not known here yet.
  await directory.reload()
  const packs = directory.packs().filter((pack) => pack.n > n && (only === null || only.has(pack.entity)))
  for (const pack of packs) {
    const opened = await directory.openAll(pack)
    if (!opened.ok) await quarantine.notePack(pack, opened.error)
    else yield { records: await decodeAll(quarantine, pack.spaceId, opened.value), isPacked: true }
  }
  for (let at = 0; at < keys.length; at += SLICE) {
    const refs = keys.slice(at, at + SLICE).map(looseRef)
    const states = await readable(look, quarantine, refs)
    const records = refs.flatMap((ref) => {
      const state = states.get(ref.id)
      return state === undefined ? [] : [{ ref: { ...ref, bucket: state.bucket }, state }]
    })
    yield { records, isPacked: false }
  }
}

/** Its bucket is inside: until it is read, no pack is looked into. */
const looseRef = (key: string): RecordRef => {
  const slash = key.indexOf('/')
  const id = key.slice(slash + 1)
  return { spaceId: key.slice(0, slash), entity: entityOf(id), id, bucket: ownBucket(id) ?? 0 }
}

/** Without those that cannot be read: they go to quarantine. */
const readable = async (look: Look, quarantine: Quarantine, refs: readonly RecordRef[]): Promise<ReadonlyMap<Id, State>> => {
  const { states, unreadable } = await readableStates(look, refs)
  for (const ref of refs) {
    const reason = unreadable.get(ref.id)
    if (reason !== undefined) await quarantine.noteRecord(recordKey(ref), reason)
  }
  return states
}

const decodeAll = async (quarantine: Quarantine, spaceId: string, records: readonly { readonly id: Id; readonly body: Uint8Array }[]) => {
  const decoded: { ref: RecordRef; state: State }[] = []
  for (const { id, body } of records) {
    const state = decodeState(body)
    if (state.ok) decoded.push({ ref: { spaceId, entity: entityOf(id), id, bucket: state.value.bucket }, state: state.value })
    else await quarantine.noteRecord(`${spaceId}/${id}`, state.error)
  }
  return decoded
}
