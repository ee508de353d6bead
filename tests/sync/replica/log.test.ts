import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, type Bytes } from '../../../src/core/bytes.ts'
import { newId } from '../../../src/core/ids.ts'
import { must } from '../../../src/core/result.ts'
import { encodeUpdateItem } from '../../../src/store/outbox.ts'
import { decodeEntry, type Entry } from '../../../src/sync/entry.ts'
import { judge } from '../../../src/sync/judge.ts'
import { NOON } from '../../engine/profile.ts'
import { diesAt, onFullDisk } from './faults.ts'
import { anOffice, type Desk, type Office } from './office.ts'
import { pullFrom, pushTo } from './space.ts'
import { asideOf, inject } from './wicked.ts'

const pair = async (): Promise<{ office: Office; dao: Desk; bea: Desk }> => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  await office.settle()
  return { office, dao: office.owner, bea }
}
const noPack = () => Promise.resolve(null)
const entryOf = (bytes: Bytes | undefined): Entry => {
  const decoded = decodeEntry(must(bytes, 'an entry'))
  if (!decoded.ok) throw new Error(decoded.error)
  return decoded.value
}

describe('pushes', () => {
  test('are the same bytes at every try, until the relay has them', async () => {
    const { office, dao } = await pair()
    await dao.create('company', { name: 'Siam Beans' })
    const first = await dao.replica().outgoing(office.roster().head)
    await dao.reopen()
    await dao.create('company', { name: 'Other' })
    const again = await dao.replica().outgoing(office.roster().head)
    expect(again).toHaveLength(2)
    expect(again[0]).toEqual(first[0])
    const [one] = first
    await dao.replica().acked(must(one, 'a push').msgId, await office.space.append(must(one, 'a push').entry))
    expect((await dao.replica().outgoing(office.roster().head)).map(({ msgId }) => msgId)).toEqual([again[1]?.msgId])
  })

  test('hold at most 64 KiB of items, in the order of the edits, with counters that are never used twice', async () => {
    const { office, dao } = await pair()
    for (let i = 0; i < 6; i += 1) await dao.create('company', { name: `Company ${i}`, description: 'x'.repeat(20_000) })
    const pending = await dao.replica().outgoing(office.roster().head)
    expect(pending.length).toBeGreaterThan(1)
    const counters = pending.map(({ entry }) => entryOf(entry).counter)
    expect(counters).toEqual([...counters].sort((a, b) => a - b))
    expect(new Set(counters).size).toBe(counters.length)
    expect(await dao.replica().lastCounter()).toBe(counters.at(-1))
  })

  test('two tabs that seal at once send every edit once', async () => {
    const { office, dao, bea } = await pair()
    const ids = []
    for (let i = 0; i < 5; i += 1) ids.push(await dao.create('company', { name: `Company ${i}` }))
    const other = dao.replicaOf(office.teamId)
    await Promise.all([dao.replica().outgoing(office.roster().head), other.outgoing(office.roster().head)])
    await office.settle()
    for (const id of ids) expect(await bea.field(id, 'name')).toMatch(/^Company/)
    const counters = office.space.entries().map((bytes) => `${entryOf(bytes).device} ${entryOf(bytes).counter}`)
    expect(new Set(counters).size).toBe(counters.length)
  })

  test('that the relay will not have wait apart, and are not sent again', async () => {
    const { office, dao } = await pair()
    await dao.create('company', { name: 'Siam Beans' })
    const [push] = await dao.replica().outgoing(office.roster().head)
    await dao.replica().refused(must(push, 'a push').msgId, 'forbidden')
    expect(await dao.replica().outgoing(office.roster().head)).toEqual([])
    const log = await dao.book().session.store.log(office.teamId)
    expect(await log.refusedPushes()).toMatchObject([{ refusal: 'forbidden' }])
  })

  test('show nothing of a customer', async () => {
    const { office, dao } = await pair()
    await dao.create('company', { name: 'Planted GmbH' })
    const pending = await dao.replica().outgoing(office.roster().head)
    expect(Buffer.from(concat(pending.map(({ entry }) => entry))).includes('Planted')).toBe(false)
  })
})

describe('what the relay sends', () => {
  test('twice, in another cut, or late, is taken once', async () => {
    const { office, dao, bea } = await pair()
    const id = await dao.create('company', { name: 'Siam Beans' })
    for (const industry of ['Food', 'Tea', 'Coffee']) {
      await dao.set(id, { industry })
      await dao.push()
    }
    const { seq } = await bea.replica().cursor()
    const all = office.space.entries()
    const receive = (from: number, to: number) => bea.replica().receive(from + 1, all.slice(from, to), office.roster(), noPack)
    expect(await receive(seq + 1, all.length)).toEqual({ ok: false, error: 'gap' })
    await Promise.all([receive(seq, seq + 2), receive(seq, all.length), receive(seq, seq + 1)])
    await receive(0, all.length)
    expect((await bea.replica().cursor()).seq).toBe(all.length)
    expect(await bea.field(id, 'industry')).toBe('Coffee')
    const history = (await bea.view(id)).history.map(({ path }) => path)
    expect(history).toEqual(['industry', 'industry', 'industry'])
  })

  test('out of order or with one left out does not follow, and is noticed by who wrote after it', async () => {
    const { office, dao, bea } = await pair()
    const id = await dao.create('company', { name: 'Siam Beans' })
    for (const industry of ['Food', 'Tea', 'Coffee']) {
      await dao.set(id, { industry })
      await dao.sync()
    }
    const { seq } = await bea.replica().cursor()
    const [first, second, third] = office.space
      .entries()
      .slice(seq)
      .map((bytes) => bytes)
    const swapped = [second, first, third].map((bytes) => must(bytes, 'an entry'))
    expect(await bea.replica().receive(seq + 1, swapped, office.roster(), noPack)).toEqual({ ok: false, error: 'twoHistories' })
    expect(await bea.field(id, 'industry').catch(() => null)).not.toBe('Coffee')
  })

  test('altered is set aside, and the next honest entry shows the forgery', async () => {
    const { office, dao, bea } = await pair()
    const id = await dao.create('company', { name: 'Siam Beans' })
    await dao.sync()
    await dao.set(id, { industry: 'Tea' })
    await dao.sync()
    const { seq } = await bea.replica().cursor()
    const [first, second] = office.space.entries().slice(seq)
    const altered = must(first, 'an entry').slice()
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    const received = await bea.replica().receive(seq + 1, [altered, must(second, 'an entry')], office.roster(), noPack)
    expect(received).toEqual({ ok: false, error: 'twoHistories' })
    expect(await asideOf(bea)).toEqual(['forged'])
  })

  test('under the message id of a push of ours settles nothing', async () => {
    const { office, dao, bea } = await pair()
    const id = await dao.create('company', { name: 'Siam Beans' })
    const [push] = await dao.replica().outgoing(office.roster().head)
    const { msgId } = must(push, 'a push')
    await dao.replica().acked(msgId, await inject(office, bea, [], { msgId }))
    await dao.pull()
    expect(await dao.replica().outgoing(office.roster().head)).toMatchObject([{ msgId }])
    expect(await dao.field(id, 'name')).toBe('Siam Beans')
  })

  test('with a roster entry that is not known here yet waits for it', async () => {
    const { office, dao, bea } = await pair()
    const older = office.roster()
    await office.join('Chai')
    const id = await dao.create('company', { name: 'Siam Beans' })
    await dao.push()
    expect(await pullFrom(bea.replica(), office.space, older)).toBe('rosterFirst')
    await bea.pull()
    expect(await bea.field(id, 'name')).toBe('Siam Beans')
  })

  test('of a removed device counts until the log has heard of the removal, and no longer', async () => {
    const { office, dao, bea } = await pair()
    const id = await bea.create('company', { name: 'Before' })
    await bea.push()
    const head = office.roster().head
    await office.remove(bea)
    await dao.sync()
    expect(await dao.field(id, 'name')).toBe('Before')
    await dao.create('company', { name: 'Tells of it' })
    await dao.push()
    await bea.set(id, { name: 'After' })
    for (const { entry } of await bea.replica().outgoing(head)) await office.space.append(entry)
    await dao.pull()
    expect(await dao.field(id, 'name')).toBe('Before')
    expect(await asideOf(dao)).toEqual(['removed'])
  })

  test('under another’s client id is set aside', async () => {
    const { office, dao, bea } = await pair()
    const id = await dao.create('company', { name: 'Siam Beans' })
    await dao.set(id, { industry: 'Tea' })
    await office.settle()
    await bea.set(id, { industry: 'Coffee' })
    await office.settle()
    // Bea's device sends on, as its own, an update that only Dao's may write.
    const { tables, store } = dao.book().session
    const ref = { spaceId: office.teamId, entity: 'company', id, bucket: must(tables.bucketOf(id), 'bucket') }
    const state = must((await store.states([ref])).get(id), 'state')
    await inject(office, bea, [encodeUpdateItem(id, state, { update: state.doc, history: [] })])
    await dao.pull()
    expect(await asideOf(dao)).toEqual(['forged'])
  })

  test('that does not open, cannot be read, or belongs elsewhere is set aside, and the rest goes on', async () => {
    const { office, dao, bea } = await pair()
    await inject(office, bea, [], { body: crypto.getRandomValues(new Uint8Array(300)) })
    await inject(office, bea, [Uint8Array.of(1, 2, 3)])
    await inject(office, bea, [Uint8Array.of(99, 1)])
    const wrong = (entity: string, version = 1, update = new Uint8Array()) =>
      encodeUpdateItem(newId(entity, NOON, dao.profile.random), { version, bucket: 0 }, { update, history: [] })
    await inject(office, bea, [wrong('company', 1, Uint8Array.of(9, 9, 9)), wrong('company', 7), wrong('workspace')])
    const id = await bea.create('company', { name: 'Siam Beans' })
    await bea.push()
    await dao.pull()
    expect(await dao.field(id, 'name')).toBe('Siam Beans')
    expect((await asideOf(dao)).sort()).toEqual(['corrupt', 'corrupt', 'newer', 'newer', 'otherSpace', 'unsealable'])
  })

  test('of an entity that only a newer app knows is kept and not shown', async () => {
    const { office, dao, bea } = await pair()
    const id = newId('visit', NOON, dao.profile.random)
    await inject(office, bea, [encodeUpdateItem(id, { version: 1, bucket: 7 }, { update: new Uint8Array(), history: [] })])
    await dao.pull()
    expect(await asideOf(dao)).toEqual([])
    const states = await dao.book().session.store.states([{ spaceId: office.teamId, entity: 'visit', id, bucket: 7 }])
    expect(states.has(id)).toBe(true)
  })
})

test('of a thousand altered entries none is taken for its author’s, and none breaks the reader', { timeout: 60_000 }, async () => {
  const { office, dao, bea } = await pair()
  await dao.create('company', { name: 'Siam Beans', description: 'Likes tea.' })
  await dao.push()
  const { store } = bea.book().session
  const log = await store.log(office.teamId)
  const standing = await log.standing()
  const genuine = must(office.space.entries()[standing.cursor.seq], 'the entry')
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(60), async (at, flip, cut) => {
      const bytes = genuine.slice(0, genuine.length - (cut < 10 ? cut : 0))
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip
      const { arrived, stop } = await judge({ log, keyring: store.keyring, crypto }, standing, [bytes], office.roster())
      if (stop === null) expect(arrived.map(({ content }) => content)).toEqual(['forged'])
      else expect(arrived).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('on a full disk nothing is taken and the cursor stays; later it is', async () => {
  const { office, dao, bea } = await pair()
  const id = await dao.create('company', { name: 'Siam Beans' })
  await dao.push()
  const before = await bea.replica().cursor()
  expect(await onFullDisk(() => pullFrom(bea.replica(), office.space, office.roster()))).toBe('diskFull')
  expect(await bea.replica().cursor()).toEqual(before)
  await bea.pull()
  expect(await bea.field(id, 'name')).toBe('Siam Beans')
})

test('a device that dies anywhere in sending or taking goes on where it was', { timeout: 60_000 }, async () => {
  const { office, dao, bea } = await pair()
  const ids: string[] = []
  let deaths = 0
  for (let step = 1; step < 200; step += 2) {
    ids.push(await dao.create('company', { name: `From Dao ${step}` }))
    await dao.push()
    ids.push(await bea.create('company', { name: `From Bea ${step}` }))
    const hasDied = await diesAt(step, async (crypto, arm) => {
      await bea.reopen({ crypto })
      arm()
      await pushTo(bea.replica(), office.space, office.roster())
      await pullFrom(bea.replica(), office.space, office.roster())
    })
    await bea.reopen()
    deaths += hasDied ? 1 : 0
    if (!hasDied) break
  }
  await office.settle()
  expect(deaths).toBeGreaterThan(10)
  for (const desk of [dao, bea]) for (const id of ids) expect(await desk.field(id, 'name')).toMatch(/^From/)
  expect(await bea.digest()).toBe(await dao.digest())
  expect(new Set(office.space.entries().map((bytes) => entryOf(bytes).msgId)).size).toBe(office.space.entries().length)
})
