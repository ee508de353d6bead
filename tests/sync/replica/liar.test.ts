import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import type { Missing } from '../../../src/sync/replica.ts'
import { anOffice, type Desk, type Office } from './office.ts'

const pair = async (): Promise<{ office: Office; dao: Desk; bea: Desk }> => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  await office.settle()
  return { office, dao: office.owner, bea }
}

const outgoing = (desk: Desk, office: Office) => desk.replica().outgoing(office.roster().head)

/** Takes what the relay has; answers what the log passed over. */
const take = async (desk: Desk, office: Office): Promise<readonly Missing[]> => {
  const { seq } = await desk.replica().cursor()
  const received = await desk.replica().receive(seq + 1, office.space.entries().slice(seq), office.roster(), () => Promise.resolve(null))
  if (!received.ok) throw new Error(received.error)
  return received.value.missing
}

/** A relay that says of a push that it has it, and throws it away. */
const dropped = async (desk: Desk, office: Office): Promise<string> => {
  const [push] = await outgoing(desk, office)
  const { msgId } = must(push, 'a push')
  await desk.replica().acked(msgId, { seq: office.space.entries().length + 1, hash: new Uint8Array(32) })
  return msgId
}

test('a push that the relay acknowledged and threw away is sent again by whoever wrote it, as it was', async () => {
  const { office, dao, bea } = await pair()
  const id = await dao.create('company', { name: 'Siam Beans' })
  const [first] = await outgoing(dao, office)
  const msgId = await dropped(dao, office)
  expect(await outgoing(dao, office)).toEqual([])
  await bea.create('company', { name: 'Takes its place' })
  await bea.push()
  await dao.pull()
  expect(await outgoing(dao, office)).toEqual([first])
  await office.settle()
  expect(await bea.field(id, 'name')).toBe('Siam Beans')
  expect(must(first, 'a push').msgId).toBe(msgId)
  expect(await bea.digest()).toBe(await dao.digest())
})

test('a teammate notices by its counter what the relay threw away, before and without its author’s help', async () => {
  const { office, dao, bea } = await pair()
  await dao.create('company', { name: 'Shown' })
  await dao.push()
  expect(await take(bea, office)).toEqual([])
  const thrown = await dao.create('company', { name: 'Thrown away' })
  await dropped(dao, office)
  await dao.create('company', { name: 'Shown too' })
  const next = must((await outgoing(dao, office)).at(-1), 'a push')
  await dao.replica().acked(next.msgId, await office.space.append(next.entry))
  const device = dao.book().session.store.keyring.device.id
  expect(await take(bea, office)).toMatchObject([{ device }])
  // It comes back at a later place, and that is no second alarm.
  await dao.sync()
  expect(await take(bea, office)).toEqual([])
  expect(await bea.field(thrown, 'name')).toBe('Thrown away')
})

test('a push that the relay will never take leaves a gap that is noticed once, and nobody stands still for it', async () => {
  const { office, dao, bea } = await pair()
  await dao.create('company', { name: 'Refused' })
  const [refused] = await outgoing(dao, office)
  await dao.replica().refused(must(refused, 'a push').msgId, 'tooLarge')
  const id = await dao.create('company', { name: 'Goes on' })
  await dao.push()
  expect(await take(bea, office)).toHaveLength(1)
  expect(await bea.field(id, 'name')).toBe('Goes on')
  await dao.set(id, { industry: 'Tea' })
  await dao.push()
  expect(await take(bea, office)).toEqual([])
})

test('whoever comes later notices the same, from the beginning of the log', async () => {
  const { office, dao } = await pair()
  await dao.create('company', { name: 'Refused' })
  const [refused] = await outgoing(dao, office)
  await dao.replica().refused(must(refused, 'a push').msgId, 'tooLarge')
  const id = await dao.create('company', { name: 'Goes on' })
  await dao.push()
  const chai = await office.join('Chai')
  expect(await take(chai, office)).toHaveLength(1)
  expect(await chai.field(id, 'name')).toBe('Goes on')
})
