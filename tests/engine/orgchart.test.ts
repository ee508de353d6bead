import { expect, test } from 'vitest'
import { aRelay } from '../sync-server/relays.ts'
import { aProxy } from '../sync/proxy.ts'
import { createProfile, relayAt } from './profile.ts'
import { aPhone, aPhoneAt, asBea, founded, foundedOn, isSynced, type Phone } from './syncing/phones.ts'
import { problemOf, valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const aContact = (phone: Phone, given: string, more = {}) => phone.create('contact', { name: { family: 'Lee', given }, ...more })
const report = (phone: Phone, id: string, value: string | null) => phone.engine.edit([{ id, changes: [{ path: 'reportsToId', value }] }])

test('S17 a circle of managers is refused with the field and the reason, and what is none is kept', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const ann = await aContact(dao, 'Ann')
  const ben = await aContact(dao, 'Ben', { reportsToId: ann })
  const cho = await aContact(dao, 'Cho', { reportsToId: ben })
  for (const manager of [ann, ben, cho])
    expect(problemOf(await report(dao, ann, manager))).toEqual({
      code: 'invalid',
      problems: [{ path: 'reportsToId', code: 'circle' }],
    })
  expect(await dao.field(ann, 'reportsToId')).toBeNull()
  valueOf(await report(dao, cho, ann))
  valueOf(await report(dao, ben, cho))
  expect(await dao.field(ben, 'reportsToId')).toBe(cho)
  // Both at once are a circle as well.
  const both = [
    { id: ann, changes: [{ path: 'reportsToId', value: ben }] },
    { id: cho, changes: [{ path: 'reportsToId', value: null }] },
    { id: ben, changes: [{ path: 'reportsToId', value: ann }] },
  ]
  expect(problemOf(await dao.engine.edit(both))).toMatchObject({ code: 'invalid' })
})

test('S17 a circle that two devices made apart is kept by both, and mended by either', async () => {
  const { address } = await aRelay()
  const line = await aProxy(5, address)
  const dao = aPhone(createProfile(502, { relay: relayAt(`http://${line.address}`), now: Date.now }))
  await foundedOn(dao)
  const [ann, ben] = [await aContact(dao, 'Ann'), await aContact(dao, 'Ben')]
  const bea = aPhoneAt(address)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await expect.poll(() => bea.field(ben, 'name'), soon).toMatchObject({ given: 'Ben' })
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  line.leadTo('127.0.0.1:9')
  line.cutAll()
  await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
  valueOf(await report(dao, ann, ben))
  valueOf(await report(bea, ben, ann))
  line.leadTo(address)
  dao.look(true)
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  for (const phone of [dao, bea]) {
    await expect.poll(() => phone.field(ann, 'reportsToId'), soon).toBe(ben)
    await expect.poll(() => phone.field(ben, 'reportsToId'), soon).toBe(ann)
  }
  valueOf(await report(bea, ann, null))
  await expect.poll(() => dao.field(ann, 'reportsToId'), soon).toBeNull()
})
