import { describe, expect, test } from 'vitest'
import { addDays, dayOf, startOfDay, startOfWeek } from '../../src/core/day.ts'
import { must } from '../../src/core/result.ts'
import { daysOn } from '../../src/screens/work/calendar.ts'
import { doneByPerson, doneView, weekOf } from '../../src/screens/work/week.ts'
import { changesOf, goalColumns, goalOf, valueOf as goalValue, viewsOf, type GoalValues } from '../../src/screens/goals/progress.ts'
import { randomFrom, pickFrom } from '../../src/core/random.ts'
import { aRelay } from '../sync-server/relays.ts'
import { aProxy } from '../sync/proxy.ts'
import { createProfile, NOON, relayAt } from './profile.ts'
import { aPhone, aPhoneAt, asBea, foundedOn, isSynced, type Phone } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const DAY = 86_400_000
const soon = { timeout: 15_000, interval: 20 }
const nothing = { start: 0, count: 0, columns: [] }
const january = { activityKind: '', memberId: '', startDay: '2026-01-01', endDay: '2026-01-31' }

const stagesOf = async ({ engine }: Phone) => {
  const { rows } = await engine.query({ entity: 'stage' }, { start: 0, count: 9, columns: ['type', 'pipelineId'] })
  const named = (type: string) => must(rows.find((row) => row['type'] === type)?.id, type)
  return { open: named('open'), won: named('won'), lost: named('lost'), pipelineId: (rows[0]?.['pipelineId'] as { id: string }).id } // a reference's cell
}
/** How far a goal has come, as its line reckons it. */
const progress = async ({ engine }: Phone, goal: Parameters<typeof viewsOf>[0]) => {
  const answers = await Promise.all(viewsOf(goal).map((view) => engine.query(view, nothing)))
  return goalValue(goal.metric, answers, 'THB')
}

describe('S40 a goal', () => {
  test('S40 of 100,000 THB with three won deals has come to their sum in the base currency, with the rate of each one’s day', async () => {
    const phone = aPhone(createProfile())
    valueOf(await phone.engine.startWorkspace(aWorkspace))
    const { open, won, lost, pipelineId } = await stagesOf(phone)
    const deal = (name: string, amount: number, currency: string, more = {}) =>
      phone.create('deal', { name, pipelineId, stageId: open, amount: { amount, currency }, ...more })
    await phone.create('exchangeRate', { currency: 'USD', rate: 35, date: '2025-12-01' })
    const abroad = await deal('Roaster', 1_000_00, 'USD')
    for (const id of [abroad, await deal('Grinder', 20_000_00, 'THB'), await deal('Scale', 12_500_50, 'THB')])
      await phone.set(id, 'stageId', won)
    // What the dollar is worth later changes nothing that was won before.
    await phone.create('exchangeRate', { currency: 'USD', rate: 20, date: '2026-01-06' })
    await phone.set(await deal('Filter', 70_000_00, 'THB'), 'stageId', lost)
    await deal('Kettle', 80_000_00, 'THB')
    expect(await progress(phone, { metric: 'wonAmount', ...january })).toBe(35_000 + 20_000 + 12_500.5)
    expect(await progress(phone, { metric: 'wonCount', ...january })).toBe(3)
    expect(await progress(phone, { metric: 'conversionRate', ...january })).toBe(75)
    expect(await progress(phone, { metric: 'wonAmount', ...january, endDay: '2026-01-04' })).toBe(0)
    expect(await progress(phone, { metric: 'wonAmount', ...january, memberId: phone.profile.makeId('member') })).toBe(0)
  })

  test('of new customers counts companies that order for the first time, and people who buy for themselves', async () => {
    const phone = aPhone(createProfile())
    valueOf(await phone.engine.startWorkspace(aWorkspace))
    const order = (number: string, day: number, who: object, status = 'confirmed') =>
      phone.create('order', { number, status, orderedAt: NOON + day * DAY, currency: 'THB', ...who })
    const [old, fresh, planned] = [
      await phone.create('company', { name: 'Old' }),
      await phone.create('company', { name: 'Fresh' }),
      await phone.create('company', { name: 'Planned' }),
    ]
    const buyer = await phone.create('contact', { name: { family: 'Lee', given: 'Ann' }, companyId: fresh })
    const alone = await phone.create('contact', { name: { family: 'Suk', given: 'Noi' } })
    await order('1', -60, { companyId: old })
    await order('2', 0, { companyId: old })
    await order('3', 0, { companyId: fresh, contactId: buyer })
    await order('4', 0, { contactId: alone })
    await order('5', 0, { companyId: planned }, 'draft')
    expect(await progress(phone, { metric: 'newCustomers', ...january })).toBe(2)
  })

  test('that two change apart, one without a network, is what both of them said', async () => {
    const { address } = await aRelay()
    const line = await aProxy(40, address)
    const dao = aPhone(createProfile(540, { relay: relayAt(`http://${line.address}`), now: Date.now }))
    await foundedOn(dao)
    const bea = aPhoneAt(address)
    const goal = await dao.create('goal', {
      name: 'January',
      metric: 'wonCount',
      startDay: '2026-01-01',
      endDay: '2026-01-31',
      target: 5,
    })
    /** As the sheet saves it: with every field as it stood when the sheet opened, but for what was changed in it. */
    const save = async ({ engine }: Phone, change: Partial<GoalValues>) => {
      const { rows } = await engine.query({ entity: 'goal' }, { start: 0, count: 1, columns: goalColumns })
      const held = goalOf(must(rows[0], 'the goal'))
      const { activityKind, memberId, ...rest } = held
      const values = { ...rest, activityKind: activityKind || null, memberId: memberId || null, ...change }
      valueOf(await engine.edit([{ id: goal, changes: changesOf(held, values) }]))
    }
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
    await expect.poll(() => bea.field(goal, 'target'), soon).toBe(5)
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    line.leadTo('127.0.0.1:9')
    line.cutAll()
    await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
    await save(bea, { endDay: '2026-02-15' })
    await save(dao, { target: 8 })
    line.leadTo(address)
    dao.look(true)
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    for (const phone of [dao, bea]) {
      await expect.poll(async () => [await phone.field(goal, 'target'), await phone.field(goal, 'endDay')], soon).toEqual([8, '2026-02-15'])
    }
  })
})

test('S38 the week’s counts are those of the raw activities, for each kind and person, and each count opens as many', async () => {
  const phone = aPhone(createProfile())
  const { memberId, workspace } = valueOf(await phone.engine.startWorkspace(aWorkspace))
  const zone = String(workspace['timeZone'])
  const random = randomFrom(38)
  const kinds = ['task', 'call', 'meeting', 'email', 'message', 'visit', 'note'] as const
  const people = [memberId, phone.profile.makeId('member'), null]
  const monday = startOfWeek(dayOf(NOON, zone), 1)
  const days = daysOn(monday, 'week', 1)
  const edges = [
    startOfDay(monday, zone),
    startOfDay(monday, zone) - 1,
    startOfDay(addDays(monday, 7), zone) - 1,
    startOfDay(addDays(monday, 7), zone),
  ]
  const raw: { kind: string; assigneeId: string | null; startAt: number; status: string }[] = []
  for (let nth = 0; nth < 120; nth += 1) {
    const startAt = edges[nth] ?? startOfDay(monday, zone) + Math.floor((random() * 11 - 2) * DAY)
    const one = {
      kind: pickFrom(random, kinds),
      assigneeId: pickFrom(random, people),
      startAt,
      status: random() < 0.8 ? 'done' : 'planned',
    }
    raw.push(one)
    await phone.create('activity', { subject: `No. ${String(nth)}`, ...one })
  }
  const byKind = await Promise.all(
    kinds.map(async (kind) => ({ kind, groups: (await phone.engine.query(doneByPerson(days, kind), nothing)).groups ?? [] })),
  )
  const counted = weekOf(byKind).flatMap(({ id, counts }) => counts.map(({ kind, count }) => ({ id, kind, count })))
  const wanted = people.flatMap((id) =>
    kinds.map((kind) => {
      const isCounted = (one: (typeof raw)[number]) =>
        one.status === 'done' && one.kind === kind && one.assigneeId === id && days.includes(dayOf(one.startAt, zone))
      return { id, kind, count: raw.filter(isCounted).length }
    }),
  )
  const key = ({ id, kind }: { id: string | null; kind: string }) => `${String(id)} ${kind}`
  const inOrder = (all: readonly { id: string | null; kind: string; count: number }[]) =>
    all.filter(({ count }) => count > 0).toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  expect(inOrder(counted)).toEqual(inOrder(wanted))
  const behind = async (of: Parameters<typeof doneView>[1]) => (await phone.engine.query(doneView(days, of), nothing)).total
  for (const { id, kind, count } of counted) expect(await behind({ kind, by: id })).toBe(count)
  for (const { id, total } of weekOf(byKind)) expect(await behind({ by: id })).toBe(total)
  const several = [memberId, people[1] ?? '']
  expect(await behind({ by: several })).toBe(counted.reduce((sum, { id, count }) => sum + (id === null ? 0 : count), 0))
  expect(await behind({})).toBe(counted.reduce((sum, { count }) => sum + count, 0))
})
