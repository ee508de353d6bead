import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { FIRST_EPOCH } from '../../../src/store/keyring.ts'
import { decodeItem } from '../../../src/store/item.ts'
import { decodeEntry, encodeEntry, signEntry } from '../../../src/sync/entry.ts'
import { openItems, sealItems } from '../../../src/sync/seal.ts'
import { valueOf } from '../../engine/wanted.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Desk, type Office } from './office.ts'
import { storm } from './storm.ts'

const FORTNIGHT = 15 * 86_400_000

/** Two desks with records of both, two weeks later: of all that came before, no entry is kept. */
const forgetfulOffice = async (before: (dao: Desk, bea: Desk) => Promise<void> = () => Promise.resolve()) => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids: string[] = []
  for (const [i, desk] of [dao, bea, dao, bea].entries()) {
    ids.push(await desk.create('company', { name: `Company ${i}` }))
    await desk.sync()
  }
  await before(dao, bea)
  await office.settle()
  for (const desk of [dao, bea]) desk.profile.advance(FORTNIGHT)
  for (const desk of [dao, bea]) {
    ids.push(await desk.create('company', { name: 'Late' }))
    await desk.sync()
  }
  await office.settle()
  return { office, dao, bea, ids }
}

/** What a newcomer holds that knows the relay alone. */
const newcomer = async (office: Office): Promise<Desk> => {
  const chai = await office.join('Chai')
  await chai.pull()
  return chai
}

/** What is said in entries after `seq`, by kind. */
const saidAfter = async ({ space, teamId }: Office, by: Desk, seq: number): Promise<readonly string[]> => {
  const { keyring } = by.book().session.store
  const kinds: string[] = []
  for (const bytes of space.entries().slice(seq)) {
    const entry = valueOf(decodeEntry(bytes))
    const items = valueOf(await openItems(await keyring.dataVault(teamId, entry.device, entry.epoch), teamId, entry))
    for (const item of items.map((one) => valueOf(decodeItem(one))))
      kinds.push(item.kind === 'update' && item.writers !== null ? 'full' : item.kind)
  }
  return kinds
}

describe('a relay that lost more than anybody keeps', () => {
  test('is told every record anew by whoever comes first, and newcomers hold all of it', async () => {
    const { office, dao, bea, ids } = await forgetfulOffice()
    office.space.cut(1)
    await bea.sync()
    const chai = await newcomer(office)
    for (const id of ids) expect(await chai.field(id, 'name')).toBe(await dao.field(id, 'name'))
    await office.settle()
    for (const desk of [bea, chai]) expect(await desk.digest()).toBe(await dao.digest())
  })

  test('is told who wrote what: a history names its authors, and they go on writing', async () => {
    let id = ''
    const { office, dao, bea } = await forgetfulOffice(async (dao, bea) => {
      id = await dao.create('company', { name: 'Shared', industry: 'Tea' })
      await dao.sync()
      await bea.sync()
      await bea.set(id, { industry: 'Coffee' })
      await bea.sync()
    })
    office.space.cut(1)
    await dao.sync()
    const chai = await newcomer(office)
    expect((await chai.view(id)).history).toEqual((await dao.view(id)).history)
    await bea.set(id, { industry: 'Cocoa' })
    await bea.sync()
    await chai.pull()
    expect(await chai.field(id, 'industry')).toBe('Cocoa')
    expect(await chai.book().session.store.quarantine.list()).toEqual([])
  })

  test('gets an import back as it travelled from whoever made it, record by record from others, and none that was taken back', async () => {
    for (const who of ['dao', 'bea'] as const) {
      const { office, dao, bea } = await forgetfulOffice(async (dao) => {
        await importAt(dao, 'stays', 40)
        await importAt(dao, 'goes', 30)
        await dao.sync()
        await takeBack(dao, 'goes')
        await dao.sync()
      })
      office.space.cut(1)
      office.space.packs.clear()
      await (who === 'dao' ? dao : bea).sync()
      const said = await saidAfter(office, dao, 1)
      expect(said.includes('pack')).toBe(who === 'dao')
      const chai = await newcomer(office)
      expect(await chai.digest()).toBe(await bea.digest())
      await office.settle()
      for (const desk of [bea, chai]) expect(await desk.digest()).toBe(await dao.digest())
    }
  })

  test('is told again by a tab that was killed in the midst of it', async () => {
    const { office, dao, bea } = await forgetfulOffice()
    office.space.cut(1)
    await dao.pull()
    await dao.replica().outgoing(office.roster().head)
    await dao.reopen()
    office.space.cut(1)
    await dao.sync()
    const chai = await newcomer(office)
    expect(await chai.digest()).toBe(await dao.digest())
    await office.settle()
    expect(await bea.digest()).toBe(await dao.digest())
  })

  test('is told nothing where it had lost nothing after all', async () => {
    const { office, dao } = await forgetfulOffice()
    const { length } = office.space.entries()
    await dao.replica().walkBack(0)
    await dao.sync()
    expect(office.space.entries()).toHaveLength(length)
  })

  test('is told by nobody who may not: what others wrote is theirs to say, and is no push of ours that was refused', async () => {
    const { office, dao } = await forgetfulOffice()
    office.space.cut(1)
    await dao.pull()
    const pending = await dao.replica().outgoing(office.roster().head)
    expect(pending.length).toBeGreaterThan(0)
    for (const { msgId } of pending) await dao.replica().refused(msgId, 'forbidden')
    const log = await dao.book().session.store.log(office.teamId)
    expect((await log.refusedPushes()).filter(({ order }) => order < 0)).toEqual([])
    expect(await dao.replica().outgoing(office.roster().head)).toEqual([])
  })

  test.each([1, 2, 3])('holds all of it again after a storm of months (seed %i)', { timeout: 120_000 }, async (seed) => {
    const { office, digests } = await storm({ seed, desks: 3, edits: 400, cuts: 4, isLong: true })
    for (const digest of digests) expect(digest).toBe(digests[0])
    expect(await (await newcomer(office)).digest()).toBe(digests[0])
    for (const desk of office.all()) expect(await desk.book().session.store.quarantine.list()).toEqual([])
  })

  test('is told no more than what was written since a place that both remember', async () => {
    const { office, dao, bea } = await forgetfulOffice()
    await longAgo(office, 1_000)
    await dao.sync()
    const { length } = office.space.entries()
    const id = await bea.create('company', { name: 'After the mark' })
    await bea.sync()
    await dao.sync()
    dao.profile.advance(FORTNIGHT)
    await bea.create('company', { name: 'Two weeks later' })
    await bea.sync()
    await dao.sync()
    office.space.cut(length)
    await dao.sync()
    expect((await saidAfter(office, dao, length)).toSorted()).toEqual(['branch', 'full', 'full', 'update'])
    const chai = await newcomer(office)
    expect(await chai.field(id, 'name')).toBe('After the mark')
  })
})

/** So many entries of a third device that say nothing. */
const longAgo = async ({ space, teamId, join, roster }: Office, count: number): Promise<void> => {
  const { keyring } = (await join('Mali')).book().session.store
  const vault = await keyring.dataVault(teamId, keyring.device.id, FIRST_EPOCH)
  for (let counter = 1; counter <= count; counter += 1) {
    const seq = space.entries().length
    const sealing = { msgId: counter.toString(16).padStart(32, '0'), device: keyring.device.id, epoch: FIRST_EPOCH }
    const body = await sealItems(vault, teamId, sealing, [])
    const cursor = { seq, hash: must(space.hashAt(seq), 'a hash') }
    const entry = await signEntry(crypto, keyring.device.sign, teamId, { ...sealing, ...body, counter, rosterHead: roster().head, cursor })
    await space.append(encodeEntry(entry))
  }
}
