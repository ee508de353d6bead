import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'
import { err, must, ok, type Result } from '../core/result.ts'
import { encoded } from '../store/encode.ts'
import { bytes, decode, fixed, hexOf, listOf, rest, restOf, struct, text, uint, type Shape, type ValuesOf } from './fields.ts'

/** The one protocol of both ends: binary frames, a type in one byte, then its fields. Another layout is another version. */
export const WIRE_VERSION = 1

/** Bytes. A pushed entry leaves room for the frame that carries it back. */
export const MAX_FRAME = 1_048_576
export const MAX_ENTRY = MAX_FRAME - 1_024
export const MAX_ROSTER_ENTRY = 65_536
export const MAX_AWARENESS = 16_384

/** Entries in one frame. */
export const PAGE_ENTRIES = 500
const MAX_SPACES = 10_000
/** Bytes of a space's or member's id. */
export const MAX_ID = 64

const id = text(MAX_ID)
const hash = fixed(32)

/** A place in a space's log: the last entry seen and the chain's hash there; 0 and zeros before the first. */
export const cursor = struct({ seq: uint, hash })
export type Cursor = ValuesOf<{ seq: typeof uint; hash: typeof hash }>

export const START: Cursor = { seq: 0, hash: new Uint8Array(32) }

const shapes = {
  /** `key` signs the login: a device's, or an invite's. */
  hello: { version: uint, workspace: hexOf(32), key: hash },
  challenge: { nonce: hash },
  /** `rosterLength`: entries that the device holds; it is sent the others. */
  auth: { signature: fixed(64), rosterLength: uint },
  /**
   * `now`: the relay's clock, epoch ms. A workspace that the relay does not hold has an empty roster and a head of zeros.
   * `token` opens its packs over HTTP while this socket lives. `counters`: the highest of this device's push counters that the relay holds.
   */
  welcome: {
    now: uint,
    rosterLength: uint,
    rosterHead: hexOf(32),
    token: hexOf(32),
    counters: listOf(struct({ space: id, counter: uint }), MAX_SPACES),
  },
  sub: { space: id, cursor },
  /** `seq`: the last entry there is now. */
  subok: { space: id, seq: uint },
  /** Entries in a row, `seq` being the first one's. */
  entry: { space: id, seq: uint, entries: restOf(bytes(MAX_ENTRY, 1), PAGE_ENTRIES) },
  /** Everything up to `seq` has been sent; what follows is new. */
  live: { space: id, seq: uint },
  push: { space: id, entry: bytes(MAX_FRAME, 1) },
  ack: { space: id, msgId: hexOf(16), cursor },
  awareness: { space: id, sealed: bytes(MAX_FRAME) },
  /** Entries of the roster from place `from` on. */
  roster: { from: uint, entries: restOf(bytes(MAX_ROSTER_ENTRY, 1), PAGE_ENTRIES) },
  rosterAppend: { entry: bytes(MAX_FRAME, 1) },
  ping: { id: uint },
  /** `now`: the relay's clock, epoch ms. */
  pong: { id: uint, now: uint },
  /**
   * `answers`: the type of the frame that was refused. `about`: its message id, space or roster entry's hash.
   * `retryAfter`: ms, 0 where trying again is no use. `seq`: where a cursor is refused, the relay's last entry.
   */
  error: { status: uint, answers: text(16), about: text(MAX_ID), retryAfter: uint, seq: uint },
} satisfies Record<string, Shape>

type Shapes = typeof shapes
export type FrameType = keyof Shapes
export type FrameOf<T extends FrameType> = { readonly type: T } & ValuesOf<Shapes[T]>
export type Frame = { [T in FrameType]: FrameOf<T> }[FrameType]

/** On the wire for good: numbers are only ever added. */
const codes: Record<FrameType, number> = {
  hello: 1,
  challenge: 2,
  auth: 3,
  welcome: 4,
  sub: 5,
  subok: 6,
  entry: 7,
  live: 8,
  push: 9,
  ack: 10,
  awareness: 11,
  roster: 12,
  rosterAppend: 13,
  ping: 14,
  pong: 15,
  error: 16,
}

/** Why a frame was refused, as HTTP would say it. */
export const refusals = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  unknown: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  epochClosed: 423,
  otherVersion: 426,
  tooMany: 429,
  full: 507,
} as const
export type Refusal = keyof typeof refusals

/** `unknown`: a type of a later version, to be passed over. `otherVersion`: a greeting in another version. */
export type WireError = 'tooLarge' | 'unknown' | 'otherVersion' | 'malformed'

const known = Object.entries(codes).map(([key, code]) => {
  const type = key as FrameType // the keys of `codes`
  return { type, code, field: struct<Shape>(shapes[type]) }
})
const byType = new Map(known.map((one) => [one.type, one]))
const byCode = new Map(known.map((one) => [one.code, one]))

export const encodeFrame = (frame: Frame): Bytes => {
  const { code, field } = must(byType.get(frame.type), frame.type)
  const whole = encoded((encoder) => {
    encoding.writeUint8(encoder, code)
    field.write(encoder, frame)
  })
  if (whole.length > MAX_FRAME) throw new RangeError(`a ${frame.type} frame of ${whole.length} bytes`)
  return whole
}

/** Safe on any bytes: it throws nothing, and makes nothing larger than what it is given. */
export const decodeFrame = (source: Uint8Array): Result<Frame, WireError> => {
  if (source.length > MAX_FRAME) return err('tooLarge')
  const [code] = source
  if (code === undefined) return err('malformed')
  const one = byCode.get(code)
  if (one === undefined) return err('unknown')
  const body = source.subarray(1)
  // Another version may greet with other fields; the version is first in all of them.
  if (code === codes.hello && startsWithOtherVersion(body)) return err('otherVersion')
  const decoded = decode(one.field, body)
  return decoded.ok ? ok({ type: one.type, ...decoded.value } as Frame) : decoded // the fields of that type
}

const startsWithOtherVersion = (body: Uint8Array): boolean => {
  const version = decode(struct({ version: uint, others: rest }), body)
  return version.ok && version.value.version !== WIRE_VERSION
}
