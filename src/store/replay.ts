import { entityOf, type Id } from '../core/ids.ts'
import type { Database } from './database.ts'
import type { Directory, RecordRef } from './directory.ts'
import type { Keyring } from './keyring.ts'
import type { Quarantine } from './quarantine.ts'
import { decodeState, type State } from './state.ts'

/** States of one entity, or loose ones of several. */
export interface ReplayBatch {
  readonly records: readonly { readonly ref: RecordRef; readonly state: State }[]
  /** How much of the whole this was, 0 to 1. */
  readonly done: number
}

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly keyring: Keyring
}

const SLICE = 256

/**
 * Everything written after commit `n`: packs first, loose records after them. An id may come twice (an older copy in a pack): whoever
 * has met it before asks for its merged state. What cannot be read goes to quarantine and the rest goes on.
 */
export async function* replaySince({ database, directory, keyring }: Deps, quarantine: Quarantine, n: number): AsyncIterable<ReplayBatch> {
  const packs = directory.packs().filter((pack) => pack.n > n)
  const keys = await database.records.where('n').above(n).primaryKeys()
  const total = packs.reduce((sum, { count }) => sum + count, 0) + keys.length
  let done = 0
  for (const pack of packs) {
    const opened = await directory.openAll(pack)
    if (!opened.ok) await quarantine.notePack(pack, opened.error)
    else yield { records: await decodeAll(quarantine, pack.spaceId, opened.value), done: (done += pack.count) / total }
  }
  for (let at = 0; at < keys.length; at += SLICE) {
    const rows = await database.records.bulkGet(keys.slice(at, at + SLICE))
    const bodies = await Promise.all(
      rows.map(async (row) => {
        if (row === undefined) return [] // folded meanwhile: its pack was met, or comes at the next start
        const opened = await keyring.vault.open(row.sealed, `records|${row.key}`)
        if (!opened.ok) await quarantine.noteRecord(row.key, opened.error)
        return opened.ok ? [{ id: idIn(row.key), spaceId: row.key.slice(0, row.key.indexOf('/')), body: opened.value }] : []
      }),
    )
    const records = await Promise.all(bodies.flat().map(({ spaceId, ...record }) => decodeAll(quarantine, spaceId, [record])))
    yield { records: records.flat(), done: (done += rows.length) / total }
  }
}

const idIn = (key: string): Id => key.slice(key.indexOf('/') + 1)

const decodeAll = async (quarantine: Quarantine, spaceId: string, records: readonly { readonly id: Id; readonly body: Uint8Array }[]) => {
  const decoded: { ref: RecordRef; state: State }[] = []
  for (const { id, body } of records) {
    const state = decodeState(body)
    if (state.ok) decoded.push({ ref: { spaceId, entity: entityOf(id), id, bucket: state.value.bucket }, state: state.value })
    else await quarantine.noteRecord(`${spaceId}/${id}`, state.error)
  }
  return decoded
}
