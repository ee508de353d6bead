import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { databaseName, openDatabase } from '../../../src/store/database.ts'
import { openRegistry } from '../../../src/store/registry.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { valueOf } from '../wanted.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced, type Phone } from './phones.ts'

const soon = { timeout: 20_000, interval: 20 }

const synced = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)

/** The whole browser profile as it is now, on another machine; nobody has it open yet. */
const copyOf = async ({ profile }: Phone, address: string): Promise<Phone> => {
  const copy = aPhoneAt(address)
  const [theirs, ours] = [profile.platform(), copy.profile.platform()]
  const held = must((await openRegistry(theirs).list())[0], 'a workspace')
  await openRegistry(ours).put(held)
  const [from, to] = [openDatabase(databaseName(held.id), theirs), openDatabase(databaseName(held.id), ours)]
  await Promise.all([from.open(), to.open()])
  for (const { name } of from.tables) await to.table(name).bulkPut((await from.table(name).toArray()) as unknown[])
  from.close()
  to.close()
  return copy
}

const opened = async ({ engine }: Phone): Promise<void> => {
  const [held] = valueOf(await engine.held())
  valueOf(await engine.open(must(held, 'a workspace').id))
  await engine.query({ entity: 'company' }, { start: 0, count: 10 })
}

const devicesOf = async ({ engine }: Phone) => (await engine.team())?.members[0]?.devices ?? []

test('a copied profile becomes a device of its own by itself, in all its tabs, and nothing of either is lost', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const id = await dao.create('company', { name: 'Lotus', description: 'Tea.' })
  await synced(dao)
  const copy = await copyOf(dao, address)
  await dao.set(id, 'description', 'Tea. Pays late.')
  await dao.set(id, 'industry', 'Tea')
  await synced(dao)
  await opened(copy)
  const tab = aPhone(copy.profile)
  await opened(tab)
  await copy.set(id, 'code', 'LOT')
  await tab.set(id, 'description', 'Green tea.')
  await copy.set(id, 'website', 'https://lotus.example')
  const made = await tab.create('company', { name: 'Made in the copy' })
  await synced(dao, copy)
  const wanted = { industry: 'Tea', code: 'LOT', website: 'https://lotus.example' }
  for (const phone of [dao, copy, tab]) {
    await expect.poll(async () => (await phone.engine.record(id))?.fields, soon).toMatchObject(wanted)
    await expect.poll(() => phone.field(made, 'name'), soon).toBe('Made in the copy')
  }
  const text = await dao.field(id, 'description')
  expect(text).toMatch(/Green tea.*/iu)
  expect(text).toContain('Pays late.')
  expect(await copy.field(id, 'description')).toBe(text)
  await expect.poll(async () => (await devicesOf(dao)).map(({ name }) => name), soon).toEqual(['Dao’s phone', 'Dao’s phone 2'])
  await tab.set(id, 'code', 'LOT 2')
  await dao.set(id, 'industry', 'Coffee')
  await expect.poll(() => dao.field(id, 'code'), soon).toBe('LOT 2')
  await expect.poll(() => tab.field(id, 'industry'), soon).toBe('Coffee')
  const bea = aPhoneAt(address)
  valueOf(await bea.engine.join(asBea(valueOf(await copy.engine.invite({ kind: 'member', role: 'member' })))))
  expect(await bea.field(id, 'description')).toBe(text)
})

test('a copy whose device was removed is removed with it', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const tablet = aPhoneAt(address)
  valueOf(await tablet.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'device', role: 'member' })))))
  await synced(dao, tablet)
  const copy = await copyOf(tablet, address)
  await tablet.create('company', { name: 'Written by the tablet' })
  await synced(tablet)
  valueOf(await dao.engine.revokeDevice(must((await devicesOf(dao))[1], 'the tablet').id))
  await opened(copy)
  await expect.poll(() => copy.syncing()?.status, soon).toEqual({ kind: 'stopped', why: 'revoked' })
  expect((await devicesOf(dao)).length).toBe(2)
})
