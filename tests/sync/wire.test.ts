import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame, encodeFrame, MAX_ENTRY, MAX_FRAME, START, WIRE_VERSION } from '../../src/sync/wire.ts'
import { anyFrame, frameTypes, fuzz } from './frames.ts'

const valueOf = (bytes: Uint8Array) => {
  const frame = decodeFrame(bytes)
  return frame.ok ? frame.value : frame.error
}

describe('a frame', () => {
  test('says at the other end what it said at this one', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(valueOf(encodeFrame(frame))).toEqual(frame)
      }),
      { numRuns: 1_000 },
    )
  })

  test('has one form only: what decodes encodes to the same bytes', () => {
    for (const frame of fc.sample(anyFrame, { seed: 7, numRuns: 200 })) {
      const bytes = encodeFrame(frame)
      const again = decodeFrame(bytes)
      expect(again.ok && encodeFrame(again.value)).toEqual(bytes)
    }
  })

  test('of every type is tried', () => {
    expect(new Set(fc.sample(anyFrame, { seed: 1, numRuns: 400 }).map(({ type }) => type)).size).toBe(frameTypes.length)
  })

  test('keeps the numbers that earlier versions wrote', () => {
    expect(encodeFrame({ type: 'ping', id: 300 })).toEqual(Uint8Array.of(14, 0xac, 2))
    expect(encodeFrame({ type: 'sub', space: 'ab', cursor: START })).toEqual(Uint8Array.of(5, 2, 97, 98, 0, ...START.hash))
  })

  test('holds its bytes itself, so that the buffer it came in may be used again', () => {
    const bytes = encodeFrame({ type: 'push', space: 's', entry: Uint8Array.of(1, 2, 3) })
    const frame = valueOf(bytes)
    bytes.fill(9)
    expect(frame).toMatchObject({ entry: Uint8Array.of(1, 2, 3) })
  })

  test('may lie anywhere in a larger buffer', () => {
    const bytes = encodeFrame({ type: 'push', space: 's', entry: Uint8Array.of(1, 2, 3) })
    const buffer = Buffer.concat([Buffer.alloc(5, 7), bytes, Buffer.alloc(5, 7)])
    expect(valueOf(buffer.subarray(5, 5 + bytes.length))).toMatchObject({ entry: Uint8Array.of(1, 2, 3) })
  })

  test('carries the largest entry there may be, both to the relay and back', () => {
    const entry = new Uint8Array(MAX_ENTRY)
    const space = 'space_01ke70ehg0ez9rqzf2fb6cdsve'
    expect(encodeFrame({ type: 'push', space, entry }).length).toBeLessThanOrEqual(MAX_FRAME)
    expect(encodeFrame({ type: 'entry', space, seq: 2 ** 50, entries: [entry] }).length).toBeLessThanOrEqual(MAX_FRAME)
    expect(() => encodeFrame({ type: 'push', space, entry: new Uint8Array(MAX_FRAME) })).toThrow('bytes')
  })
})

describe('bytes from a stranger', () => {
  test('that are nothing, too much, or of a type that is not known', () => {
    expect(valueOf(new Uint8Array())).toBe('malformed')
    expect(valueOf(new Uint8Array(MAX_FRAME + 1))).toBe('tooLarge')
    expect(valueOf(Uint8Array.of(200, 1, 2, 3))).toBe('unknown')
    expect(valueOf(Uint8Array.of(0))).toBe('unknown')
  })

  test('with something behind the frame', () => {
    expect(valueOf(Uint8Array.of(...encodeFrame({ type: 'ping', id: 1 }), 0))).toBe('malformed')
  })

  test('that claim more than they hold take no memory for it', () => {
    const claims = [
      Uint8Array.of(9, 1, 97, 0xff, 0xff, 0xff, 0x7f, 1),
      Uint8Array.of(9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f),
      Uint8Array.of(4, 0, 0, ...new Uint8Array(64), 0xff, 0xff, 0xff, 0xff, 0x0f),
    ]
    const before = process.memoryUsage().arrayBuffers
    for (const claim of claims) expect(valueOf(claim)).toBe('malformed')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
  })

  test('that are very many very small entries', () => {
    const head = Uint8Array.of(7, 1, 97, 1)
    const small = (count: number) => Uint8Array.of(...head, ...Array.from({ length: count }, () => [1, 0]).flat())
    expect(valueOf(small(500))).toMatchObject({ type: 'entry' })
    expect(valueOf(small(501))).toBe('malformed')
  })

  test('with a number beyond what JavaScript counts, or text that is none', () => {
    expect(valueOf(Uint8Array.of(14, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01))).toBe('malformed')
    expect(valueOf(Uint8Array.of(8, 2, 0xc3, 0x28, 1))).toBe('malformed')
    expect(valueOf(Uint8Array.of(8, 65, ...new Uint8Array(65).fill(97), 1))).toBe('malformed')
  })

  test('greeting in another version are told apart from nonsense, whatever else they hold', () => {
    expect(valueOf(Uint8Array.of(1, WIRE_VERSION + 1, 42, 42))).toBe('otherVersion')
    expect(valueOf(Uint8Array.of(1, WIRE_VERSION, 42, 42))).toBe('malformed')
    expect(valueOf(Uint8Array.of(1))).toBe('malformed')
  })

  test('mutated 60,000 times never throw, and are told apart by the decoder alone', () => {
    const { decoded, refused } = fuzz(20_260, 60_000)
    expect(decoded).toBeGreaterThan(1_000)
    expect(refused).toBeGreaterThan(1_000)
  })
})
