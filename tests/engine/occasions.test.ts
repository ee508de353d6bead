import { describe, expect, test } from 'vitest'
import { dayOf } from '../../src/core/day.ts'
import { openDue } from '../../src/engine/due.ts'
import { aRelay } from '../sync-server/relays.ts'
import { bookIn } from './books.ts'
import { createProfile, startedIn } from './profile.ts'
import { aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { valueOf } from './wanted.ts'

const DAY = 86_400_000
const soon = { timeout: 15_000, interval: 20 }

describe('S6 birthdays and important days', () => {
  test('on 29 February and in the lunar calendar are tasks of the right day in 2026 and 2027, one a year', async () => {
    const profile = createProfile()
    const { opened } = await startedIn(profile)
    const { book, journal } = await bookIn(profile)
    const { session, index, mayWrite } = book
    const writer = await book.writer()
    const add = async (values: object) => valueOf(await writer.create({ id: profile.makeId('contact'), values: { ...values } }))
    await add({ name: { family: 'Lee', given: 'Ann' }, birthDate: '1992-02-29' })
    await add({
      name: { family: '林', given: '美' },
      birthDate: '1960-01-01',
      calendar: 'lunar',
      importantDates: [
        { id: 'autumn', order: 'a0', name: 'Mid-autumn', date: '2000-08-15', calendar: 'lunar', yearly: true },
        { id: 'opening', order: 'a1', name: 'Opening', date: '2026-06-01', calendar: 'gregorian', yearly: false },
      ],
    })
    const locks = createProfile().platform().locks
    const due = openDue({ session, index, mayWrite, journal, queries: () => book.answering().queries, locks })
    for (let week = 0; week < 104; week += 1) {
      await due.look()
      profile.advance(7 * DAY)
    }
    const window = { start: 0, count: 50, columns: ['subject', 'dueAt', 'assigneeId'] }
    const view = { entity: 'activity', sort: [{ column: 'dueAt' }] }
    await book.answering().ensure(view, window)
    const { rows } = book.answering().queries.query(view, window)
    const tasks = rows.map(({ subject, dueAt }) => [subject, dayOf(Number(dueAt), session.zone())])
    expect(tasks).toEqual([
      ['🎂 林美 (02-17)', '2026-02-10'],
      ['🎂 Ann Lee (02-28)', '2026-02-21'],
      ['📅 Opening: 林美 (06-01)', '2026-05-25'],
      ['📅 Mid-autumn: 林美 (09-25)', '2026-09-18'],
      ['🎂 林美 (02-06)', '2027-01-30'],
      ['🎂 Ann Lee (02-28)', '2027-02-21'],
      ['📅 Mid-autumn: 林美 (09-15)', '2027-09-08'],
    ])
    expect(rows.every(({ assigneeId }) => (assigneeId as { id: string }).id === opened.memberId)).toBe(true) // a reference's cell
    expect(journal.entries().filter(({ code }) => code.startsWith('due'))).toEqual([])
    due.stop()
    book.close()
  })

  test('are one task, not one of each device', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
    const inThreeDays = dayOf(Date.now() + 3 * DAY, 'UTC')
    await dao.create('contact', { name: { family: 'Lee', given: 'Ann' }, birthDate: `1980${inThreeDays.slice(4)}` })
    const count = async ({ engine }: Phone, entity: string) => (await engine.query({ entity }, { start: 0, count: 0 })).total
    await expect.poll(() => count(bea, 'contact'), soon).toBe(1)
    for (const { profile } of [dao, bea]) {
      const { book, journal } = await bookIn(profile)
      const { session, index, mayWrite } = book
      const locks = createProfile().platform().locks
      const due = openDue({ session, index, mayWrite, journal, queries: () => book.answering().queries, locks })
      await due.look()
      due.stop()
      book.close()
    }
    for (const phone of [dao, bea]) await expect.poll(() => count(phone, 'activity'), soon).toBe(1)
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    for (const phone of [dao, bea]) {
      expect(await count(phone, 'activity')).toBe(1)
      expect((await phone.engine.diagnostics()).damaged).toEqual([])
    }
  })
})
