import { expect, test } from 'vitest'
import { copyStorm } from '../sync/replica/copystorm.ts'

const seeds = Array.from({ length: 20 }, (_, i) => 200 + i)

test.each(seeds)('three devices, one of them copied at any time, hold the same and each letter once (SEED=%i)', async (seed) => {
  const { office, said } = await copyStorm({ seed, desks: 3, edits: 1_000, copies: 1 })
  const [first = '', ...rest] = await Promise.all(office.all().map((desk) => desk.digest()))
  for (const digest of rest) expect(digest).toBe(first)
  for (const letter of said) expect(first.split(letter).length - 1, letter).toBe(1)
})
