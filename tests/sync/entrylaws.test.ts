import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areEqual, hex, type Bytes } from '../../src/core/bytes.ts'
import { decodeEntry, encodeEntry, linkBytes, sealLabel, verifyEntry, type Entry } from '../../src/sync/entry.ts'
import { openItems } from '../../src/sync/seal.ts'
import { importVerifyKey } from '../../src/sync/signature.ts'
import { aDevice, anEntry, dataVault, SPACE } from './devices.ts'

const count = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes))
const hexOf = (length: number) => bytesOf(length).map(hex)

const someEntry: fc.Arbitrary<Entry> = fc.record({
  version: fc.constant(1),
  codec: count,
  msgId: hexOf(16),
  device: hexOf(16),
  counter: count,
  epoch: count,
  rosterHead: hexOf(32),
  cursor: fc.record({ seq: count, hash: bytesOf(32) }),
  signature: bytesOf(64),
  body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
})
const sameSeed = { seed: 12 }

describe('an entry', () => {
  test('of any contents is read as it was written', () => {
    fc.assert(
      fc.property(someEntry, (entry) => {
        expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, value: entry })
      }),
      { ...sameSeed, numRuns: 1_000 },
    )
  })

  test('has one form only: whatever bytes are read as one are those that it is written as', () => {
    fc.assert(
      fc.property(someEntry, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }), fc.nat(40), (entry, changes, cut) => {
        const bytes = encodeEntry(entry)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const source = bytes.slice(0, bytes.length - (cut < 20 ? cut : 0))
        const decoded = decodeEntry(source)
        if (decoded.ok) expect(areEqual(encodeEntry(decoded.value), source)).toBe(true)
      }),
      { ...sameSeed, numRuns: 5_000 },
    )
  })

  test('shares its seal’s label with no other message, space, epoch, device or codec', () => {
    const place = fc.record({ space: fc.string({ maxLength: 64 }), msgId: hexOf(16), epoch: count, device: hexOf(16), codec: fc.nat(9) })
    fc.assert(
      fc.property(place, place, fc.subarray(['space', 'msgId', 'epoch', 'device', 'codec'] as const), (one, other, taken) => {
        const near = { ...one, ...Object.fromEntries(taken.map((name) => [name, other[name]])) }
        const isSame = JSON.stringify(one) === JSON.stringify(near)
        expect(sealLabel(one.space, one) === sealLabel(near.space, near)).toBe(isSame)
      }),
      { ...sameSeed, numRuns: 2_000 },
    )
  })

  test('is linked under its place, message, device and body, and no two of these make the same link', () => {
    const link = fc.record({ previous: bytesOf(32), seq: count, msgId: hexOf(16), device: hexOf(16), body: bytesOf(32) })
    const bytes = ({ previous, seq, msgId, device, body }: typeof link extends fc.Arbitrary<infer T> ? T : never) =>
      linkBytes(previous, seq, { msgId, device }, body)
    fc.assert(
      fc.property(link, link, fc.subarray(['previous', 'seq', 'msgId', 'device', 'body'] as const), (one, other, taken) => {
        const near = { ...one, ...Object.fromEntries(taken.map((name) => [name, other[name]])) }
        const isSame = Object.keys(one).every(
          (name) => taken.every((each) => each !== name) || String(one[name as 'seq']) === String(near[name as 'seq']),
        ) // their own keys
        expect(areEqual(bytes(one), bytes(near))).toBe(isSame)
      }),
      { ...sameSeed, numRuns: 2_000 },
    )
  })
})

describe('a sealed entry', () => {
  const items = fc.array(
    fc.uint8Array({ minLength: 1, maxLength: 900 }).map((bytes) => Uint8Array.from(bytes)),
    { maxLength: 20 },
  )

  test('opens to whatever items went in, in their order', async () => {
    const device = await aDevice()
    const vault = await dataVault(device.id)
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        const entry = await anEntry(device, list)
        expect(await openItems(vault, SPACE, entry)).toEqual({ ok: true, value: list })
      }),
      { ...sameSeed, numRuns: 200 },
    )
  })

  test('with a bit changed anywhere is its author’s no more, and its body does not open', async () => {
    const device = await aDevice()
    const vault = await dataVault(device.id)
    const key = await importVerifyKey(crypto, device.signPublic)
    const entry = await anEntry(device, [Uint8Array.of(1, 2, 3)])
    const flipped = (bytes: Bytes, bit: number): Bytes => {
      const at = (bit >> 3) % bytes.length
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), async (bit) => {
        const altered = decodeEntry(flipped(encodeEntry(entry), bit))
        if (!altered.ok) return
        expect(await verifyEntry(crypto, key, SPACE, altered.value)).toBe(false)
        expect(await openItems(vault, SPACE, { ...entry, body: flipped(entry.body, bit) })).toEqual({ ok: false, error: 'unsealable' })
      }),
      { ...sameSeed, numRuns: 400 },
    )
  })

  test('tells of its size no more than one of few lengths', async () => {
    const device = await aDevice()
    const lengths = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), async (length) => {
        lengths.add((await anEntry(device, [crypto.getRandomValues(new Uint8Array(length))])).body.length)
      }),
      { ...sameSeed, numRuns: 200 },
    )
    // Sixteen in each doubling of what is padded.
    expect(lengths.size).toBeLessThan(50)
  })
})
