import { describe, expect, test } from 'vitest'
import { dayOf } from '../../src/core/day.ts'
import type { Id } from '../../src/core/ids.ts'
import type { OpenBook } from '../../src/engine/openbook.ts'
import { openDue } from '../../src/engine/due.ts'
import { aRelay } from '../sync-server/relays.ts'
import { bookIn } from './books.ts'
import { createProfile, NOON } from './profile.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const DAY = 86_400_000
const soon = { timeout: 15_000, interval: 20 }

interface Line {
  readonly from: string
  readonly to: string
  readonly at: number
  readonly isByHand: boolean
}
/** A customer's history: who came when from where to where, by a rule or by hand. */
const historyOf = async (phone: Phone, id: Id) => {
  const lines = (await phone.field(id, 'lifecycleHistory')) as readonly Line[] // as declared
  return lines.map(({ from, to, at, isByHand }) => `${dayOf(at, 'UTC')} ${from} → ${to}${isByHand ? ' by hand' : ''}`)
}

const dueIn = async ({
  profile,
}: Phone): Promise<{ look: () => Promise<void>; close: () => void; book: OpenBook; trouble: () => unknown[] }> => {
  const { book, journal } = await bookIn(profile)
  const { session, index, mayWrite } = book
  const locks = createProfile().platform().locks
  const due = openDue({ session, index, mayWrite, journal, queries: () => book.answering().queries, locks })
  const close = () => {
    due.stop()
    book.close()
  }
  return { look: due.look, close, book, trouble: () => journal.entries().filter(({ code }) => code.startsWith('due')) }
}

const anOrder = (companyId: Id, orderedAt: number, status = 'confirmed') => ({
  number: `O-${String(orderedAt)}`,
  companyId,
  status,
  orderedAt,
  currency: 'THB',
})

const alone = async () => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  return { ...phone, company: await phone.create('company', { name: 'Siam Foods' }) }
}

describe('S20 a customer’s life cycle', () => {
  test('goes on by what is done: met, won by the first order, kept by the second', async () => {
    const phone = await alone()
    const stage = () => phone.field(phone.company, 'lifecycleStage')
    expect(await stage()).toBe('prospect')
    const call = await phone.create('activity', {
      kind: 'call',
      subject: 'First call',
      status: 'done',
      outcome: 'noAnswer',
      regardingIds: [phone.company],
    })
    expect(await stage()).toBe('prospect')
    phone.profile.advance(1)
    await phone.set(call, 'outcome', 'reached')
    expect(await stage()).toBe('engaged')
    const first = await phone.create('order', anOrder(phone.company, NOON, 'draft'))
    expect(await stage()).toBe('engaged')
    await phone.set(first, 'status', 'confirmed')
    await phone.set(first, 'status', 'shipped')
    expect(await stage()).toBe('customer')
    phone.profile.advance(DAY)
    await phone.create('order', anOrder(phone.company, NOON + DAY))
    expect(await stage()).toBe('retained')
    const today = dayOf(NOON, 'UTC')
    expect(await historyOf(phone, phone.company)).toEqual([
      `${today} prospect → engaged`,
      `${today} engaged → customer`,
      `${dayOf(NOON + DAY, 'UTC')} customer → retained`,
    ])
  })

  test('follows the people too: whoever meets somebody has met their company, and a won deal wins both', async () => {
    const phone = await alone()
    const ann = await phone.create('contact', { name: { family: 'Lee', given: 'Ann' }, companyId: phone.company })
    await phone.create('activity', { kind: 'meeting', subject: 'Lunch', status: 'done', regardingIds: [ann] })
    const stages = () => Promise.all([phone.company, ann].map((id) => phone.field(id, 'lifecycleStage')))
    expect(await stages()).toEqual(['engaged', 'engaged'])
    const { rows } = await phone.engine.query({ entity: 'stage' }, { start: 0, count: 9, columns: ['type', 'pipelineId'] })
    const won = rows.find(({ type }) => type === 'won')
    const { id: pipelineId } = won?.['pipelineId'] as { id: Id } // a reference's cell
    await phone.create('deal', { name: 'Grinder', companyId: phone.company, primaryContactId: ann, pipelineId, stageId: won?.id })
    expect(await stages()).toEqual(['customer', 'customer'])
  })

  test('S20 a customer with no order for twice their own median gap declines by rule, and the history shows both dates', async () => {
    const phone = await alone()
    for (const day of [-100, -50, 0]) await phone.create('order', anOrder(phone.company, NOON + day * DAY))
    phone.profile.advance(100 * DAY)
    const due = await dueIn(phone)
    await due.look()
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe('retained')
    phone.profile.advance(DAY)
    await due.look()
    await due.look()
    expect(due.trouble()).toEqual([])
    due.close()
    await expect.poll(() => phone.field(phone.company, 'lifecycleStage'), soon).toBe('declining')
    expect((await historyOf(phone, phone.company)).slice(1)).toEqual([
      `${dayOf(NOON, 'UTC')} customer → retained`,
      `${dayOf(NOON + 100 * DAY, 'UTC')} retained → declining`,
    ])
    phone.profile.advance(DAY)
    await phone.create('order', anOrder(phone.company, NOON + 102 * DAY))
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe('retained')
  })

  test('is made up for when somebody asks, of customers whose purchases came with a file', async () => {
    const phone = await alone()
    for (const day of [-200, -150, -100]) await phone.create('order', anOrder(phone.company, NOON + day * DAY))
    // As an import leaves them: nobody saw the orders come.
    const moves = (await phone.field(phone.company, 'lifecycleHistory')) as readonly { id: string }[] // a list of items
    for (const { id } of moves) await phone.set(phone.company, `lifecycleHistory/${id}`, null)
    await phone.set(phone.company, 'lifecycleStage', null)
    phone.profile.advance(DAY)
    const due = await dueIn(phone)
    await due.look()
    due.close()
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe(null)
    expect(valueOf(await phone.engine.placeCustomers())).toBe(1)
    expect(valueOf(await phone.engine.placeCustomers())).toBe(0)
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe('declining')
    expect(await historyOf(phone, phone.company)).toEqual([
      `${dayOf(NOON - 200 * DAY, 'UTC')}  → customer`,
      `${dayOf(NOON - 150 * DAY, 'UTC')} customer → retained`,
      `${dayOf(NOON, 'UTC')} retained → declining`,
    ])
  })

  test('is a person’s to say: no rule moves a customer for thirty days after', async () => {
    const phone = await alone()
    await phone.set(phone.company, 'lifecycleStage', 'lost')
    await phone.create('activity', { kind: 'visit', subject: 'Closed down', status: 'done', regardingIds: [phone.company] })
    await phone.create('order', anOrder(phone.company, NOON))
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe('lost')
    phone.profile.advance(31 * DAY)
    await phone.create('order', anOrder(phone.company, NOON + 31 * DAY))
    expect(await phone.field(phone.company, 'lifecycleStage')).toBe('retained')
    expect((await historyOf(phone, phone.company))[0]).toBe(`${dayOf(NOON, 'UTC')} prospect → lost by hand`)
  })
})

test('S21 two who are apart bring a customer to the same stage: its three tasks and its offer are there once', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  const step = (nth: number, subject: string, more = {}) => ({
    id: `step${String(nth)}`,
    order: `a${String(nth)}`,
    kind: 'task',
    subject,
    afterDays: nth,
    ...more,
  })
  await dao.create('playbook', {
    name: 'Welcome',
    stage: 'engaged',
    isActive: true,
    offer: 'Two weeks on trial',
    steps: [step(0, 'Send the catalogue'), step(2, 'Ask how it went'), step(7, 'Stay in touch', { everyDays: 14 })],
  })
  const company = await dao.create('company', { name: 'Siam Foods' })
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await expect.poll(() => bea.field(company, 'name'), soon).toBe('Siam Foods')
  await Promise.all([dao.set(company, 'lifecycleStage', 'engaged'), bea.set(company, 'lifecycleStage', 'engaged')])
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  const tasks = async ({ engine }: Phone) => {
    const columns = ['subject', 'kind', 'dueAt', 'recurrence']
    const { rows } = await engine.query(
      { entity: 'activity', sort: [{ column: 'dueAt' }, { column: 'subject' }] },
      { start: 0, count: 20, columns },
    )
    const first = Number(rows[0]?.['dueAt'])
    return rows.map((row) => [row['kind'], row['subject'], Math.round((Number(row['dueAt']) - first) / DAY), row['recurrence']])
  }
  for (const phone of [dao, bea]) {
    await expect
      .poll(() => tasks(phone), soon)
      .toEqual([
        ['task', 'Send the catalogue', 0, null],
        ['message', 'Two weeks on trial', 0, null],
        ['task', 'Ask how it went', 2, null],
        ['task', 'Stay in touch', 7, 'FREQ=DAILY;INTERVAL=14'],
      ])
    expect((await phone.engine.diagnostics()).damaged).toEqual([])
  }
})
