import { expect, test } from 'vitest'
import { createProfile, type Profile } from '../engine/profile.ts'
import { storm } from '../sync/replica/storm.ts'

/** Each desk has databases of its own in the one browser. */
const profileOf = (seed: number): Profile => {
  const run = crypto.randomUUID()
  const open = indexedDB.open.bind(indexedDB)
  const named = new Proxy(indexedDB, {
    get: (target, name) => {
      if (name === 'open') return (database: string, version?: number) => open(`${run}/${database}`, version)
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
  return createProfile(seed, { indexedDB: named, IDBKeyRange, pause: () => new Promise((resolve) => setTimeout(resolve, 0)) })
}

test('in a real browser too, all devices hold the same after a storm (seed 21)', { timeout: 120_000 }, async () => {
  const { office, digests } = await storm({ seed: 21, desks: 3, edits: 150, cuts: 2, profileOf })
  for (const digest of digests) expect(digest).toBe(digests[0])
  for (const desk of office.all()) {
    expect(await desk.book().session.store.quarantine.list()).toEqual([])
    expect(await desk.replica().outgoing(office.roster().head)).toEqual([])
  }
})
