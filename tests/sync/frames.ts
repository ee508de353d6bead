import fc, { type Arbitrary } from 'fast-check'
import { intBelow, randomFrom, type Random } from '../../src/core/random.ts'
import { areEqual, hex } from '../../src/core/bytes.ts'
import { encodeFrame, decodeFrame, WIRE_VERSION, type Frame, type FrameOf, type FrameType } from '../../src/sync/wire.ts'

const some = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes))
const upTo = (max: number, minLength = 0) => fc.uint8Array({ minLength, maxLength: max }).map((bytes) => Uint8Array.from(bytes))
const hash = some(32)
const hexHash = hash.map(hex)
const space = fc.string({ unit: 'binary', maxLength: 16 })
const uint = fc.maxSafeNat()
const cursor = fc.record({ seq: uint, hash })

type Fields<T extends FrameType> = Arbitrary<Omit<FrameOf<T>, 'type'>>

/** What each frame may hold; a type that is added to the protocol must be added here. */
const fields: { [T in FrameType]: Fields<T> } = {
  hello: fc.record({ version: fc.constant(WIRE_VERSION), workspace: hexHash, key: hash }),
  challenge: fc.record({ nonce: hash }),
  auth: fc.record({ signature: some(64), rosterLength: uint }),
  welcome: fc.record({
    now: uint,
    rosterLength: uint,
    rosterHead: hexHash,
    token: hexHash,
    counters: fc.array(fc.record({ space, counter: uint }), { maxLength: 5 }),
  }),
  sub: fc.record({ space, cursor }),
  subok: fc.record({ space, seq: uint }),
  entry: fc.record({ space, seq: uint, entries: fc.array(upTo(300, 1), { maxLength: 5 }) }),
  live: fc.record({ space, seq: uint }),
  push: fc.record({ space, entry: upTo(2_000, 1) }),
  ack: fc.record({ space, msgId: some(16).map(hex), cursor }),
  awareness: fc.record({ space, sealed: upTo(300) }),
  roster: fc.record({ from: uint, entries: fc.array(upTo(300, 1), { maxLength: 5 }) }),
  rosterAppend: fc.record({ entry: upTo(300, 1) }),
  ping: fc.record({ id: uint }),
  pong: fc.record({ id: uint, now: uint }),
  error: fc.record({ status: uint, answers: fc.constant('push'), about: hexHash, retryAfter: uint, seq: uint }),
}

export const anyFrame: Arbitrary<Frame> = fc.oneof(
  ...Object.entries(fields).map(
    ([type, arbitrary]) => (arbitrary as Arbitrary<object>).map((values) => ({ type, ...values }) as Frame), // each type with its own fields
  ),
)

export const frameTypes = Object.keys(fields)

/** One byte flipped, one lost, one more, a cut, a run of noise: what a bad line or a hand makes of a frame. */
const mutate = (random: Random, frame: Uint8Array): Uint8Array => {
  if (frame.length === 0) return frame
  const at = intBelow(random, frame.length)
  const noise = () => intBelow(random, 256)
  switch (intBelow(random, 6)) {
    case 0:
      return frame.with(at, noise())
    case 1:
      return frame.filter((_, i) => i !== at)
    case 2:
      return Uint8Array.of(...frame.subarray(0, at), noise(), ...frame.subarray(at))
    case 3:
      return frame.subarray(0, at)
    case 4:
      return frame.map((byte, i) => (i >= at && i < at + 8 ? noise() : byte))
    default:
      return frame.with(at, 0xff).with(Math.min(at + 1, frame.length - 1), 0xff)
  }
}

export interface Fuzzed {
  readonly decoded: number
  readonly refused: number
}

/** Sends so many mutated frames through the decoder; whatever it throws comes through. What it takes must encode to what it was. */
export const fuzz = (seed: number, count: number): Fuzzed => {
  const random = randomFrom(seed)
  const frames = fc.sample(anyFrame, { seed, numRuns: 400 }).map(encodeFrame)
  let decoded = 0
  for (let i = 0; i < count; i += 1) {
    const sound = frames[intBelow(random, frames.length)] ?? Uint8Array.of(0)
    const mutated = mutate(random, random() < 0.3 ? mutate(random, Uint8Array.from([...sound, 0])) : sound)
    const frame = decodeFrame(mutated)
    if (!frame.ok) continue
    decoded += 1
    if (!areEqual(encodeFrame(frame.value), mutated)) throw new Error(`two forms of one frame: ${hex(mutated)}`)
  }
  return { decoded, refused: count - decoded }
}
