import { describe, expect, test } from 'vitest'
import { idFrom, type Id } from '../../src/core/ids.ts'
import { must } from '../../src/core/result.ts'
import { aProxy } from '../sync/proxy.ts'
import { aRelay } from '../sync-server/relays.ts'
import { createProfile, relayAt } from './profile.ts'
import { aPhone, aPhoneAt, asBea, foundedOn, isSynced, type Phone } from './syncing/phones.ts'
import { valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const whole = { start: 0, count: 100 }

const aFounder = async () => {
  const { address } = await aRelay()
  const line = await aProxy(5, address)
  const dao = aPhone(createProfile(503, { relay: relayAt(`http://${line.address}`), now: Date.now }))
  await foundedOn(dao)
  const { rows } = await dao.engine.query(
    { entity: 'stage', filter: { column: 'type', op: 'is', value: 'open' } },
    { ...whole, columns: ['pipelineId'] },
  )
  const stage = must(rows[0], 'an open stage')
  const pipelineId = (stage['pipelineId'] as { id: Id }).id // a reference's cell
  const aDeal = (name: string) => dao.create('deal', { name, pipelineId, stageId: stage.id })
  return { address, line, dao, aDeal }
}
const aContact = (phone: Phone, given: string) => phone.create('contact', { name: { family: 'Lee', given } })

/** As the deal's page adds one. */
const add = async ({ engine }: Phone, dealId: Id, contactId: Id, role: string): Promise<Id> => {
  const id = await idFrom('relation', `stakeholder ${contactId} ${dealId}`)
  valueOf(await engine.create({ id, values: { kind: 'stakeholder', contactId, dealId, role } }))
  return id
}
const dealsWhere = async ({ engine }: Phone, column: string, op: 'is' | 'atLeast', value: number): Promise<readonly unknown[]> =>
  (
    await engine.query({ entity: 'deal', filter: { column, op, value }, sort: [{ column: 'name' }] }, { ...whole, columns: ['name'] })
  ).rows.map(({ name }) => name)
const lacking = (phone: Phone) => dealsWhere(phone, 'decisionMakerCount', 'is', 0)
const partsIn = async ({ engine }: Phone, dealId: Id) =>
  (await engine.query({ entity: 'relation', filter: { column: 'dealId', op: 'is', value: dealId } }, { ...whole, columns: ['role'] })).rows

describe('S17 the people around a deal', () => {
  test('four roles are added, and “no decision maker” lists exactly the deals that lack one', async () => {
    const { dao, aDeal } = await aFounder()
    const [beans, cups, tea] = [await aDeal('Beans'), await aDeal('Cups'), await aDeal('Tea')]
    expect(await lacking(dao)).toEqual(['Beans', 'Cups', 'Tea'])
    for (const [given, role] of [
      ['Ann', 'decisionMaker'],
      ['Ben', 'champion'],
      ['Cho', 'finance'],
      ['Dee', 'blocker'],
    ] as const)
      await add(dao, beans, await aContact(dao, given), role)
    await add(dao, cups, await aContact(dao, 'Eve'), 'influencer')
    expect(await partsIn(dao, beans)).toHaveLength(4)
    expect(await lacking(dao)).toEqual(['Cups', 'Tea'])
    expect(await dealsWhere(dao, 'blockerCount', 'atLeast', 1)).toEqual(['Beans'])
    expect(await dealsWhere(dao, 'influencerCount', 'atLeast', 1)).toEqual(['Cups'])
    await add(dao, tea, await aContact(dao, 'Fay'), 'decisionMaker')
    expect(await lacking(dao)).toEqual(['Cups'])
  })

  test('another role, a removal and its undo are seen by the filter at once', async () => {
    const { dao, aDeal } = await aFounder()
    const deal = await aDeal('Beans')
    const part = await add(dao, deal, await aContact(dao, 'Ann'), 'user')
    expect(await lacking(dao)).toEqual(['Beans'])
    await dao.set(part, 'role', 'decisionMaker')
    expect(await lacking(dao)).toEqual([])
    const { step } = valueOf(await dao.engine.trash([part]))
    expect(await lacking(dao)).toEqual(['Beans'])
    valueOf(must(await dao.engine.undo(step ?? undefined), 'a step'))
    expect(await lacking(dao)).toEqual([])
  })

  test('who goes to the trash has no part any more, and has it again when restored; nobody is told of parts', async () => {
    const { dao, aDeal } = await aFounder()
    const deal = await aDeal('Beans')
    const ann = await aContact(dao, 'Ann')
    const part = await add(dao, deal, ann, 'decisionMaker')
    expect(valueOf(await dao.engine.trash([ann])).ids).toEqual([ann])
    expect(await lacking(dao)).toEqual(['Beans'])
    expect(valueOf(await dao.engine.restore([ann])).ids).toEqual([ann])
    expect(await lacking(dao)).toEqual([])
    valueOf(await dao.engine.trash([deal]))
    expect(await dao.field(part, 'deletedAt')).not.toBeNull()
  })

  test('a company takes its people and their parts along', async () => {
    const { dao, aDeal } = await aFounder()
    const company = await dao.create('company', { name: 'Lotus' })
    const ann = await dao.create('contact', { name: { family: 'Lee', given: 'Ann' }, companyId: company })
    await add(dao, await aDeal('Beans'), ann, 'decisionMaker')
    expect(new Set(valueOf(await dao.engine.trash([company])).ids)).toEqual(new Set([company, ann]))
    expect(await lacking(dao)).toEqual(['Beans'])
    valueOf(await dao.engine.restore([company]))
    expect(await lacking(dao)).toEqual([])
  })

  test('is one, and counts once, where two devices add the same person to the same deal apart', async () => {
    const { address, line, dao, aDeal } = await aFounder()
    const deal = await aDeal('Beans')
    const ann = await aContact(dao, 'Ann')
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
    await expect.poll(() => bea.field(ann, 'name'), soon).toMatchObject({ given: 'Ann' })
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    line.leadTo('127.0.0.1:9')
    line.cutAll()
    await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
    await add(dao, deal, ann, 'decisionMaker')
    await add(bea, deal, ann, 'champion')
    line.leadTo(address)
    dao.look(true)
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    const part = must((await partsIn(dao, deal))[0], 'the part').id
    await dao.set(part, 'influence', 5)
    await expect.poll(() => bea.field(part, 'influence'), soon).toBe(5)
    await dao.set(part, 'role', 'finance')
    await expect.poll(() => bea.field(part, 'role'), soon).toBe('finance')
    for (const phone of [dao, bea]) {
      expect(await partsIn(phone, deal)).toMatchObject([{ role: 'finance' }])
      expect(await dealsWhere(phone, 'financeCount', 'is', 1)).toEqual(['Beans'])
      expect(await lacking(phone)).toEqual(['Beans'])
      expect((await phone.engine.diagnostics()).damaged).toEqual([])
    }
  })
})
