import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { behaviourOf, ratingOf, scoreOf } from '../../src/domain/lead/score.ts'
import { aRelay } from '../sync-server/relays.ts'
import { aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { problemOf, valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const ann = {
  name: { family: 'Lee', given: 'Ann' },
  companyName: 'Lotus Tea',
  jobTitle: 'Buyer',
  phones: [{ id: 'phone001', order: 'a0', value: '+66812345678', kind: 'mobile', primary: true }],
  expectedAmount: { amount: 120_000, currency: 'THB' },
  status: 'new',
}
const count = async ({ engine }: Phone, entity: string) => (await engine.query({ entity }, { start: 0, count: 0 })).total
const founder = async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  return { address, dao, lead: await dao.create('lead', ann) }
}
const whole = (leadId: string) => ({ leadId, company: 'new', deal: { name: 'Tea for a year' } })

describe('S25 a lead that is converted', () => {
  test('is exactly one contact, one company and one deal, with what was done so far', async () => {
    const { dao, lead } = await founder()
    const call = await dao.create('activity', { kind: 'call', subject: 'First call', status: 'done', regardingIds: [lead] })
    valueOf(await dao.engine.convertLead(whole(lead)))
    expect([await count(dao, 'contact'), await count(dao, 'company'), await count(dao, 'deal')]).toEqual([1, 1, 1])
    const fields = must((await dao.engine.record(lead))?.fields, 'the lead')
    const [contactId, companyId, dealId] = ['convertedContactId', 'convertedCompanyId', 'convertedDealId'].map((name) =>
      String(fields[name]),
    )
    expect(fields).toMatchObject({ status: 'converted', convertedAt: expect.any(Number) as number })
    expect((await dao.engine.record(contactId ?? ''))?.fields).toMatchObject({
      name: ann.name,
      phones: ann.phones,
      jobTitle: 'Buyer',
      companyId,
    })
    expect((await dao.engine.record(companyId ?? ''))?.fields).toMatchObject({ name: 'Lotus Tea' })
    const deal = must((await dao.engine.record(dealId ?? ''))?.fields, 'the deal')
    expect(deal).toMatchObject({ name: 'Tea for a year', primaryContactId: contactId, companyId, amount: ann.expectedAmount })
    expect(deal['stageHistory']).toHaveLength(1)
    expect(await dao.field(call, 'regardingIds')).toEqual([lead, contactId, dealId].toSorted())
    expect(problemOf(await dao.engine.convertLead(whole(lead)))).toMatchObject({ code: 'invalid' })
  })

  test('may come to a company that the book holds, and to no deal', async () => {
    const { dao, lead } = await founder()
    const company = await dao.create('company', { name: 'Lotus' })
    valueOf(await dao.engine.convertLead({ leadId: lead, company, deal: null }))
    expect([await count(dao, 'contact'), await count(dao, 'company'), await count(dao, 'deal')]).toEqual([1, 1, 0])
    const contact = String(await dao.field(lead, 'convertedContactId'))
    expect(await dao.field(contact, 'companyId')).toBe(company)
  })

  test('goes back whole with Undo, and may be converted again', async () => {
    const { dao, lead } = await founder()
    const done = valueOf(await dao.engine.convertLead(whole(lead)))
    valueOf(must(await dao.engine.undo(done.step ?? undefined), 'a step'))
    expect([await count(dao, 'contact'), await count(dao, 'company'), await count(dao, 'deal')]).toEqual([0, 0, 0])
    expect(await dao.field(lead, 'status')).not.toBe('converted')
    valueOf(await dao.engine.convertLead(whole(lead)))
    expect([await count(dao, 'contact'), await count(dao, 'company'), await count(dao, 'deal')]).toEqual([1, 1, 1])
  })

  test('is one of each when two devices convert it apart, and what one of them edits meanwhile stays', async () => {
    const { address, dao, lead } = await founder()
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
    await expect.poll(() => bea.field(lead, 'jobTitle'), soon).toBe('Buyer')
    // Neither has heard of the other's when it begins.
    const [one, other] = await Promise.all([dao.engine.convertLead(whole(lead)), bea.engine.convertLead(whole(lead))])
    valueOf(one)
    valueOf(other)
    const contact = String(await dao.field(lead, 'convertedContactId'))
    await dao.set(contact, 'jobTitle', 'Head buyer')
    await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
    await expect.poll(() => bea.field(contact, 'jobTitle'), soon).toBe('Head buyer')
    for (const phone of [dao, bea]) {
      expect([await count(phone, 'contact'), await count(phone, 'company'), await count(phone, 'deal')]).toEqual([1, 1, 1])
      expect(await phone.field(contact, 'phones')).toHaveLength(1)
      expect((await phone.engine.diagnostics()).damaged).toEqual([])
    }
  })
})

test('S25 a score is half of what is known and half of what was said, which fades in thirty days', () => {
  const now = Date.UTC(2026, 0, 31)
  expect(behaviourOf(0, null, now)).toBe(0)
  expect(behaviourOf(3, now, now)).toBe(60)
  expect(behaviourOf(3, now - 30 * 86_400_000, now)).toBe(30)
  expect(behaviourOf(9, now, now)).toBe(100)
  expect([ratingOf(scoreOf(100, 60)), ratingOf(scoreOf(50, 40)), ratingOf(scoreOf(20, 0))]).toEqual(['hot', 'warm', 'cold'])
})
