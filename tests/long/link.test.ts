import { test } from 'vitest'
import { rage } from '../sync/link/storm.ts'

const seeds = Array.from({ length: 20 }, (_, i) => 1_001 + i)

test.each(seeds)('four devices and 1,500 pushes in a storm end with one log, whatever the relay forgets (SEED=%i)', (seed) =>
  rage({ seed, devices: 4, pushes: 1_500, isForgetful: seed % 2 === 0 }),
)
