import { expect, test } from 'vitest'
import { decodeEntry } from '../../../src/sync/entry.ts'
import { storm } from './storm.ts'

test.each([11, 12])('after a storm all devices hold the same, and the log each push once (seed %i)', { timeout: 120_000 }, async (seed) => {
  const { office, digests } = await storm({ seed, desks: 3, edits: 600, cuts: 3 })
  for (const digest of digests) expect(digest).toBe(digests[0])
  expect(digests[0]?.length).toBeGreaterThan(1_000)
  const messages = office.space.entries().map((bytes) => {
    const decoded = decodeEntry(bytes)
    return decoded.ok ? decoded.value.msgId : ''
  })
  expect(new Set(messages).size).toBe(messages.length)
  for (const desk of office.all()) {
    expect(await desk.replica().outgoing(office.roster().head)).toEqual([])
    expect(await desk.book().session.store.quarantine.list()).toEqual([])
    expect((await desk.replica().cursor()).seq).toBe(messages.length)
  }
})
