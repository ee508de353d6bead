import { expect, test } from 'vitest'
import { storm } from '../sync/replica/storm.ts'

const seeds = Array.from({ length: 20 }, (_, i) => 100 + i)

test.each(seeds)(
  'four devices hold the same after a storm of 1,000 edits and six losses of the relay (seed %i)',
  { timeout: 600_000 },
  async (seed) => {
    const { office, digests } = await storm({ seed, desks: 4, edits: 1_000, cuts: 6 })
    for (const digest of digests) expect(digest).toBe(digests[0])
    for (const desk of office.all()) expect(await desk.book().session.store.quarantine.list()).toEqual([])
  },
)
