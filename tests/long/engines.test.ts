import { test } from 'vitest'
import { rage } from '../engine/syncing/storm.ts'

const seeds = Array.from({ length: 5 }, (_, i) => 501 + i)

test('L4 three people make 1,000 edits each on lines that lose 30 %, take 2 s and break every 5 s, five times faster than life (SEED=500)', () =>
  rage({ seed: 500, phones: 3, edits: 3_000, speed: 5 }))

test.each(seeds)(
  'L4 four people with clocks hours apart make 5,000 edits while tabs and the relay are killed: all see the same, nothing saved is lost (SEED=%i)',
  (seed) => rage({ seed, phones: 4, edits: 5_000, speed: 40 }),
)
