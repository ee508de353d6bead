import { expect, test } from 'vitest'
import { aRelay } from '../sync-server/relays.ts'
import { aPhoneAt, asBea, founded, isSynced } from './syncing/phones.ts'
import { valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }

test('S105 what Bea wishes for is read by whoever runs the workspace, with no network too, and is marked as dealt with', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  const memberId = bea.profile.makeId('member')
  const wish = await bea.create('feedback', { text: 'A map of my customers', memberId, at: 1_000, screen: '/companies', version: '1' })
  await expect.poll(() => dao.field(wish, 'text'), soon).toBe('A map of my customers')
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  // From here on the network is of no matter: what Dao reads and marks lies on his device.
  const { rows } = await dao.engine.query({ entity: 'feedback' }, { start: 0, count: 5, columns: ['text', 'screen'] })
  expect(rows).toMatchObject([{ id: wish, text: 'A map of my customers', screen: '/companies' }])
  await dao.set(wish, 'doneAt', 2_000)
  await expect.poll(() => bea.field(wish, 'doneAt'), soon).toBe(2_000)
})
