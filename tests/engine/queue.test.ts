import { expect, test } from 'vitest'
import type { Id } from '../../src/core/ids.ts'
import { openDue } from '../../src/engine/due.ts'
import { MY_TEAM } from '../../src/tables/view.ts'
import { aRelay } from '../sync-server/relays.ts'
import { bookIn } from './books.ts'
import { createProfile } from './profile.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }

const lookIn = async ({ profile }: Phone) => {
  const { book, journal } = await bookIn(profile)
  const { session, index, mayWrite } = book
  const locks = createProfile().platform().locks
  const due = openDue({ session, index, mayWrite, journal, queries: () => book.answering().queries, locks })
  await due.look()
  due.stop()
  book.close()
  expect(journal.entries().filter(({ code }) => code.startsWith('due'))).toEqual([])
}
const noticesOf = async ({ engine }: Phone, memberId: Id) => {
  const filter = {
    all: [
      { column: 'memberId', op: 'is', value: memberId },
      { column: 'kind', op: 'is', value: 'claimLost' },
    ],
  } as const
  const { rows } = await engine.query({ entity: 'notification', filter }, { start: 0, count: 9, columns: ['text', 'byId'] })
  return rows.map((row) => [row['text'], (row['byId'] as { id: Id }).id]) // a reference's cell
}

test('S39 work in a team’s queue is the first one’s who took it, on every device; who came later is told once who has it', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  const team = await dao.create('team', { name: 'Inside sales' })
  const task = await dao.create('activity', { kind: 'call', subject: 'Call Siam Foods', status: 'planned', queueTeamId: team })
  const { memberId: beaId } = valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  const daoId = dao.opened.memberId
  await expect.poll(() => bea.field(task, 'subject'), soon).toBe('Call Siam Foods')
  // Both take it without knowing of the other.
  await Promise.all([dao.set(task, 'assigneeId', daoId), bea.set(task, 'assigneeId', beaId)])
  const first = async (phone: Phone) => {
    const claims = (await phone.field(task, 'claims')) as readonly { memberId: Id; at: number }[] // a list of items
    return claims.toSorted((a, b) => a.at - b.at || (a.memberId < b.memberId ? -1 : 1))
  }
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  for (const phone of [dao, bea]) await expect.poll(async () => (await first(phone)).length, soon).toBe(2)
  const [winner, loser] = (await first(dao)).map(({ memberId }) => memberId)
  for (const phone of [dao, bea]) await lookIn(phone)
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  for (const phone of [dao, bea]) {
    await expect.poll(() => phone.field(task, 'assigneeId'), soon).toBe(winner)
    await expect.poll(() => noticesOf(phone, loser ?? ''), soon).toEqual([['Call Siam Foods', winner]])
    expect(await noticesOf(phone, winner ?? '')).toEqual([])
    expect((await phone.engine.diagnostics()).damaged).toEqual([])
  }
})

test('S39 what is given back waits for the team again, and what is handed on by hand stays where it was handed', async () => {
  const phone = aPhone(createProfile())
  const { memberId } = valueOf(await phone.engine.startWorkspace(aWorkspace))
  const other = phone.profile.makeId('member')
  const team = await phone.create('team', { name: 'Inside sales' })
  const task = await phone.create('activity', { kind: 'task', subject: 'Price list', status: 'planned', queueTeamId: team })
  await phone.set(task, 'assigneeId', memberId)
  phone.profile.advance(1_000)
  await phone.set(task, 'assigneeId', other)
  await lookIn(phone)
  expect(await phone.field(task, 'assigneeId')).toBe(other)
  phone.profile.advance(1_000)
  await phone.set(task, 'assigneeId', null)
  await lookIn(phone)
  expect(await phone.field(task, 'assigneeId')).toBe(null)
})

test('S39 whoever gives work to a team gives it away, and may take it back like anybody else', async () => {
  const phone = aPhone(createProfile())
  const { memberId } = valueOf(await phone.engine.startWorkspace(aWorkspace))
  const queueTeamId = await phone.create('team', { name: 'Inside sales' })
  const task = await phone.create('activity', { kind: 'task', subject: 'Price list', status: 'planned', assigneeId: memberId, queueTeamId })
  expect(await phone.field(task, 'assigneeId')).toBe(null)
  await phone.set(task, 'assigneeId', memberId)
  expect(await phone.field(task, 'assigneeId')).toBe(memberId)
  // By name it is given to somebody, whatever team it belongs to.
  const other = phone.profile.makeId('member')
  const handed = await phone.create('activity', { kind: 'task', subject: 'Quote', status: 'planned', assigneeId: other, queueTeamId })
  expect(await phone.field(handed, 'assigneeId')).toBe(other)
})

test('S39 who is kept informed hears that it is done, once', async () => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  const watcher = await phone.create('member', { name: 'Bo', role: 'rep' })
  const task = await phone.create('activity', { kind: 'task', subject: 'Price list', status: 'planned', watcherIds: [watcher] })
  await phone.set(task, 'status', 'done')
  const filter = { column: 'memberId', op: 'is', value: watcher } as const
  const { rows } = await phone.engine.query({ entity: 'notification', filter }, { start: 0, count: 9, columns: ['kind', 'text'] })
  expect(rows.map((row) => [row['kind'], row['text']])).toEqual([['followed', 'Price list']])
})

test('U4 a list of my team’s follows who is in it', async () => {
  const phone = aPhone(createProfile())
  const { memberId } = valueOf(await phone.engine.startWorkspace(aWorkspace))
  const bo = await phone.create('member', { name: 'Bo', role: 'rep' })
  await phone.create('company', { name: 'Mine', ownerId: memberId })
  await phone.create('company', { name: 'Bo’s', ownerId: bo })
  const names = async () => {
    const filter = { column: 'ownerId', op: 'is', value: MY_TEAM } as const
    const { rows } = await phone.engine.query(
      { entity: 'company', filter, sort: [{ column: 'name' }] },
      { start: 0, count: 9, columns: ['name'] },
    )
    return rows.map((row) => row['name'])
  }
  expect(await names()).toEqual(['Mine'])
  const team = await phone.create('team', { name: 'North' })
  for (const id of [memberId, bo]) await phone.set(id, `teamIds/${team}`, true)
  expect(await names()).toEqual(['Bo’s', 'Mine'])
  await phone.set(bo, `teamIds/${team}`, false)
  expect(await names()).toEqual(['Mine'])
})
