import { describe, expect, test } from 'vitest'
import { startOfDay } from '../../src/core/day.ts'
import { must } from '../../src/core/result.ts'
import { aRelay } from '../sync-server/relays.ts'
import { bookIn } from './books.ts'
import { createProfile, NOON, startedIn, type Profile } from './profile.ts'
import { aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { openDue } from '../../src/engine/due.ts'
import { valueOf } from './wanted.ts'

const HOUR = 3_600_000
const soon = { timeout: 15_000, interval: 20 }

const aBook = async () => {
  const profile = createProfile()
  const { opened } = await startedIn(profile)
  const { book, journal } = await bookIn(profile)
  const due = openDue({
    session: book.session,
    index: book.index,
    queries: () => book.answering().queries,
    journal,
    locks: profile.platform().locks,
    mayWrite: book.mayWrite,
  })
  return { profile, book, due, me: opened.memberId }
}
type Open = Awaited<ReturnType<typeof aBook>>
const plan = async ({ book, me }: Open, profile: Profile, startAt: number, more = {}) => {
  const id = profile.makeId('activity')
  const values = { kind: 'call', subject: 'Call Ann', status: 'planned', assigneeId: me, startAt, reminders: ['10', '60'], ...more }
  valueOf(await (await book.writer()).create({ id, values }))
  return id
}
const set = async ({ book }: Open, id: string, path: string, value: unknown) =>
  valueOf(await (await book.writer()).edit([{ id, changes: [{ path, value }] }]))
const rung = async ({ book }: Open) => {
  const view = { entity: 'notification', filter: { column: 'kind', op: 'is' as const, value: 'reminder' }, sort: [{ column: 'at' }] }
  const window = { start: 0, count: 9, columns: ['at', 'text', 'memberId'] }
  await book.answering().ensure(view, window)
  return book
    .answering()
    .queries.query(view, window)
    .rows.map(({ at }) => at)
}

describe('S37 a reminder', () => {
  test('comes at its time and once, to whoever is to do it', async () => {
    const open = await aBook()
    const { profile, due } = open
    await plan(open, profile, NOON + 2 * HOUR)
    await due.look()
    expect(await rung(open)).toEqual([])
    profile.advance(HOUR + 1_000)
    await due.look()
    await due.look()
    expect(await rung(open)).toEqual([NOON + HOUR])
    profile.advance(HOUR)
    await due.look()
    expect(await rung(open)).toEqual([NOON + HOUR, NOON + 2 * HOUR - 600_000])
    due.stop()
  })

  test('of what is done, cancelled or moved meanwhile stays away, and comes at the new time', async () => {
    const open = await aBook()
    const { profile, due } = open
    const [done, cancelled, moved] = [
      await plan(open, profile, NOON + 2 * HOUR),
      await plan(open, profile, NOON + 2 * HOUR),
      await plan(open, profile, NOON + 2 * HOUR),
    ]
    await set(open, done, 'status', 'done')
    await set(open, cancelled, 'status', 'cancelled')
    await set(open, moved, 'startAt', NOON + 4 * HOUR)
    profile.advance(2 * HOUR)
    await due.look()
    expect(await rung(open)).toEqual([])
    profile.advance(HOUR + 1_000)
    await due.look()
    expect(await rung(open)).toEqual([NOON + 3 * HOUR])
    due.stop()
  })

  test('of a day without an hour counts from nine in the morning', async () => {
    const open = await aBook()
    const { profile, due, book } = open
    const tomorrow = startOfDay('2026-01-06', book.session.zone())
    await plan(open, profile, NOON, { startAt: null, dueAt: tomorrow, reminders: ['60'] })
    profile.advance(36 * HOUR)
    await due.look()
    expect(await rung(open)).toEqual([tomorrow + 8 * HOUR])
    due.stop()
  })

  test('is one however many devices make it apart', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
    const { memberId } = dao.opened
    const now = Date.now()
    await dao.create('activity', {
      kind: 'call',
      subject: 'Call Ann',
      status: 'planned',
      assigneeId: memberId,
      startAt: Math.floor(now) + 300_000,
      reminders: ['10'],
    })
    const reminders = async ({ engine }: Phone) =>
      (await engine.query({ entity: 'notification', filter: { column: 'kind', op: 'is', value: 'reminder' } }, { start: 0, count: 0 }))
        .total
    // Another tab of each looks for itself, before either has heard of the other's.
    await expect.poll(async () => (await bea.engine.query({ entity: 'activity' }, { start: 0, count: 1 })).total, soon).toBe(1)
    for (const { profile } of [dao, bea]) {
      const { book, journal } = await bookIn(profile)
      const { session, index, mayWrite } = book
      const locks = createProfile().platform().locks
      const due = openDue({ session, index, mayWrite, journal, queries: () => book.answering().queries, locks })
      await due.look()
      due.stop()
      book.close()
    }
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    for (const phone of [dao, bea]) {
      await expect.poll(() => reminders(phone), soon).toBe(1)
      expect(must((await phone.engine.diagnostics()).damaged, 'what is damaged')).toEqual([])
    }
  })
})
