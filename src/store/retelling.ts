import type { Bytes } from '../core/bytes.ts'
import { hashOf } from './bulk.ts'
import type { Database, PackRow } from './database.ts'
import { refOf, type Directory, type RecordRef } from './directory.ts'
import type { Keyring } from './keyring.ts'
import { lookThrough, readableStates, recordKey } from './look.ts'
import { encodeFullItem, encodePackItem, encodeTakenBackItem, type Writer } from './outbox.ts'
import { decodeState, type State } from './state.ts'
import { ownWriters, writersIn } from './writers.ts'

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly keyring: Keyring
  readonly crypto: Crypto
  readonly spaceId: string
}

/** Something that a relay may have lost for good, said anew. */
export interface Retold {
  readonly item: Bytes
  /** The pack that it names. */
  readonly pack: string | null
}

const TOGETHER = 64

/**
 * What this device holds of a space that was written after commit `since`: this device's own imports as they travelled, everything else record by
 * record. What it cannot read is left to who can.
 */
export async function* retelling(deps: Deps, since: number): AsyncIterable<Retold> {
  const { database, directory, keyring, spaceId } = deps
  const isOurs = ({ device }: PackRow) => device === keyring.device.id
  await directory.reload()
  for (const pack of directory.packs().filter((one) => one.spaceId === spaceId && one.n > since)) {
    if (isOurs(pack) && pack.isFolded === undefined) yield* whole(deps, pack)
    else yield* unpacked(deps, pack)
  }
  const gone = await database.packs.filter((pack) => pack.spaceId === spaceId && pack.isTakenBack === true && isOurs(pack)).toArray()
  if (gone.length > 0) yield { item: encodeTakenBackItem(gone.map(({ id }) => id)), pack: null }
  yield* loose(deps, since)
}

async function* whole({ database, crypto }: Deps, pack: PackRow): AsyncIterable<Retold> {
  const bytes = (await database.packBytes.get(pack.id))?.bytes
  if (bytes !== undefined) yield { item: encodePackItem(pack, await hashOf(crypto, bytes)), pack: pack.id }
}

async function* unpacked(deps: Deps, pack: PackRow): AsyncIterable<Retold> {
  const opened = await deps.directory.openAll(pack)
  const records = (opened.ok ? opened.value : []).flatMap(({ id, body }) => {
    const state = decodeState(body)
    return state.ok ? [{ ref: refOf(pack.spaceId, id, state.value.bucket), state: state.value }] : []
  })
  for (let at = 0; at < records.length; at += TOGETHER) yield* full(deps, records.slice(at, at + TOGETHER))
}

async function* loose(deps: Deps, since: number): AsyncIterable<Retold> {
  const { database, directory, keyring, spaceId } = deps
  const keys = (await database.records.where('n').above(since).primaryKeys()).filter((key) =>
    key.startsWith(recordKey({ spaceId, id: '' })),
  )
  const look = lookThrough({ database, directory, vault: keyring.vault }, new Map())
  for (let at = 0; at < keys.length; at += TOGETHER) {
    const refs = keys.slice(at, at + TOGETHER).map((key) => refOf(spaceId, key.slice(spaceId.length + 1), 0))
    const { states } = await readableStates(look, refs)
    const records = refs.flatMap((ref) => {
      const state = states.get(ref.id)
      return state === undefined ? [] : [{ ref, state }]
    })
    yield* full(deps, records)
  }
}

async function* full(deps: Deps, records: readonly { readonly ref: RecordRef; readonly state: State }[]): AsyncIterable<Retold> {
  const said = records.flatMap(({ ref: { id }, state }) =>
    [state.doc, ...state.waiting].map((update) => ({ id, state, delta: { update, history: state.history } })),
  )
  const writers = said.map(({ delta }) => writersIn(delta))
  const known = await devicesOf(deps, [...new Set(writers.flat())])
  for (const [i, { id, state, delta }] of said.entries()) {
    const theirs = (writers[i] ?? []).flatMap((writer): Writer[] => {
      const device = known.get(writer)
      return device === undefined ? [] : [{ writer, device }]
    })
    yield { item: encodeFullItem(id, state, delta, theirs), pack: null }
  }
}

const devicesOf = async ({ database, keyring }: Deps, writers: readonly number[]): Promise<ReadonlyMap<number, string>> => {
  const [rows, own] = await Promise.all([database.writers.bulkGet([...writers]), ownWriters(database)])
  const known = rows.flatMap((row) => (row === undefined ? [] : [[row.writer, row.device] as const]))
  return new Map([...known, ...[...own].map((writer) => [writer, keyring.device.id] as const)])
}
