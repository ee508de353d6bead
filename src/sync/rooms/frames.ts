import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Bytes } from '../../core/bytes.ts'

/*
 * The frames of y-websocket 3 (messages of y-protocols 1), as one side of a room says them to the other. Their numbers are that package's;
 * `tests/sync/rooms` holds them against the package itself.
 */
const SYNC = 0
const AWARENESS = 1
const QUERY = 3
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

/** Who somebody is and where, by the client id of their document. */
export interface Presence {
  readonly client: number
  /** Rises with everything that this client says. */
  readonly clock: number
  /** Null: it left. */
  readonly state: Readonly<Record<string, unknown>> | null
}
/** `step1`: what the other side holds; it wants the rest. `query`: a newcomer wants to know who is here. */
export type RoomFrame =
  | { readonly kind: 'step1'; readonly vector: Bytes }
  | { readonly kind: 'update'; readonly update: Bytes }
  | { readonly kind: 'presence'; readonly all: readonly Presence[] }
  | { readonly kind: 'query' }

/** One client says one state; a server that tells of many at once tells of no more than look at one record. */
const MAX_TOLD = 64
/** Characters. */
const MAX_STATE = 4_096

/** Null for what is none. Safe on bytes that anyone may have written. */
export const decodeRoomFrame = (bytes: Uint8Array): RoomFrame | null => {
  try {
    const decoder = decoding.createDecoder(bytes)
    const frame = readFrame(decoder)
    return decoding.hasContent(decoder) ? null : frame
  } catch {
    return null
  }
}

const readFrame = (decoder: decoding.Decoder): RoomFrame | null => {
  switch (decoding.readVarUint(decoder)) {
    case SYNC: {
      const step = decoding.readVarUint(decoder)
      const content = decoding.readVarUint8Array(decoder).slice()
      if (step === STEP_1) return { kind: 'step1', vector: content }
      return step === STEP_2 || step === UPDATE ? { kind: 'update', update: content } : null
    }
    case AWARENESS:
      return { kind: 'presence', all: readPresences(decoding.readVarUint8Array(decoder)) }
    case QUERY:
      return { kind: 'query' }
    default:
      return null
  }
}

const readPresences = (bytes: Uint8Array): readonly Presence[] => {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  if (count > MAX_TOLD) throw new RangeError('too many')
  return Array.from({ length: count }, () => {
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const written = decoding.readVarString(decoder)
    if (written.length > MAX_STATE) throw new RangeError('too long')
    const state: unknown = JSON.parse(written)
    if (typeof state !== 'object' || Array.isArray(state)) throw new RangeError('no state')
    return { client, clock, state: state as Presence['state'] } // an object of JSON, or null
  })
}

const written = (write: (encoder: encoding.Encoder) => void): Bytes => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder) // lib0 never hands out shared memory
}

const syncFrame = (step: number, content: Uint8Array): Bytes =>
  written((encoder) => {
    encoding.writeVarUint(encoder, SYNC)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })

export const step1Frame = (vector: Uint8Array): Bytes => syncFrame(STEP_1, vector)
export const step2Frame = (update: Uint8Array): Bytes => syncFrame(STEP_2, update)
export const updateFrame = (update: Uint8Array): Bytes => syncFrame(UPDATE, update)

export const presenceFrame = (all: readonly Presence[]): Bytes =>
  written((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS)
    encoding.writeVarUint8Array(
      encoder,
      written((list) => {
        encoding.writeVarUint(list, all.length)
        for (const { client, clock, state } of all) {
          encoding.writeVarUint(list, client)
          encoding.writeVarUint(list, clock)
          encoding.writeVarString(list, JSON.stringify(state))
        }
      }),
    )
  })

export const queryFrame = (): Bytes => Uint8Array.of(QUERY)

/** Tells nothing but that the line lives: the provider gives a silent one up after 30 s. */
export const pulseFrame = (): Bytes => presenceFrame([])
