import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'
import type { Id } from '../core/ids.ts'
import type { LogPlace, PackRow, WriterRow } from './database.ts'
import type { Delta } from './record.ts'
import type { State } from './state.ts'

/** Kinds of what travels; the numbers are on disk and in every log. 3, 4 and 6 are kept for tombstones, files and app events. */
export const UPDATE = 1
export const FULL = 2
export const PACK = 5
export const TAKEN_BACK = 7
export const BRANCH = 8

const written = (kind: number, write: (encoder: encoding.Encoder) => void): Bytes => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, kind)
  write(encoder)
  return encoding.toUint8Array(encoder) // lib0 never hands out shared memory
}

/** A client id, and the device that writes under it. */
export type Writer = Pick<WriterRow, 'writer' | 'device'>

/** An edit or a creation: the update and what it replaced. */
export const encodeUpdateItem = (id: Id, about: Pick<State, 'version' | 'bucket'>, delta: Delta): Bytes =>
  written(UPDATE, (encoder) => writeUpdate(encoder, id, about, delta))

/** A record as it stands, by whoever holds it, with those who wrote it. */
export const encodeFullItem = (id: Id, about: Pick<State, 'version' | 'bucket'>, delta: Delta, writers: readonly Writer[]): Bytes =>
  written(FULL, (encoder) => {
    writeUpdate(encoder, id, about, delta)
    encoding.writeVarUint(encoder, writers.length)
    for (const { writer, device } of writers) {
      encoding.writeVarUint(encoder, writer)
      encoding.writeVarString(encoder, device)
    }
  })

const writeUpdate = (
  encoder: encoding.Encoder,
  id: Id,
  { version, bucket }: Pick<State, 'version' | 'bucket'>,
  { update, history }: Delta,
): void => {
  encoding.writeVarString(encoder, id)
  encoding.writeVarUint(encoder, version)
  encoding.writeUint32(encoder, bucket)
  encoding.writeVarUint8Array(encoder, update)
  encoding.writeAny(encoder, history.map(({ clock, writer, path, before }) => [clock, writer, path, before]) as encoding.AnyEncodable)
}

export type NamedPack = Pick<PackRow, 'id' | 'entity' | 'low' | 'high' | 'importId'>

/** A pack of new records, which travels by itself; `hash`: SHA-256 of its bytes. */
export const encodePackItem = ({ id, entity, low, high, importId }: NamedPack, hash: Bytes): Bytes =>
  written(PACK, (encoder) => {
    encoding.writeVarString(encoder, id)
    encoding.writeVarString(encoder, entity)
    encoding.writeUint32(encoder, low)
    encoding.writeUint32(encoder, high)
    encoding.writeVarString(encoder, importId ?? '')
    encoding.writeUint8Array(encoder, hash)
  })

/** An import that was taken back, by its packs. */
export const encodeTakenBackItem = (packs: readonly string[]): Bytes =>
  written(TAKEN_BACK, (encoder) => {
    encoding.writeVarUint(encoder, packs.length)
    for (const id of packs) encoding.writeVarString(encoder, id)
  })

/** Places that the relay lost, and that entries which come back to it still name. */
export const encodeBranchItem = (places: readonly LogPlace[]): Bytes =>
  written(BRANCH, (encoder) => {
    encoding.writeVarUint(encoder, places.length)
    for (const { seq, hash } of places) {
      encoding.writeVarUint(encoder, seq)
      encoding.writeUint8Array(encoder, hash)
    }
  })
