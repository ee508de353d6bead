import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflate, inflate } from '../../src/store/deflate.ts'

const MEGABYTE = 1024 * 1024

describe('deflated bytes', () => {
  test('come back as they were, short or long, alike or random', async () => {
    const some = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
      fc.tuple(fc.nat(200_000), fc.nat(255)).map(([length, value]) => new Uint8Array(length).fill(value)),
      fc.integer({ min: 1, max: 60_000 }).map((length) => crypto.getRandomValues(new Uint8Array(length))),
    )
    await fc.assert(
      fc.asyncProperty(some, async (bytes) => {
        expect(Buffer.compare(await inflate(await deflate(bytes), bytes.length), bytes)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  test('of more than is allowed are refused, by a single byte too', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000))
    const small = await deflate(bytes)
    await expect(inflate(small, bytes.length - 1)).rejects.toThrow(RangeError)
    await expect(inflate(small, 0)).rejects.toThrow(RangeError)
  })

  test('that were made to burst are let go of long before they fill the memory', async () => {
    const bomb = await deflate(new Uint8Array(256 * MEGABYTE))
    expect(bomb.length).toBeLessThan(MEGABYTE)
    const before = process.memoryUsage().arrayBuffers
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers)
    }, 1)
    await expect(inflate(bomb, MEGABYTE)).rejects.toThrow(RangeError)
    clearInterval(watch)
    most = Math.max(most, process.memoryUsage().arrayBuffers)
    expect(most - before).toBeLessThan(64 * MEGABYTE)
  })

  test('that are none are refused', async () => {
    for (const bytes of [Uint8Array.of(7, 9, 9), new Uint8Array(0), (await deflate(new Uint8Array(5_000))).slice(0, -2)])
      await expect(inflate(bytes, MEGABYTE)).rejects.toThrow()
  })
})
