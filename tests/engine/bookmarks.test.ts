import { expect, test } from 'vitest'
import type { Engine } from '../../src/engine/api.ts'
import { newId, type Id } from '../../src/core/ids.ts'
import { aRelay } from '../sync-server/relays.ts'
import { createProfile, NOON } from './profile.ts'
import { aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const MINUTE = 60_000

/** A workspace with companies, on a clock that the test moves. */
const aDesk = async (count: number) => {
  const clock = { now: NOON }
  const profile = createProfile(7, { now: () => clock.now })
  const engine = profile.tab()
  valueOf(await engine.startWorkspace(aWorkspace))
  const ids: Id[] = []
  for (let at = 0; at < count; at += 1) {
    const id = newId('company', NOON + at, profile.random)
    valueOf(await engine.create({ id, values: { name: `Shop ${at}` } }))
    ids.push(id)
  }
  const open = async (id: Id) => {
    clock.now += MINUTE
    valueOf(await engine.mark(id, 'opened'))
  }
  return { engine, ids, open, clock }
}
const marked = async (engine: Engine) => {
  const { favourites, recents } = await engine.bookmarks()
  const names = (all: typeof recents) => all.map(({ row }) => row['name'])
  return { favourites: names(favourites), recents: names(recents) }
}

test('U10 the last twenty records that were opened, newest first, each once; what is in the trash is passed over', async () => {
  const { engine, ids, open } = await aDesk(23)
  for (const id of ids) await open(id)
  await open(ids[4] ?? '')
  await engine.trash([ids[22] ?? ''])
  const { recents } = await marked(engine)
  expect(recents).toHaveLength(20)
  expect(recents.slice(0, 4)).toEqual(['Shop 4', 'Shop 21', 'Shop 20', 'Shop 19'])
  expect(recents).not.toContain('Shop 22')
})

test('U10 to open a record is no step: undo takes back the last edit, and going back and forth within a minute writes nothing', async () => {
  const { engine, ids, open, clock } = await aDesk(1)
  const id = ids[0] ?? ''
  valueOf(await engine.edit([{ id, changes: [{ path: 'industry', value: 'Coffee' }] }]))
  await open(id)
  clock.now += MINUTE - 1
  expect(valueOf(await engine.mark(id, 'opened')).ids).toEqual([])
  valueOf(await engine.mark(id, 'favoured'))
  await engine.undo()
  expect((await engine.record(id))?.fields['industry']).toBeNull()
  expect(await marked(engine)).toEqual({ favourites: ['Shop 0'], recents: [] })
})

test('U10 favourites stand in the order they were chosen, however often they are opened; one that is no longer loved is a recent', async () => {
  const { engine, ids, open } = await aDesk(3)
  for (const id of ids) {
    await open(id)
    valueOf(await engine.mark(id, 'favoured'))
  }
  await open(ids[0] ?? '')
  expect(await marked(engine)).toEqual({ favourites: ['Shop 0', 'Shop 1', 'Shop 2'], recents: [] })
  valueOf(await engine.mark(ids[1] ?? '', 'unfavoured'))
  expect(await marked(engine)).toEqual({ favourites: ['Shop 0', 'Shop 2'], recents: ['Shop 1'] })
})

const soon = { timeout: 10_000, interval: 20 }
const synced = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)

test('U10 two devices of one person show the same records in the same order, one mark each, though both opened one before they met; a teammate sees none', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const shops: Id[] = []
  for (const name of ['Lotus', 'Siam', 'Orchid', 'Jasmine']) shops.push(await dao.create('company', { name }))
  const [lotus = '', siam = '', orchid = '', jasmine = ''] = shops
  const tablet = aPhoneAt(address)
  valueOf(await tablet.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'device', role: 'member' })))))
  const bea = aPhoneAt(address)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  // At the same time, on both: neither knows of the other's mark.
  await Promise.all([dao, tablet].map(({ engine }) => engine.mark(lotus, 'opened')))
  for (const [{ engine }, id, act] of [
    [dao, siam, 'opened'],
    [tablet, orchid, 'favoured'],
    [dao, jasmine, 'favoured'],
    [tablet, orchid, 'opened'],
  ] as const)
    valueOf(await engine.mark(id, act))
  await synced(dao, tablet, bea)
  await expect.poll(async () => (await marked(dao.engine)).favourites.length, soon).toBe(2)
  await expect.poll(async () => marked(tablet.engine), soon).toEqual(await marked(dao.engine))
  const seen = await marked(dao.engine)
  expect(seen.recents).toEqual(['Siam', 'Lotus'])
  expect(seen.favourites.toSorted()).toEqual(['Jasmine', 'Orchid'])
  for (const { engine } of [dao, tablet]) expect((await engine.query({ entity: 'bookmark' }, { start: 0, count: 9 })).total).toBe(4)
  expect(await marked(bea.engine)).toEqual({ favourites: [], recents: [] })
  expect((await bea.engine.query({ entity: 'bookmark' }, { start: 0, count: 9 })).total).toBe(0)
})
