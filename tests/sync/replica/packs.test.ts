import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Desk } from './office.ts'
import { pullFrom, pushTo } from './space.ts'

const listed = async ({ book }: Desk): Promise<number> => {
  const { queries, ensure } = book().answering()
  await book().index.catchUp()
  await ensure({ entity: 'company' }, { start: 0, count: 1 })
  return queries.query({ entity: 'company' }, { start: 0, count: 1 }).total
}

test('an import travels as packs: the other device holds the same bytes, and lists them', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids = await importAt(dao, 'import-1', 1_300)
  await dao.set(must(ids[700], 'an id'), { industry: 'Tea' })
  await dao.push()
  expect(office.space.packs.size).toBeGreaterThan(2)
  expect(office.space.entries().length).toBeLessThan(4)
  await bea.pull()
  await expect.poll(() => listed(bea)).toBe(1_300)
  expect(await bea.field(must(ids[700], 'an id'), 'industry')).toBe('Tea')
  for (const [id, bytes] of office.space.packs) expect(await bea.replica().packBytes(id)).toEqual(bytes)
  expect(await bea.digest()).toBe(await dao.digest())
})

test('a pack that the relay lost, or altered, is set aside and the rest goes on; once the relay is whole, the pack comes in', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  await office.settle()
  await importAt(dao, 'import-1', 600)
  await dao.push()
  await importAt(dao, 'import-2', 3)
  await dao.push()
  const id = await dao.create('company', { name: 'Siam Beans' })
  await dao.push()
  const [first, second] = [...office.space.packs].slice(-3)
  office.space.packs.delete(must(first, 'a pack')[0])
  for (const [pack, bytes] of [must(second, 'a pack')]) office.space.packs.set(pack, bytes.slice(1))
  await bea.pull()
  expect((await bea.book().session.store.quarantine.list()).map(({ reason }) => reason).sort()).toEqual(['altered', 'missing'])
  expect(await bea.field(id, 'name')).toBe('Siam Beans')
  expect(await listed(bea)).toBe(600 + 3 + 1 - 512 - 88)
  await takeBack(dao, 'import-2')
  office.space.packs.set(...must(first, 'a pack'))
  for (const [pack, bytes] of [must(second, 'a pack')]) office.space.packs.set(pack, bytes)
  await bea.reopen()
  await office.settle()
  expect(await bea.book().session.store.quarantine.list()).toEqual([])
  expect(await listed(bea)).toBe(601)
  expect(await bea.digest()).toBe(await dao.digest())
})

test('a cut while packs are fetched loses none, and fetches none twice', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  await office.settle()
  await importAt(dao, 'import-1', 2_000)
  await dao.push()
  const fetched: string[] = []
  const fetchPack = (cutAfter: number) => (id: string) => {
    if (fetched.length >= cutAfter) return Promise.reject(new Error('cut'))
    fetched.push(id)
    return Promise.resolve(office.space.packs.get(id) ?? null)
  }
  const { seq } = await bea.replica().cursor()
  const entries = office.space.entries().slice(seq)
  await expect(bea.replica().receive(seq + 1, entries, office.roster(), fetchPack(2))).rejects.toThrow('cut')
  expect((await bea.replica().cursor()).seq).toBe(seq)
  await bea.replica().receive(seq + 1, entries, office.roster(), fetchPack(100))
  expect(new Set(fetched).size).toBe(fetched.length)
  await expect.poll(() => listed(bea)).toBe(2_000)
})

test('an import taken back before anything was sent never travels', async () => {
  const office = await anOffice()
  const dao = office.owner
  await dao.push()
  const packs = office.space.packs.size
  await importAt(dao, 'import-1', 600)
  await takeBack(dao, 'import-1')
  await dao.push()
  expect(office.space.packs.size).toBe(packs)
  expect(await listed(dao)).toBe(0)
})

test('an import taken back after it travelled is gone everywhere', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids = await importAt(dao, 'import-1', 600)
  await office.settle()
  expect(await listed(bea)).toBe(600)
  await takeBack(dao, 'import-1')
  await office.settle()
  await expect.poll(() => listed(bea)).toBe(0)
  const chai = await office.join('Chai')
  await office.settle()
  await bea.reopen()
  for (const desk of [dao, bea, chai]) {
    expect(await listed(desk)).toBe(0)
    await expect(desk.view(must(ids[0], 'an id'))).rejects.toThrow()
  }
})

test('an import taken back keeps the record that a teammate has edited, whoever heard first', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids = await importAt(dao, 'import-1', 600)
  await office.settle()
  const [before, meanwhile] = [must(ids[3], 'an id'), must(ids[4], 'an id')]
  await bea.set(before, { industry: 'Tea' })
  await office.settle()
  // Neither has heard of the other's act when they do it.
  await bea.set(meanwhile, { industry: 'Coffee' })
  await takeBack(dao, 'import-1')
  const chai = await office.join('Chai')
  await office.settle()
  for (const desk of [dao, bea, chai]) {
    await expect.poll(() => listed(desk)).toBe(2)
    expect((await desk.view(before)).fields).toMatchObject({ name: 'Company 3', industry: 'Tea' })
    expect((await desk.view(meanwhile)).fields).toMatchObject({ name: 'Company 4', industry: 'Coffee' })
  }
  expect(await bea.digest()).toBe(await dao.digest())
  expect(await chai.digest()).toBe(await dao.digest())
})

test('an import whose packs did not arrive is taken back once they do', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  await office.settle()
  await importAt(dao, 'import-1', 30)
  await dao.push()
  const lost = must([...office.space.packs].at(-1), 'a pack')
  office.space.packs.delete(lost[0])
  await bea.pull()
  await takeBack(dao, 'import-1')
  await office.settle()
  office.space.packs.set(...lost)
  await bea.reopen()
  await dao.create('company', { name: 'Siam Beans' })
  await office.settle()
  expect(await bea.book().session.store.quarantine.list()).toEqual([])
  expect(await listed(bea)).toBe(1)
})

test('nobody takes back an import that another made', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  await importAt(dao, 'import-1', 10)
  await office.settle()
  await takeBack(bea, 'import-1')
  await office.settle()
  for (const desk of [dao, bea]) expect(await listed(desk)).toBe(10)
})

test('the sample is never shared', async () => {
  const office = await anOffice()
  const { session, index } = office.owner.book()
  const { openReplicas } = await import('../../../src/engine/replicas.ts')
  expect(await openReplicas({ ...session, held: { ...session.held, isSample: 1 } }, index, crypto)).toEqual([])
})

test('a page that brings packs and edits of their records at once loses neither', async () => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  await office.settle()
  const ids = await importAt(dao, 'import-1', 20)
  await dao.push()
  await dao.set(must(ids[2], 'an id'), { industry: 'Tea' })
  await pushTo(dao.replica(), office.space, office.roster())
  expect(await pullFrom(bea.replica(), office.space, office.roster(), 500)).toBeNull()
  expect((await bea.view(must(ids[2], 'an id')).catch(() => ({ fields: {} }))).fields).toMatchObject({ name: 'Company 2', industry: 'Tea' })
})
