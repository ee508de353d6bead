import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../src/core/ids.ts'
import { between, nBetween, placeOfId } from '../../src/core/order.ts'

/** A small seeded generator, so that a failing run can be repeated. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/** Builds a list by inserting at the given places, as people do by dragging. */
const listOf = (places: readonly number[], random?: () => number): string[] => {
  const keys: string[] = []
  for (const place of places) {
    const at = place % (keys.length + 1)
    keys.splice(at, 0, between(keys[at - 1] ?? null, keys[at] ?? null, random))
  }
  return keys
}
const ascending = (keys: readonly string[]) => keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key)

test('an item dropped anywhere lands there, however often people drag', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 120 }), fc.nat(), (places, seed) => {
      expect(ascending(listOf(places))).toBe(true)
      expect(ascending(listOf(places, seeded(seed)))).toBe(true)
    }),
    { seed: 1 },
  )
})

test('a key never ends in a zero of its fraction, so that something always fits below it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 60 }), fc.nat(), (places, seed) => {
      for (const key of listOf(places, seeded(seed))) {
        const lower = between(null, key)
        expect(lower < key).toBe(true)
        expect(between(lower, key) < key).toBe(true)
      }
    }),
    { seed: 2 },
  )
})

test('appending ten thousand items keeps keys at four characters, with jitter at seven', () => {
  const random = seeded(7)
  let last: string | null = null
  let lastJittered: string | null = null
  for (let count = 0; count < 10_000; count++) {
    last = between(last, null)
    lastJittered = between(lastJittered, null, random)
  }
  expect(last?.length).toBeLessThanOrEqual(4)
  expect(lastJittered?.length).toBeLessThanOrEqual(7)
})

test('a thousand inserts at one spot cost a fifth of a character each at most', () => {
  for (const random of [undefined, seeded(3)]) {
    let low = between(null, null, random)
    const high = between(low, null, random)
    for (let count = 0; count < 1_000; count++) low = between(low, high, random)
    expect(low.length).toBeLessThanOrEqual(206)
    expect(low < high).toBe(true)
  }
})

test('two devices that insert at one spot while apart rarely choose one key', () => {
  const random = seeded(11)
  const [a, b] = ['a0', 'a1']
  const chosen = new Set(Array.from({ length: 300 }, () => between(a, b, random)))
  expect(chosen.size).toBeGreaterThan(297)
})

test('without randomness the same place gives the same key', () => {
  expect(between('a0', 'a1')).toBe(between('a0', 'a1'))
  expect(between(null, null)).toBe('a0')
})

test('a batch of keys is ascending, stays inside its neighbours, and is short', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(1_000), fc.boolean(), fc.boolean(), (n, seed, open, closed) => {
      const [low, high] = nBetween(null, null, 2)
      if (low === undefined || high === undefined) throw new Error('two keys were asked for')
      const a = open ? low : null
      const b = closed ? between(high, null, seeded(seed)) : null
      const keys = nBetween(a, b, n)
      expect(keys).toHaveLength(n)
      expect(ascending([...(a ? [a] : []), ...keys, ...(b ? [b] : [])])).toBe(true)
      expect(Math.max(0, ...keys.map((key) => key.length))).toBeLessThanOrEqual(6)
    }),
    { seed: 3 },
  )
})

test('two items with one key leave no room: the new one goes right behind them', () => {
  expect(between('a5', 'a5') > 'a5').toBe(true)
  expect(between('a5', 'a5', seeded(1)) < 'a6').toBe(true)
})

test('a key that a broken peer wrote counts as no neighbour instead of stopping the drag', () => {
  for (const broken of ['', '5', 'c0', 'a0 ', 'สวัสดี', 'a10']) {
    expect(between(broken, 'a3')).toBe(between(null, 'a3'))
    expect(between('a3', broken)).toBe(between('a3', null))
    expect(nBetween('a3', broken, 2)).toEqual(nBetween('a3', null, 2))
  }
})

test('the ends of the number line still have room below', () => {
  const lowest = `A${'0'.repeat(26)}V`
  const lower = between(null, lowest)
  expect(lower < lowest).toBe(true)
  expect(between(null, lower) < lower).toBe(true)
  const highest = `z${'z'.repeat(26)}`
  expect(between(highest, null) > highest).toBe(true)
})

test('what nobody placed stands behind what was, by its id, and anything fits before, between and behind', () => {
  const random = seeded(5)
  const ids = Array.from({ length: 40 }, (_, at) => newId('deal', 1_700_000_000_000 + at, random))
  const keys = [...listOf([0, 1, 2, 1]), ...ids.map(placeOfId)]
  expect(ascending(keys)).toBe(true)
  for (let at = 1; at <= keys.length; at += 1) {
    const [low = null, high = null] = [keys[at - 1], keys[at]]
    const key = between(low, high, random)
    expect(low !== null && low < key && (high === null || key < high)).toBe(true)
  }
})
