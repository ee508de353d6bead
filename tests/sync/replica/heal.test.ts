import { expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { decodeEntry } from '../../../src/sync/entry.ts'
import { valueOf } from '../../engine/wanted.ts'
import { slowCrypto } from './faults.ts'
import { anOffice, type Desk, type Office } from './office.ts'

const busyOffice = async (edits = 6): Promise<{ office: Office; dao: Desk; bea: Desk; ids: readonly string[] }> => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids: string[] = []
  for (let i = 0; i < edits; i += 1) {
    const desk = i % 2 === 0 ? dao : bea
    ids.push(await desk.create('company', { name: `Company ${i}` }))
    await desk.sync()
  }
  await office.settle()
  return { office, dao, bea, ids }
}

const messagesOf = ({ space }: Office): readonly string[] =>
  space.entries().map((bytes) => {
    const decoded = decodeEntry(bytes)
    return decoded.ok ? decoded.value.msgId : ''
  })

test('a relay restored from an older copy gets back what it lost, from whoever has it, with the old message ids in their order', async () => {
  const { office, dao, bea, ids } = await busyOffice()
  const before = messagesOf(office)
  office.space.cut(3)
  await dao.sync()
  await office.settle()
  const after = messagesOf(office)
  expect(after.filter((id) => before.includes(id))).toEqual(before)
  for (const desk of [dao, bea]) for (const id of ids) expect(await desk.field(id, 'name')).toMatch(/^Company/)
})

test('what others wrote on the restored relay meanwhile stays, and nobody takes the healing for two histories', async () => {
  const { office, dao, bea, ids } = await busyOffice()
  office.space.cut(3)
  const chai = await office.join('Chai') // knows only what the relay has now
  const late = await chai.create('company', { name: 'Company of Chai' })
  await chai.sync()
  await bea.set(must(ids[0], 'an id'), { industry: 'Tea' })
  await bea.sync()
  await office.settle()
  for (const desk of [dao, bea, chai]) {
    for (const id of [...ids, late]) expect(await desk.field(id, 'name')).toMatch(/^Company/)
    expect(await desk.digest()).toBe(await dao.digest())
  }
  expect(new Set(messagesOf(office)).size).toBe(messagesOf(office).length)
})

test('a relay that lost everything is filled again by one device', async () => {
  const { office, dao, bea, ids } = await busyOffice()
  const before = messagesOf(office)
  office.space.cut(0)
  office.space.packs.clear()
  await bea.sync()
  expect(messagesOf(office).filter((id) => before.includes(id))).toEqual(before)
  const chai = await office.join('Chai')
  await office.settle()
  for (const id of ids) expect(await chai.field(id, 'name')).toMatch(/^Company/)
  expect(await chai.digest()).toBe(await dao.digest())
})

test('an acknowledged push that the relay lost before it came back is sent again', async () => {
  const { office, dao, bea } = await busyOffice(2)
  const id = await dao.create('company', { name: 'Company of Dao' })
  await dao.push()
  office.space.cut(office.space.entries().length - 1)
  await bea.create('company', { name: 'Takes its place' })
  await bea.sync()
  await dao.sync()
  await bea.sync()
  expect(await bea.field(id, 'name')).toBe('Company of Dao')
})

test('a relay that loses the healing itself is told of the lost places again before anything names them', async () => {
  const { office, dao } = await busyOffice()
  await dao.create('company', { name: 'Names a lost place' })
  await dao.replica().outgoing(office.roster().head)
  office.space.cut(3)
  await dao.pull()
  const pending = await dao.replica().outgoing(office.roster().head)
  for (const { msgId, entry } of pending.slice(0, -1)) await dao.replica().acked(msgId, await office.space.append(entry))
  office.space.cut(3)
  await dao.push()
  const chai = await office.join('Chai')
  await chai.pull()
  await office.settle()
  expect(await chai.digest()).toBe(await dao.digest())
})

test('what tells of lost places is told of itself, when the place that it names is lost before anybody took it', async () => {
  const { office, dao } = await busyOffice()
  const id = await dao.create('company', { name: 'Names a lost place' })
  await dao.replica().outgoing(office.roster().head)
  office.space.cut(3)
  await dao.pull()
  await dao.push() // acknowledged, and not pulled
  office.space.cut(2)
  const chai = await office.join('Chai')
  await chai.create('company', { name: 'Takes the place that was named' })
  await chai.sync()
  await dao.sync()
  await chai.pull()
  expect(await chai.field(id, 'name')).toBe('Names a lost place')
  await office.settle()
  expect(await chai.digest()).toBe(await dao.digest())
})

test('what is sealed while the relay loses the place that it names is sealed anew', async () => {
  const { office, dao } = await busyOffice()
  await dao.reopen({ crypto: slowCrypto(randomFrom(1)) })
  await dao.create('company', { name: 'Sealed twice' })
  const sealing = dao.replica().outgoing(office.roster().head)
  await dao.replica().walkBack(3)
  await sealing
  const places = (await dao.replica().outgoing(office.roster().head)).map(({ entry }) => valueOf(decodeEntry(entry)).cursor.seq)
  expect(places.at(-1)).toBe(3)
})

test('a relay from a copy that is older than what devices keep gets what they have, and nobody is stopped', async () => {
  const { office, dao, bea } = await busyOffice()
  const id = await dao.create('company', { name: 'Names what Bea will not keep' })
  await dao.replica().outgoing(office.roster().head)
  await bea.create('company', { name: 'Before' })
  await bea.sync()
  bea.profile.advance(15 * 86_400_000)
  const late = await bea.create('company', { name: 'Late' })
  await bea.sync()
  await dao.push()
  await bea.pull()
  office.space.cut(1)
  await bea.sync()
  const chai = await office.join('Chai')
  await chai.pull()
  await office.settle()
  for (const desk of [dao, bea, chai])
    for (const [known, name] of [
      [id, 'Names what Bea will not keep'],
      [late, 'Late'],
    ] as const)
      expect(await desk.field(known, 'name')).toBe(name)
})

test('after all healing, an entry that is kept back is noticed as before', async () => {
  const { office, dao, bea, ids } = await busyOffice()
  office.space.cut(3)
  await office.settle()
  for (const industry of ['Tea', 'Coffee']) {
    await bea.set(must(ids[0], 'an id'), { industry })
    await bea.sync()
  }
  const { seq } = await dao.replica().cursor()
  const [, second] = office.space.entries().slice(seq)
  const shown = [must(second, 'the later one')]
  const none = () => Promise.resolve(null)
  expect(await dao.replica().receive(seq + 1, shown, office.roster(), none)).toEqual({ ok: false, error: 'twoHistories' })
})

test('walking back takes few steps, and a cursor that nobody knows goes back to the start', async () => {
  const { dao } = await busyOffice(8)
  const { seq } = await dao.replica().cursor()
  const seqs: number[] = []
  while ((seqs.at(-1) ?? seq) > 0) seqs.push((await dao.replica().walkBack(seq)).seq)
  expect(seqs.length).toBeLessThanOrEqual(Math.ceil(Math.log2(seq)) + 1)
  await dao.sync()
  expect((await dao.replica().cursor()).seq).toBeGreaterThanOrEqual(seq)
})

test('a cursor that the relay knew after all costs no entry', async () => {
  const { office, dao } = await busyOffice()
  const { length } = office.space.entries()
  await dao.replica().walkBack(length)
  await dao.sync()
  expect(office.space.entries()).toHaveLength(length)
})

test('what came two weeks ago is not kept for healing any more', async () => {
  const { office, dao, bea } = await busyOffice()
  const { length } = office.space.entries()
  dao.profile.advance(15 * 86_400_000)
  await bea.create('company', { name: 'Late' })
  await bea.sync()
  await dao.sync()
  expect((await dao.replica().walkBack(length)).seq).toBe(length)
  expect((await dao.replica().walkBack(length - 1)).seq).toBe(0)
})
