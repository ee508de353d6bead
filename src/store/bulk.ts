import { hex, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { COMMIT_KEY, readCommitMeta } from './commitmeta.ts'
import type { Database, PackRow } from './database.ts'
import type { Directory } from './directory.ts'
import { FIRST_EPOCH, type Keyring } from './keyring.ts'
import { encodePackItem } from './outbox.ts'
import { PACK_BYTES, PACK_RECORDS, encodePack, type PackedRecord } from './pack.ts'
import { isQuota } from './quota.ts'

/** A new record on its way into a pack. */
export interface BulkRecord extends PackedRecord {
  readonly bucket: number
}
export interface BulkBatch {
  readonly spaceId: string
  readonly entity: string
  /** In the order they are to lie: by bucket, then time. */
  readonly records: readonly BulkRecord[]
}

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly keyring: Keyring
  readonly crypto: Crypto
  readonly locks: LockManager
  readonly isShared: boolean
  readonly onCommit: (n: number, outgoing: number) => void
}

/** Writes new records as packs: a whole batch in one transaction, outbox notices included. */
export const writePacks = async (
  { database, directory, keyring, crypto, locks, isShared, onCommit }: Deps,
  { spaceId, entity, records }: BulkBatch,
  importId: string | null,
): Promise<Result<number, 'diskFull'>> => {
  const place = { spaceId, entity }
  const vault = await keyring.packVault(spaceId, keyring.device.id, FIRST_EPOCH)
  const packs = await Promise.all(
    packsOf(records).map(async (part) => {
      const row = { ...newPackRow({ keyring, crypto }, place, part), importId }
      return { row, bytes: await encodePack(row, part, vault) }
    }),
  )
  const notices = isShared
    ? await Promise.all(
        packs.map(async ({ row, bytes }) => {
          const item = encodePackItem(row, await hashOf(crypto, bytes))
          return { spaceId, sealed: await keyring.vault.seal(item, 'outbox'), pack: row.id }
        }),
      )
    : []
  try {
    const n = await locks.request(`${database.name}/commit`, () =>
      database.transaction('rw', [database.packs, database.packBytes, database.outbox, database.meta], async () => {
        const meta = await readCommitMeta(database)
        const next = meta.n + 1
        await database.packs.bulkPut(packs.map(({ row }): PackRow => ({ ...row, n: next })))
        await database.packBytes.bulkPut(packs.map(({ row: { id }, bytes }) => ({ id, bytes })))
        if (notices.length > 0) await database.outbox.bulkAdd(notices)
        await database.meta.put({ key: COMMIT_KEY, value: { ...meta, n: next } })
        return next
      }),
    )
    await directory.reload()
    onCommit(
      n,
      notices.reduce((sum, { sealed }) => sum + sealed.length, 0),
    )
    return ok(n)
  } catch (error) {
    if (isQuota(error)) return err('diskFull')
    throw error
  }
}

/** SHA-256. */
export const hashOf = async (crypto: Crypto, bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

/** The row of a pack that this device is about to make. */
export const newPackRow = (
  { keyring, crypto }: Pick<Deps, 'keyring' | 'crypto'>,
  place: Pick<BulkBatch, 'spaceId' | 'entity'>,
  records: readonly BulkRecord[],
): Omit<PackRow, 'n'> => ({
  ...place,
  id: newPackId(crypto),
  ...rangeOf(records),
  count: records.length,
  device: keyring.device.id,
  epoch: FIRST_EPOCH,
  importId: null,
  isReplaced: 0,
})

export const newPackId = (crypto: Crypto): string => hex(crypto.getRandomValues(new Uint8Array(16)))

/** Cut at 512 records or 512 KiB; a record over half of that lies alone. */
export const packsOf = <R extends PackedRecord>(records: readonly R[]): R[][] => {
  const packs: R[][] = []
  let room = 0
  for (const record of records) {
    const last = packs.at(-1)
    if (last === undefined || last.length >= PACK_RECORDS || room < record.body.length) {
      packs.push([record])
      room = PACK_BYTES - record.body.length
    } else {
      last.push(record)
      room -= record.body.length
    }
  }
  return packs
}

const rangeOf = (records: readonly { readonly bucket: number }[]): { low: number; high: number } => {
  let low = 0xffffffff
  let high = 0
  for (const { bucket } of records) {
    if (bucket < low) low = bucket
    if (bucket > high) high = bucket
  }
  return { low, high }
}
