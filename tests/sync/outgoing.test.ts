import { expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { decodeEntry, verifyEntry, type Entry } from '../../src/sync/entry.ts'
import { openItems } from '../../src/sync/seal.ts'
import { importVerifyKey } from '../../src/sync/signature.ts'
import type { Pending } from '../../src/sync/replica.ts'
import { importAt } from './replica/imports.ts'
import { anOffice, type Desk, type Office } from './replica/office.ts'

const entryOf = ({ entry }: Pending): Entry => {
  const decoded = decodeEntry(entry)
  return must(decoded.ok ? decoded.value : null, 'an entry')
}
const sealed = (desk: Desk, { roster }: Office) => desk.replica().outgoing(roster().head)

/** An owner with nothing that waits. */
const anEmptyDesk = async (): Promise<{ readonly office: Office; readonly dao: Desk }> => {
  const office = await anOffice()
  await office.settle()
  return { office, dao: office.owner }
}

test('nothing that waits is nothing that is sent', async () => {
  const { office, dao } = await anEmptyDesk()
  expect(await sealed(dao, office)).toEqual([])
  expect(await sealed(dao, office)).toEqual([])
})

test('a push says who wrote it, when in its device’s count, under which roster, and what its author had seen', async () => {
  const { office, dao } = await anEmptyDesk()
  const last = await dao.replica().lastCounter()
  await dao.create('company', { name: 'Siam Beans' })
  const push = must((await sealed(dao, office))[0], 'a push')
  const entry = entryOf(push)
  const { device } = dao.book().session.store.keyring
  expect(entry).toMatchObject({ msgId: push.msgId, device: device.id, epoch: 1, counter: last + 1, rosterHead: office.roster().head })
  expect(entry.cursor).toEqual(await dao.replica().cursor())
  expect(await verifyEntry(crypto, await importVerifyKey(crypto, device.signPublic), office.teamId, entry)).toBe(true)
  expect(await dao.replica().lastCounter()).toBe(last + 1)
})

test('more edits than are opened at a time all go, in their order, each once', async () => {
  const { office, dao } = await anEmptyDesk()
  const id = await dao.create('company', { name: 'Siam Beans' })
  for (let at = 0; at < 300; at += 1) await dao.set(id, { industry: `Tea ${at}` })
  const pushes = await sealed(dao, office)
  expect(pushes).toHaveLength(2)
  const counters = pushes.map((push) => entryOf(push).counter)
  expect(counters).toEqual(counters.toSorted((a, b) => a - b))
  const { keyring } = dao.book().session.store
  const items = await Promise.all(
    pushes.map(async (push) => {
      const entry = entryOf(push)
      const opened = await openItems(await keyring.dataVault(office.teamId, entry.device, entry.epoch), office.teamId, entry)
      return must(opened.ok ? opened.value : null, 'items').length
    }),
  )
  expect(items).toEqual([256, 45])
  const bea = await office.join('Bea')
  await office.settle()
  expect(await bea.field(id, 'industry')).toBe('Tea 299')
})

test('an import goes in pushes of at most sixteen packs, so that it arrives bit by bit', async () => {
  const { office, dao } = await anEmptyDesk()
  for (let at = 0; at < 40; at += 1) await importAt(dao, `import-${at}`, 1)
  const pushes = await sealed(dao, office)
  expect(pushes.map(({ packs }) => packs.length)).toEqual([16, 16, 8])
  expect(new Set(pushes.flatMap(({ packs }) => packs)).size).toBe(40)
  for (const id of pushes.flatMap(({ packs }) => packs)) expect(await dao.replica().packBytes(id)).not.toBeNull()
})

test('a row of the outbox that does not open any more is set aside, and nothing waits behind it', async () => {
  const { office, dao } = await anEmptyDesk()
  await dao.create('company', { name: 'Spoilt' })
  const database = await dao.database()
  const row = must((await database.outbox.where({ spaceId: office.teamId }).toArray())[0], 'a row')
  await database.outbox.put({ ...row, sealed: row.sealed.map((byte, at) => (at === row.sealed.length - 1 ? byte ^ 1 : byte)) })
  database.close()
  const id = await dao.create('company', { name: 'Whole' })
  await dao.push()
  expect(await dao.book().session.store.quarantine.list()).toMatchObject([{ reason: 'unsealable' }])
  const bea = await office.join('Bea')
  await office.settle()
  expect(await bea.field(id, 'name')).toBe('Whole')
})
