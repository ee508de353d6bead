import { expect, test } from 'vitest'
import { dayOf, startOfDay } from '../../../src/core/day.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { must } from '../../../src/core/result.ts'
import { createProfile, NOON } from '../profile.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced, type Phone } from '../syncing/phones.ts'
import { aWorkspace, valueOf } from '../wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const HOUR = 3_600_000
const open = async ({ engine }: Phone) => {
  const filter = { column: 'status', op: 'is', value: 'planned' } as const
  const columns = ['subject', 'startAt', 'recurrence', 'reminders']
  return (await engine.query({ entity: 'activity', filter, sort: [{ column: 'startAt' }] }, { start: 0, count: 9, columns })).rows
}
const call = (startAt: number, recurrence: string) => ({
  kind: 'call',
  subject: 'Call Ann',
  status: 'planned',
  startAt,
  recurrence,
  reminders: ['10'],
})

test('S37 what repeats is planned anew when it is done, at the same hour though the clocks have changed, and ends when it was to end', async () => {
  const zone = 'Europe/Berlin'
  // A Monday at ten; on the Sunday between the clocks go forward.
  const monday = startOfDay('2026-03-23', zone) + 10 * HOUR
  const profile = createProfile()
  const phone = aPhone(profile, { now: () => monday })
  valueOf(await phone.engine.startWorkspace({ ...aWorkspace, timeZone: zone }))
  const first = await phone.create('activity', call(monday, 'FREQ=WEEKLY;COUNT=2'))
  await phone.set(first, 'status', 'done')
  const [next] = await open(phone)
  expect(next).toMatchObject({
    subject: 'Call Ann',
    startAt: startOfDay('2026-03-30', zone) + 10 * HOUR,
    recurrence: 'FREQ=WEEKLY;COUNT=1',
    reminders: ['10'],
  })
  await phone.set(first, 'subject', 'Called Ann')
  expect(await open(phone)).toHaveLength(1)
  await phone.set(String(next?.id), 'status', 'done')
  expect(await open(phone)).toEqual([])
})

test('S37 what was left undone for weeks comes again on its next day that is not past', async () => {
  const phone = aPhone(createProfile())
  const { workspace } = valueOf(await phone.engine.startWorkspace(aWorkspace))
  const zone = String(workspace['timeZone'])
  const id = await phone.create('activity', call(startOfDay('2025-12-02', zone) + 9 * HOUR, 'FREQ=DAILY;INTERVAL=3'))
  await phone.set(id, 'status', 'done')
  expect((await open(phone)).map((row) => dayOf(Number(row['startAt']), zone))).toEqual(['2026-01-07'])
})

test('S37 ticked off by mistake, taken back and ticked off again it comes again all the same', async () => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  const id = await phone.create('activity', call(NOON, 'FREQ=WEEKLY'))
  await phone.set(id, 'status', 'done')
  valueOf(must(await phone.engine.undo(), 'a step'))
  expect((await open(phone)).map((row) => row.id)).toEqual([id])
  await phone.set(id, 'status', 'done')
  expect((await open(phone)).map((row) => row['startAt'])).toEqual([NOON + 7 * 24 * HOUR])
})

test('S37 ticked off by two who are apart it comes again once', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  const id = await dao.create('activity', call(Date.now(), 'FREQ=WEEKLY'))
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await expect.poll(() => bea.field(id, 'subject'), soon).toBe('Call Ann')
  await Promise.all([dao.set(id, 'status', 'done'), bea.set(id, 'status', 'done')])
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  for (const phone of [dao, bea]) {
    await expect.poll(async () => (await open(phone)).length, soon).toBe(1)
    expect((await phone.engine.diagnostics()).damaged).toEqual([])
  }
})
