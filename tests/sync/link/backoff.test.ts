import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/random.ts'
import { createBackoff } from '../../../src/sync/link/backoff.ts'

test('waits between half a second and half a minute, and never less than the relay asked for', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat(60_000), { minLength: 1, maxLength: 30 }), (seed, asked) => {
      const backoff = createBackoff(randomFrom(seed))
      for (const atLeast of asked) {
        const wait = backoff.next(atLeast)
        expect(wait).toBeGreaterThanOrEqual(atLeast + 500)
        expect(wait).toBeLessThanOrEqual(atLeast + 30_000)
      }
    }),
  )
})

test('spreads those who were cut off together, ever wider, and begins anew once a try went well', () => {
  const crowd = Array.from({ length: 200 }, (_, i) => createBackoff(randomFrom(i)))
  const spread = () => {
    const waits = crowd.map((backoff) => backoff.next())
    return Math.max(...waits) - Math.min(...waits)
  }
  const spreads = Array.from({ length: 7 }, spread)
  expect(spreads).toEqual(spreads.toSorted((a, b) => a - b))
  expect(spreads[0]).toBeGreaterThan(400)
  expect(spreads.at(-1)).toBeGreaterThan(25_000)
  for (const backoff of crowd) backoff.reset()
  expect(spread()).toBeLessThan(1_000)
})
