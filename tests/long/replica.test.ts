import { expect, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { createProfile } from '../engine/profile.ts'
import { slowCrypto } from '../sync/replica/faults.ts'
import { digestOf } from '../sync/replica/office.ts'
import { storm } from '../sync/replica/storm.ts'

const seeds = Array.from({ length: 20 }, (_, i) => 100 + i)

test.each(seeds)('four devices, one with two tabs, hold the same after 5,000 edits and six losses of the relay (SEED=%i)', async (seed) => {
  const profileOf = (one: number) => createProfile(one, { crypto: slowCrypto(randomFrom(one)) })
  const { office, seats, digests } = await storm({ seed, desks: 4, edits: 5_000, cuts: 6, isBusy: true, profileOf })
  for (const { book } of seats) expect(await book().session.store.quarantine.list()).toEqual([])
  for (const digest of digests) expect(digest).toBe(digests[0])
  for (const { book } of seats) await expect.poll(() => digestOf(book(), office.teamId)).toBe(digests[0])
  for (const { book, replica } of seats) {
    expect(await book().session.store.quarantine.list()).toEqual([])
    expect(await replica().outgoing(office.roster().head)).toEqual([])
    expect((await replica().cursor()).seq).toBe(office.space.entries().length)
  }
})
