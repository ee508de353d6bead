import { expect, test } from 'vitest'
import { fuzz } from '../sync/frames.ts'

test('1,200,000 mutated frames pass through the decoder without a throw', () => {
  const seeds = [1, 2, 3, 4]
  const sums = seeds.map((seed) => fuzz(seed, 300_000))
  expect(sums.reduce((sum, { decoded, refused }) => sum + decoded + refused, 0)).toBe(1_200_000)
  for (const { decoded, refused } of sums) expect(Math.min(decoded, refused)).toBeGreaterThan(10_000)
})
