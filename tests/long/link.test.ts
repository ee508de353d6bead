import { test } from 'vitest'
import { rage } from '../sync/link/storm.ts'

const seeds = Array.from({ length: 10 }, (_, i) => 1_001 + 2 * i)

test.each(seeds)('four devices and 1,500 pushes in a storm end with one log (SEED=%i)', (seed) =>
  rage({ seed, devices: 4, pushes: 1_500, isForgetful: false }),
)
