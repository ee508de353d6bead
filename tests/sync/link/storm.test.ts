import { describe, test } from 'vitest'
import { rage } from './storm.ts'

const seeds = process.env['SEED'] === undefined ? [1] : [Number(process.env['SEED'])]

describe.each(seeds)(
  'three devices, 600 pushes, bad lines, and a relay that is killed four times (SEED=%i)',
  { timeout: 120_000 },
  (seed) => {
    test('end with one log, each edit once, at the place it was acknowledged', () =>
      rage({ seed, devices: 3, pushes: 600, isForgetful: false }))

    test('end with one log also where the relay comes back with less than it had', () =>
      rage({ seed, devices: 3, pushes: 600, isForgetful: true }))
  },
)
