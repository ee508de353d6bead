import { describe, expect, test } from 'vitest'
import { between } from '../../../src/core/order.ts'
import { must } from '../../../src/core/result.ts'
import { INVITE_MS } from '../../../src/sync/invite.ts'
import { aProxy } from '../../sync/proxy.ts'
import { savedViews } from '../../../src/screens/records/list/savedviews.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { valueOf } from '../wanted.ts'
import { createProfile, relayAt } from '../profile.ts'
import { aPhone, aPhoneAt, asBea, founded, foundedOn, isSynced, type Phone } from './phones.ts'

const soon = { timeout: 10_000, interval: 20 }
const member = { kind: 'member', role: 'member' } as const

const synced = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)

describe('two people and a relay', () => {
  test('whoever opens the link holds everything, and both see who is there', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const company = await dao.create('company', { name: 'Beans for a year' })
    const link = valueOf(await dao.engine.invite(member))
    expect(link).toMatch(new RegExp(`^http://${address}/#join=`))
    const bea = aPhoneAt(address)
    expect(valueOf(await bea.engine.lookAtInvite(link))).toMatchObject({ kind: 'member', role: 'member', isHeld: false })
    const opened = valueOf(await bea.engine.join(asBea(link)))
    expect(opened.workspace).toMatchObject({ name: 'Siam Beans', baseCurrency: 'THB' })
    expect(await bea.field(company, 'name')).toBe('Beans for a year')
    await synced(dao, bea)
    const names = async ({ engine }: Phone) =>
      (await engine.team())?.members.map(({ name, role, devices }) => [name, role, devices.map((one) => one.name)])
    const all = [
      ['Dao', 'owner', ['Dao’s phone']],
      ['Bea', 'member', ['Firefox on Android']],
    ]
    await expect.poll(() => names(dao), soon).toEqual(all)
    expect(await names(bea)).toEqual(all)
  })

  test('an edit of one is with the other, and edits made apart keep both fields', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const id = await dao.create('company', { name: 'Lotus' })
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
    await dao.set(id, 'industry', 'Coffee')
    await expect.poll(() => bea.field(id, 'industry'), soon).toBe('Coffee')
    await bea.set(id, 'website', 'https://lotus.example')
    await expect.poll(() => dao.field(id, 'website'), soon).toBe('https://lotus.example')
  })

  test('U5 two people who reorder the same column apart see one order once they meet', async () => {
    const { address } = await aRelay()
    const line = await aProxy(5, address)
    const dao = aPhone(createProfile(501, { relay: relayAt(`http://${line.address}`), now: Date.now }))
    await foundedOn(dao)
    const stages = await dao.engine.query({ entity: 'stage', sort: [{ column: 'order' }] }, { start: 0, count: 1, columns: ['pipelineId'] })
    const stage = must(stages.rows[0], 'a stage')
    const { id: pipelineId } = stage['pipelineId'] as { id: string } // a reference's cell
    const deals: string[] = []
    for (const name of ['A', 'B', 'C', 'D', 'E'])
      deals.push(await dao.create('deal', { name, pipelineId, stageId: stage.id, sortKey: between(null, null) }))
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
    const column = { entity: 'deal', filter: { column: 'stageId', op: 'is', value: stage.id }, sort: [{ column: 'sortKey' }] } as const
    const rows = async ({ engine }: Phone) => (await engine.query(column, { start: 0, count: 9, columns: ['sortKey'] })).rows
    const order = async (phone: Phone) => (await rows(phone)).map(({ id }) => id)
    await expect.poll(() => order(bea), soon).toHaveLength(5)
    await synced(dao, bea)

    const put = async (phone: Phone, from: number, after: number) => {
      const cards = await rows(phone)
      const key = (at: number) => cards[at]?.['sortKey'] as string | undefined // a place's cell
      const { id } = must(cards[from], 'a card')
      await phone.set(id, 'sortKey', between(key(after) ?? null, key(after + 1) ?? null))
    }
    line.leadTo('127.0.0.1:9')
    line.cutAll()
    await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
    await put(dao, 4, 0)
    await put(dao, 3, 1)
    await put(bea, 0, 4)
    await put(bea, 2, 0)
    expect(await order(dao)).not.toEqual(await order(bea))
    line.leadTo(address)
    dao.look(true)
    await synced(dao, bea)
    await expect.poll(async () => JSON.stringify(await order(dao)) === JSON.stringify(await order(bea)), soon).toBe(true)
    expect((await order(dao)).toSorted()).toEqual(deals.toSorted())
  })

  test('U3 a teammate sees a shared view and no private one, and what two change of it at once is kept per field', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const view = { object: 'deal', kind: 'list', query: 'deal~f*ownerId*is*$me', ownerId: dao.opened.memberId }
    const shared = await dao.create('savedView', { ...view, name: 'Mine', visibility: 'team', order: 'a0' })
    const hers = await dao.create('savedView', { ...view, name: 'Only for me', visibility: 'private', order: 'a1' })
    const bea = aPhoneAt(address)
    const opened = valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
    const listed = async ({ engine }: Phone) => {
      const { rows } = await engine.query(savedViews('deal'), { start: 0, count: 10 })
      return rows.map(({ id }) => id)
    }
    await expect.poll(() => bea.field(hers, 'name'), soon).toBe('Only for me')
    expect(await listed(dao)).toEqual([shared, hers])
    expect(await listed(bea)).toEqual([shared])
    await Promise.all([
      dao.set(shared, 'name', 'My deals'),
      dao.set(shared, `pinnedBy/${dao.opened.memberId}`, true),
      bea.set(shared, 'query', 'deal~f*ownerId*is*$me~s*-amount'),
      bea.set(shared, `pinnedBy/${opened.memberId}`, true),
    ])
    for (const phone of [dao, bea]) {
      const fields = async () => (await phone.engine.record(shared))?.fields
      const both = expect.arrayContaining([dao.opened.memberId, opened.memberId]) as unknown // Vitest answers any
      await expect.poll(fields, soon).toMatchObject({ name: 'My deals', query: 'deal~f*ownerId*is*$me~s*-amount', pinnedBy: both })
    }
    valueOf(await bea.engine.trash([shared]))
    await expect.poll(() => listed(dao), soon).toEqual([hers])
    valueOf(await bea.engine.restore([shared]))
    await expect.poll(() => listed(dao), soon).toEqual([shared, hers])
  })

  test('a second device of the same person has a name and can be revoked; it then says why it stands still', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const link = valueOf(await dao.engine.invite({ kind: 'device', role: 'member' }))
    const tablet = aPhoneAt(address)
    expect(valueOf(await tablet.engine.lookAtInvite(link)).kind).toBe('device')
    const opened = valueOf(await tablet.engine.join({ ...asBea(link), deviceName: 'Tablet' }))
    expect(opened.memberId).toBe(dao.opened.memberId)
    await synced(dao, tablet)
    const devices = async () => (await dao.engine.team())?.members[0]?.devices ?? []
    await expect.poll(async () => (await devices()).map(({ name }) => name), soon).toEqual(['Dao’s phone', 'Tablet'])
    const id = (await devices())[1]?.id ?? ''
    valueOf(await dao.engine.nameDevice(id, 'Kitchen tablet'))
    expect((await devices())[1]?.name).toBe('Kitchen tablet')
    valueOf(await dao.engine.revokeDevice(id))
    expect((await devices())[1]?.isRevoked).toBe(true)
    await expect.poll(() => tablet.syncing()?.status, soon).toEqual({ kind: 'stopped', why: 'revoked' })
    const kept = await tablet.create('company', { name: 'Only here' })
    await expect.poll(() => tablet.engine.notShared(), soon).toMatchObject([{ recordId: kept, why: 'removed', title: 'Only here' }])
  })

  test('a link is for one person, and gone once it is revoked or too old', async () => {
    let now = Date.now()
    const { address } = await aRelay({ now: () => now })
    const dao = await founded(address)
    const link = valueOf(await dao.engine.invite(member))
    valueOf(await aPhoneAt(address).engine.join(asBea(link)))
    expect(await aPhoneAt(address).engine.join(asBea(link))).toEqual({ ok: false, error: 'gone' })
    const other = valueOf(await dao.engine.invite(member))
    const [open] = (await dao.engine.team())?.invites ?? []
    expect(open).toMatchObject({ kind: 'member', role: 'member' })
    valueOf(await dao.engine.revokeInvite(open?.id ?? ''))
    expect(await aPhoneAt(address).engine.lookAtInvite(other)).toEqual({ ok: false, error: 'gone' })
    const late = valueOf(await dao.engine.invite(member))
    now += INVITE_MS + 1
    expect(await aPhoneAt(address).engine.join(asBea(late))).toEqual({ ok: false, error: 'gone' })
  })

  test('a cut link, and what is none, is said to be so', async () => {
    const phone = aPhoneAt('127.0.0.1:9')
    expect(await phone.engine.lookAtInvite('https://satchel.example/deals')).toEqual({ ok: false, error: 'notOne' })
    expect(await phone.engine.join(asBea('https://satchel.example/#join=abc.def'))).toEqual({ ok: false, error: 'cut' })
  })

  test('a member changes no settings, an owner does', async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const bea = aPhoneAt(address)
    const opened = valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
    const rename = { id: opened.workspace.id, changes: [{ path: 'name', value: 'Hers' }] }
    expect(await bea.engine.edit([rename])).toEqual({ ok: false, error: { code: 'forbidden' } })
    valueOf(await dao.engine.edit([rename]))
    await expect.poll(() => bea.field(opened.workspace.id, 'name'), soon).toBe('Hers')
  })
})

describe('two tabs of one person', () => {
  test('one of them speaks to the relay, both know how it stands, and the other goes on when it closes', async () => {
    const { address, metrics } = await aRelay()
    const first = await founded(address)
    await synced(first)
    const second = aPhone(first.profile)
    valueOf(await second.engine.open(first.opened.id))
    second.look(true)
    const id = await first.create('company', { name: 'Lotus' })
    await synced(first, second)
    expect(await second.field(id, 'name')).toBe('Lotus')
    first.look(true)
    await second.set(id, 'industry', 'Coffee')
    await synced(first, second)
    await first.engine.discard('another')
    expect(metrics.text({})).toMatch(/satchel_logins_total [23]/)
  })
})

test('U48 37 edits without a network are 37 that wait, then none', async () => {
  const relay = await aRelay()
  const dao = await founded(relay.address)
  const id = await dao.create('company', { name: 'Lotus' })
  await synced(dao)
  await relay.stop()
  await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
  for (let at = 0; at < 37; at += 1) await dao.set(id, 'industry', `Coffee ${at}`)
  await expect.poll(() => dao.syncing()?.waiting, soon).toBe(37)
})

test('S16 what sales wrote down a minute ago is in service’s hands: the last call, what was said, and what was promised', async () => {
  const { address } = await aRelay()
  const sales = await founded(address)
  const company = await sales.create('company', { name: 'Lotus' })
  const service = aPhoneAt(address)
  valueOf(await service.engine.join(asBea(valueOf(await sales.engine.invite(member)))))
  const about = { regardingIds: [company] }
  const call = await sales.create('activity', {
    kind: 'call',
    subject: 'Call',
    status: 'done',
    outcome: 'reached',
    body: 'Two bags are torn',
    ...about,
  })
  await sales.create('activity', { kind: 'task', subject: 'Send new bags', status: 'planned', ...about })
  await expect.poll(() => service.field(call, 'body'), soon).toBe('Two bags are torn')
  const of = (status: string) =>
    ({
      entity: 'activity',
      filter: {
        all: [
          { column: 'regardingIds', op: 'anyOf', value: [company] },
          { column: 'status', op: 'is', value: status },
        ],
      },
    }) as const
  const window = { start: 0, count: 1, columns: ['subject', 'outcome', 'startAt'] }
  await expect.poll(async () => (await service.engine.query(of('planned'), window)).rows[0]?.['subject'], soon).toBe('Send new bags')
  expect((await service.engine.query(of('done'), window)).rows).toMatchObject([{ id: call, outcome: 'reached' }])
})
