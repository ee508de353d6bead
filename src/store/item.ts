import * as decoding from 'lib0/decoding'
import type { Bytes } from '../core/bytes.ts'
import { isId, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { LogPlace } from './database.ts'
import { BRANCH, FULL, PACK, TAKEN_BACK, UPDATE, type NamedPack, type Writer } from './outbox.ts'
import type { Delta } from './record.ts'
import type { HistoryEntry } from './state.ts'

/** An edit, or a record as it stands: only then it names those who wrote it. */
export interface UpdateItem {
  readonly kind: 'update'
  readonly id: Id
  readonly version: number
  readonly bucket: number
  readonly delta: Delta
  readonly writers: readonly Writer[] | null
}

/** What an entry of the log may hold. */
export type Item =
  | UpdateItem
  | { readonly kind: 'pack'; readonly pack: NamedPack; readonly hash: Bytes }
  /** As version 1 of the database left it in its outbox: it never travels so. */
  | { readonly kind: 'packName'; readonly id: string }
  | { readonly kind: 'takenBack'; readonly packs: readonly string[] }
  | { readonly kind: 'branch'; readonly places: readonly LogPlace[] }

const MAX_LISTED = 100_000
const HASH = 32
const PACK_ID = /^[0-9a-f]{32}$/

const demand = (holds: boolean): void => {
  if (!holds) throw new RangeError('malformed')
}

/** `newer`: of a kind that only a later app knows. Safe on bytes that anyone may have written. */
export const decodeItem = (bytes: Bytes): Result<Item, 'newer' | 'corrupt'> => {
  try {
    const decoder = decoding.createDecoder(bytes)
    const item = readItem(decoder)
    if (item === null) return err('newer')
    return decoding.hasContent(decoder) ? err('corrupt') : ok(item)
  } catch {
    return err('corrupt')
  }
}

const readItem = (decoder: decoding.Decoder): Item | null => {
  switch (decoding.readVarUint(decoder)) {
    case UPDATE:
      return { ...readUpdate(decoder), writers: null }
    case FULL:
      return { ...readUpdate(decoder), writers: listIn(decoder, readWriter) }
    case PACK: {
      const id = packId(decoder)
      if (!decoding.hasContent(decoder)) return { kind: 'packName', id }
      const entity = decoding.readVarString(decoder)
      const [low, high] = [decoding.readUint32(decoder), decoding.readUint32(decoder)]
      const importId = decoding.readVarString(decoder) || null
      return { kind: 'pack', pack: { id, entity, low, high, importId }, hash: hashIn(decoder) }
    }
    case TAKEN_BACK:
      return { kind: 'takenBack', packs: listIn(decoder, packId) }
    case BRANCH:
      return { kind: 'branch', places: listIn(decoder, () => ({ seq: decoding.readVarUint(decoder), hash: hashIn(decoder) })) }
    default:
      return null
  }
}

const readUpdate = (decoder: decoding.Decoder): Omit<UpdateItem, 'writers'> => {
  const id = decoding.readVarString(decoder)
  demand(isId(id))
  const version = decoding.readVarUint(decoder)
  const bucket = decoding.readUint32(decoder)
  const update = decoding.readVarUint8Array(decoder).slice()
  return { kind: 'update', id, version, bucket, delta: { update, history: readHistory(decoding.readAny(decoder)) } }
}

const readWriter = (decoder: decoding.Decoder): Writer => ({
  writer: decoding.readVarUint(decoder),
  device: decoding.readVarString(decoder),
})

const packId = (decoder: decoding.Decoder): string => {
  const id = decoding.readVarString(decoder)
  demand(PACK_ID.test(id))
  return id
}

const hashIn = (decoder: decoding.Decoder): Bytes => decoding.readUint8Array(decoder, HASH).slice()

const listIn = <T>(decoder: decoding.Decoder, read: (decoder: decoding.Decoder) => T): readonly T[] => {
  const count = decoding.readVarUint(decoder)
  demand(count <= MAX_LISTED)
  return Array.from({ length: count }, () => read(decoder))
}

const readHistory = (list: unknown): readonly HistoryEntry[] => {
  if (!Array.isArray(list)) throw new RangeError('malformed')
  return list.map((entry: unknown) => {
    if (!Array.isArray(entry)) throw new RangeError('malformed')
    const [clock, writer, path, before] = entry as unknown[]
    if (!isCount(clock) || !isCount(writer) || typeof path !== 'string') throw new RangeError('malformed')
    return { clock, writer, path, before: before ?? null }
  })
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
