import { expect, test } from 'vitest'
import { undo } from '../../../src/engine/undo.ts'
import { must } from '../../../src/core/result.ts'
import { anOffice, type Desk, type Office } from './office.ts'

/** Two desks that hold one company, both away from the relay. */
const twoDesks = async (): Promise<{ office: Office; dao: Desk; bea: Desk; id: string }> => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const id = await dao.create('company', { name: 'Siam Beans', industry: 'Food', description: 'Likes tea.' })
  await dao.push()
  await office.settle()
  return { office, dao, bea, id }
}

const namesOf = async ({ book }: Desk): Promise<readonly unknown[]> => {
  const { queries, ensure } = book().answering()
  const view = { entity: 'company', sort: [{ column: 'name' }] }
  await ensure(view, { start: 0, count: 50 })
  return queries.query(view, { start: 0, count: 50 }).rows.map(({ name }) => name)
}

test('a record that one made is in the other’s list', async () => {
  const { bea } = await twoDesks()
  expect(await namesOf(bea)).toEqual(['Siam Beans'])
})

test('different fields, edited apart, both survive', async () => {
  const { office, dao, bea, id } = await twoDesks()
  await dao.set(id, { industry: 'Coffee' })
  await bea.set(id, { taxId: '0105' })
  await office.settle()
  for (const desk of [dao, bea])
    expect((await desk.view(id)).fields).toMatchObject({ industry: 'Coffee', taxId: '0105', name: 'Siam Beans' })
})

test('the same field keeps the later clock, and both see what the other had set without knowing', async () => {
  const { office, dao, bea, id } = await twoDesks()
  await dao.set(id, { industry: 'Coffee' })
  bea.profile.advance(60_000)
  await bea.set(id, { industry: 'Drinks' })
  await office.settle()
  for (const desk of [dao, bea]) {
    const { fields, conflicts } = await desk.view(id)
    expect(fields['industry']).toBe('Drinks')
    expect(conflicts).toMatchObject([{ path: 'industry', value: 'Drinks', other: 'Coffee' }])
  }
  await dao.set(id, { industry: 'Coffee' })
  await office.settle()
  expect((await bea.view(id)).fields['industry']).toBe('Coffee')
  expect((await bea.view(id)).conflicts).toEqual([])
})

test('histories and conflicts name the teammate who wrote', async () => {
  const { office, dao, bea, id } = await twoDesks()
  await office.settle()
  await bea.set(id, { industry: 'Drinks' })
  dao.profile.advance(60_000)
  await dao.set(id, { industry: 'Coffee' })
  await office.settle()
  const [daoId, beaId] = [dao, bea].map(({ book }) => book().session.held.memberId)
  for (const desk of [dao, bea]) {
    const { history, conflicts } = await desk.view(id)
    expect(history.map(({ byId }) => byId)).toEqual([daoId, beaId])
    expect(conflicts).toMatchObject([{ other: 'Drinks', otherById: beaId }])
  }
})

test('plain succession shows no conflict, however wrong a clock is', async () => {
  const { office, dao, bea, id } = await twoDesks()
  dao.profile.advance(5 * 3_600_000)
  await dao.set(id, { industry: 'Coffee' })
  await office.settle()
  await bea.set(id, { industry: 'Drinks' })
  await office.settle()
  for (const desk of [dao, bea]) expect(await desk.view(id)).toMatchObject({ fields: { industry: 'Drinks' }, conflicts: [] })
})

test('sets and lists merge item by item', async () => {
  const { office, dao, bea } = await twoDesks()
  const phone = (id: string, value: string, order: string) => ({ id, order, value, kind: 'work' })
  const values = { name: { family: 'Dee', given: 'Mana' }, phones: [phone('p1', '+66812345678', 'a')], interests: ['tea'] }
  const id = await dao.create('contact', values)
  await office.settle()
  await dao.set(id, { 'interests/coffee': true, 'interests/tea': false, 'phones/p2': phone('p2', '+66812345679', 'b') })
  await bea.set(id, { 'interests/cocoa': true, 'phones/p3': phone('p3', '+66812345670', 'c'), 'phones/p1/kind': 'mobile' })
  await office.settle()
  for (const desk of [dao, bea]) {
    const { fields } = await desk.view(id)
    expect(fields['interests']).toEqual(['cocoa', 'coffee'])
    expect(fields['phones']).toMatchObject([{ id: 'p1', kind: 'mobile' }, { id: 'p2' }, { id: 'p3' }])
  }
})

test('an item that one deletes while the other edits it later comes back whole', async () => {
  const { office, dao, bea } = await twoDesks()
  const phones = [{ id: 'p1', order: 'a', value: '+66812345678', kind: 'work' }]
  const id = await dao.create('contact', { name: { family: 'Dee', given: 'Mana' }, phones })
  await office.settle()
  await dao.set(id, { 'phones/p1': null })
  bea.profile.advance(60_000)
  await bea.set(id, { 'phones/p1/kind': 'mobile' })
  await office.settle()
  for (const desk of [dao, bea]) expect(await desk.field(id, 'phones')).toMatchObject([{ value: '+66812345678', kind: 'mobile' }])
})

test('a note written by two at once keeps the words of both', async () => {
  const { office, dao, bea, id } = await twoDesks()
  await dao.set(id, { description: 'Likes tea. Pays late.' })
  await bea.set(id, { description: 'Really likes tea.' })
  await office.settle()
  const notes = await Promise.all([dao, bea].map((desk) => desk.field(id, 'description')))
  expect(notes[0]).toBe(notes[1])
  for (const words of ['Really', 'Pays late.']) expect(notes[0]).toContain(words)
})

test('a record that one deletes while the other edits it is in the trash with the edit', async () => {
  const { office, dao, bea, id } = await twoDesks()
  await (await dao.book().writer()).trash([id])
  await bea.set(id, { industry: 'Drinks' })
  await office.settle()
  for (const desk of [dao, bea]) {
    expect(await namesOf(desk)).toEqual([])
    const { fields } = await desk.view(id)
    expect(fields['industry']).toBe('Drinks')
    expect(fields['deletedAt']).not.toBeNull()
  }
  await (await bea.book().writer()).restore([id])
  await office.settle()
  expect(await namesOf(dao)).toEqual(['Siam Beans'])
})

test('undo takes back one’s own step and leaves a teammate’s later edit alone', async () => {
  const { office, dao, bea, id } = await twoDesks()
  const step = await dao.set(id, { industry: 'Coffee', taxId: '0105' })
  await office.settle()
  await bea.set(id, { industry: 'Drinks' })
  await office.settle()
  const { session, steps } = dao.book()
  await undo(session, must(steps.take(step), 'the step'))
  await office.settle()
  for (const desk of [dao, bea]) expect((await desk.view(id)).fields).toMatchObject({ industry: 'Drinks', taxId: null })
})

test('three who edited apart hold the same in the end', async () => {
  const { office, dao, bea, id } = await twoDesks()
  const chai = await office.join('Chai')
  await office.settle()
  for (const [i, desk] of [dao, bea, chai].entries()) {
    await desk.set(id, {
      industry: `From ${desk.name}`,
      [['code', 'taxId', 'website'][i] ?? '']: i === 2 ? 'https://siam.example' : desk.name,
    })
    await desk.create('company', { name: `${desk.name} Co` })
  }
  await office.settle()
  const [first, ...others] = await Promise.all(office.all().map((desk) => desk.digest()))
  for (const other of others) expect(other).toBe(first)
  expect(await namesOf(chai)).toEqual(['Bea Co', 'Chai Co', 'Dao Co', 'Siam Beans'])
})
