import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'
import type { Id } from '../core/ids.ts'
import type { Delta } from './record.ts'
import type { State } from './state.ts'

/** Kinds of what waits to be sent; the numbers are on disk. */
const UPDATE = 1
const PACK = 5

const finish = (encoder: encoding.Encoder): Bytes => encoding.toUint8Array(encoder) // lib0 never hands out shared memory

/** An edit or a creation: the update and what it replaced. */
export const encodeUpdateItem = (id: Id, { version, bucket }: State, { update, history }: Delta): Bytes => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, UPDATE)
  encoding.writeVarString(encoder, id)
  encoding.writeVarUint(encoder, version)
  encoding.writeUint32(encoder, bucket)
  encoding.writeVarUint8Array(encoder, update)
  encoding.writeAny(encoder, history.map(({ clock, writer, path, before }) => [clock, writer, path, before]) as encoding.AnyEncodable)
  return finish(encoder)
}

/** A pack of new records, which travels by itself. */
export const encodePackItem = (packId: string): Bytes => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, PACK)
  encoding.writeVarString(encoder, packId)
  return finish(encoder)
}
