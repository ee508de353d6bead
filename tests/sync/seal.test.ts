import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { beforeAll, describe, expect, test } from 'vitest'
import { concat, utf8 } from '../../src/core/bytes.ts'
import { deflate } from '../../src/store/deflate.ts'
import { encoded } from '../../src/store/encode.ts'
import { sealLabel, type Entry } from '../../src/sync/entry.ts'
import { openItems, paddedLength, sealItems } from '../../src/sync/seal.ts'
import { aDevice, anEntry, dataVault, SPACE, type TestDevice } from './devices.ts'

const GCM = 12 + 16
const someItems = fc.array(
  fc.uint8Array({ minLength: 1, maxLength: 3_000 }).map((bytes) => Uint8Array.from(bytes)),
  { maxLength: 8 },
)

let bea: TestDevice
beforeAll(async () => {
  bea = await aDevice()
})

const open = async (entry: Entry, device = entry.device) => openItems(await dataVault(device), SPACE, entry)

describe('a sealed body', () => {
  test('opens to the items that went in', async () => {
    await fc.assert(
      fc.asyncProperty(someItems, async (items) => {
        expect(await open(await anEntry(bea, items))).toEqual({ ok: true, value: items })
      }),
      { numRuns: 60 },
    )
  })

  test('shows none of their words', async () => {
    const { body } = await anEntry(bea, [utf8('บริษัท สยามการค้า จำกัด'), utf8('Siam Beans, 250,000 baht')])
    const shown = Buffer.from(body)
    for (const word of ['Siam', 'Beans', '250,000', 'สยาม']) expect(shown.includes(word)).toBe(false)
  })

  test('is as long for a short edit as for a somewhat longer one', async () => {
    const lengths = await Promise.all([1, 20, 100, 200].map(async (n) => (await anEntry(bea, [new Uint8Array(n).fill(1)])).body.length))
    expect(new Set(lengths)).toEqual(new Set([256 + GCM]))
  })

  test('of many alike items is deflated, of few or random ones not', async () => {
    const alike = Array.from({ length: 200 }, () => utf8('{"stage":"won","amount":1000}'))
    const many = await anEntry(bea, alike)
    expect(many.codec).toBe(1)
    expect(many.body.length).toBeLessThan(1_000)
    const random = crypto.getRandomValues(new Uint8Array(4_000))
    expect((await anEntry(bea, [random])).codec).toBe(0)
    expect((await anEntry(bea, [utf8('aaaaaaaaaaaaaaaaaaaaaaaaaaa')])).codec).toBe(0)
  })

  test('opens in its own space, message, epoch and device only', async () => {
    const entry = await anEntry(bea, [utf8('mine')])
    const vault = await dataVault(bea.id)
    const closed = { ok: false, error: 'unsealable' }
    expect(await openItems(vault, 'space_other', entry)).toEqual(closed)
    for (const change of [{ msgId: 'f'.repeat(32) }, { epoch: 2 }, { device: 'f'.repeat(32) }, { codec: 1 }])
      expect(await openItems(vault, SPACE, { ...entry, ...change })).toEqual(closed)
    expect(await open(entry, 'f'.repeat(32))).toEqual(closed)
    expect(await openItems(vault, SPACE, { ...entry, body: entry.body.slice(0, 10) })).toEqual(closed)
  })

  test('that its author sealed wrongly is told apart from one that was altered', async () => {
    const vault = await dataVault(bea.id)
    const entry = await anEntry(bea, [utf8('right')])
    const sealedAs = async (codec: number, plain: Uint8Array<ArrayBuffer>) =>
      openItems(vault, SPACE, { ...entry, codec, body: await vault.seal(plain, sealLabel(SPACE, { ...entry, codec })) })
    expect(await sealedAs(0, new Uint8Array())).toEqual({ ok: false, error: 'corrupt' })
    expect(await sealedAs(0, Uint8Array.of(200, 200, 200))).toEqual({ ok: false, error: 'corrupt' })
    expect(await sealedAs(1, Uint8Array.of(3, 9, 9, 9))).toEqual({ ok: false, error: 'corrupt' })
    expect(await sealedAs(9, Uint8Array.of(0))).toEqual({ ok: false, error: 'newer' })
  })

  test('that its author made to burst is let go of at four megabytes', async () => {
    const vault = await dataVault(bea.id)
    const entry = { ...(await anEntry(bea, [utf8('right')])), codec: 1 }
    const opened = async (items: number) => {
      const plain = encoded((encoder) => {
        for (let i = 0; i < items; i += 1) encoding.writeVarUint8Array(encoder, new Uint8Array(1_000_000))
      })
      const content = await deflate(plain)
      const body = await vault.seal(
        encoded((encoder) => encoding.writeVarUint8Array(encoder, content)),
        sealLabel(SPACE, entry),
      )
      return openItems(vault, SPACE, { ...entry, body })
    }
    const fits = await opened(4)
    expect(fits.ok && fits.value.length).toBe(4)
    expect(await opened(5)).toEqual({ ok: false, error: 'corrupt' })
    expect(await opened(300)).toEqual({ ok: false, error: 'corrupt' })
  })

  test('is never the same twice', async () => {
    const vault = await dataVault(bea.id)
    const sealing = { msgId: 'a'.repeat(32), epoch: 1, device: bea.id }
    const [one, two] = [await sealItems(vault, SPACE, sealing, [utf8('x')]), await sealItems(vault, SPACE, sealing, [utf8('x')])]
    expect(concat([one.body])).not.toEqual(two.body)
  })
})

describe('padding', () => {
  test('adds at most an eighth, never takes away, and leaves few lengths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 257, max: 2_000_000 }), (length) => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length)
        expect(padded / length).toBeLessThan(1.125)
        expect(paddedLength(padded)).toBe(padded)
      }),
    )
    expect(new Set(Array.from({ length: 100_000 }, (_, i) => paddedLength(i))).size).toBeLessThan(150)
  })
})
