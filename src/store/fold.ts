import type { Bytes } from '../core/bytes.ts'
import { COMMIT_KEY, readCommitMeta } from './commitmeta.ts'
import type { Database, PackRow, RecordRow } from './database.ts'
import type { Directory } from './directory.ts'
import { mergeStates } from './document.ts'
import { entityOf } from '../core/ids.ts'
import { newPackRow, packsOf, type BulkRecord } from './bulk.ts'
import { FIRST_EPOCH, type Keyring } from './keyring.ts'
import { encodePack } from './pack.ts'
import { decodeState, encodeState } from './state.ts'
import { compact } from './texts.ts'

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly keyring: Keyring
  readonly crypto: Crypto
  readonly locks: LockManager
  /** Lets whatever waits go first. */
  readonly pause: () => Promise<void>
}

/** So many loose records of one space and entity are worth a rewrite. */
const WORTH = 256
/** So many move in one transaction, for which commits wait. */
const MOST = 1_024
/** So many are opened between two pauses: each is a document that is loaded and written anew. */
const TOGETHER = 32
const HALF_FULL = 384

/**
 * Moves loose records into packs, with packs of ours that are not full yet. Only records at or below `upTo`, the lowest number that every
 * stored column blob has reached, may move: what lies in packs is not replayed at the start. Answers how many moved.
 */
export const fold = async (deps: Deps, upTo: number): Promise<number> => {
  const rows = await deps.database.records.where('n').belowOrEqual(upTo).toArray()
  const groups = Map.groupBy(rows, ({ key }) => groupOf(key))
  let moved = 0
  for (const [group, loose] of groups) {
    for (let at = 0; loose.length - at >= WORTH; at += MOST) moved += await foldSome(deps, group, loose.slice(at, at + MOST))
  }
  return moved
}

const idIn = (key: string): string => key.slice(key.indexOf('/') + 1)
const groupOf = (key: string): string => `${key.slice(0, key.indexOf('/'))}/${entityOf(idIn(key))}`

const foldSome = async (deps: Deps, group: string, found: readonly RecordRow[]): Promise<number> => {
  const { database, directory, keyring, crypto, locks, pause } = deps
  const [spaceId = '', entity = ''] = group.split('/')
  const loose = await openRows(deps, found)
  const rows = loose.map(({ row }) => row)
  const old = directory
    .packs()
    .filter((pack) => pack.spaceId === spaceId && pack.entity === entity && pack.isFolded && pack.count < HALF_FULL)
  const records = new Map<string, BulkRecord>(loose.map((record) => [record.id, record]))
  for (const pack of old) {
    const opened = await directory.openAll(pack)
    if (!opened.ok) return 0
    for (const { id, body } of opened.value) records.set(id, unite(records.get(id), id, body))
  }
  const ordered = [...records.values()].sort((a, b) => a.bucket - b.bucket || (a.id < b.id ? -1 : 1))
  const vault = await keyring.packVault(spaceId, keyring.device.id, FIRST_EPOCH)
  const n = Math.max(...rows.map((row) => row.n), ...old.map((pack) => pack.n))
  const packs: { readonly row: PackRow; readonly bytes: Bytes }[] = []
  for (const part of packsOf(ordered)) {
    const row: PackRow = { ...newPackRow({ keyring, crypto }, { spaceId, entity }, part), n, isFolded: true }
    packs.push({ row, bytes: await encodePack(row, part, vault) })
    await pause()
  }
  const isDone = await locks.request(`${database.name}/commit`, () =>
    database.transaction('rw', [database.records, database.packs, database.packBytes, database.meta], async () => {
      const standing = await database.records.bulkGet(rows.map(({ key }) => key))
      const stillOld = await database.packs.bulkGet(old.map(({ id }) => id))
      const hasMoved = rows.some((row, i) => standing[i]?.n !== row.n) || stillOld.some((pack) => pack?.isReplaced !== 0)
      if (hasMoved) return false
      const meta = await readCommitMeta(database)
      await database.records.bulkDelete(rows.map(({ key }) => key))
      await database.packs.bulkPut([...packs.map(({ row }) => row), ...old.map((pack): PackRow => ({ ...pack, isReplaced: 1 }))])
      await database.packBytes.bulkPut(packs.map(({ row: { id }, bytes }) => ({ id, bytes })))
      await database.meta.put({ key: COMMIT_KEY, value: { ...meta, folds: meta.folds + 1 } })
      return true
    }),
  )
  if (isDone) await directory.reload()
  return isDone ? rows.length : 0
}

/** A row that does not open stays where it is: it is shown as damaged, never dropped. */
const openRows = async (
  { keyring, pause }: Deps,
  rows: readonly RecordRow[],
): Promise<readonly (BulkRecord & { readonly row: RecordRow })[]> => {
  const records: (BulkRecord & { readonly row: RecordRow })[] = []
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const opened = await Promise.all(
      rows.slice(at, at + TOGETHER).map(async (row) => ({ row, plain: await keyring.vault.open(row.sealed, `records|${row.key}`) })),
    )
    for (const { row, plain } of opened) {
      const state = plain.ok ? decodeState(plain.value) : plain
      if (!state.ok) continue
      const body = encodeState({ ...state.value, doc: compact(state.value.doc) })
      records.push({ row, id: idIn(row.key), bucket: state.value.bucket, body })
    }
    await pause()
  }
  return records
}

const unite = (loose: BulkRecord | undefined, id: string, body: Uint8Array): BulkRecord => {
  const packed = decodeState(body)
  if (!packed.ok) throw new Error(`pack holds a state that does not read: ${packed.error}`)
  if (loose === undefined) return { id, bucket: packed.value.bucket, body }
  const row = decodeState(loose.body)
  return row.ok ? { ...loose, body: encodeState(mergeStates(row.value, packed.value)) } : loose
}
