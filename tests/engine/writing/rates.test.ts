import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aPhone, aPhoneAt, asBea, founded, type Phone } from '../syncing/phones.ts'
import { createProfile, NOON } from '../profile.ts'
import { aWorkspace, valueOf } from '../wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const usd = (amount: number) => ({ amount, currency: 'USD' })

const stagesOf = async ({ engine }: Phone) => {
  const { rows } = await engine.query({ entity: 'stage' }, { start: 0, count: 9, columns: ['type', 'pipelineId'] })
  const named = (type: string) => must(rows.find((row) => row['type'] === type)?.id, type)
  return { open: named('open'), won: named('won'), pipelineId: (rows[0]?.['pipelineId'] as { id: string }).id } // a reference's cell
}
const rate = (phone: Phone, value: number, date: string) => phone.create('exchangeRate', { currency: 'USD', rate: value, date })
/** What deals in a stage come to, in the base currency's minor units. */
const totalOf = async ({ engine }: Phone, stageId: string) => {
  const filter = { column: 'stageId', op: 'is', value: stageId } as const
  const { sums } = await engine.query({ entity: 'deal', filter, sums: ['amount'] }, { start: 0, count: 0 })
  return sums['amount']?.value
}

test('U29 what is won keeps the rate of the day that it was won, whatever rates come; what is open follows the newest', async () => {
  const profile = createProfile()
  const phone = aPhone(profile)
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  const { open, won, pipelineId } = await stagesOf(phone)
  const deal = (name: string) => phone.create('deal', { name, pipelineId, stageId: open, amount: usd(100_00) })
  await rate(phone, 35, '2025-12-01')
  const [first, second] = [await deal('Roaster'), await deal('Grinder')]
  expect(await totalOf(phone, open)).toBe(2 * 3_500_00)
  await phone.set(first, 'stageId', won)
  await rate(phone, 30, '2026-01-01')
  expect(await totalOf(phone, won)).toBe(3_500_00)
  expect(await totalOf(phone, open)).toBe(3_000_00)
  await phone.set(second, 'stageId', won)
  await rate(phone, 40, '2026-01-06')
  expect(await totalOf(phone, won)).toBe(3_500_00 + 3_000_00)
  // One of an earlier day comes late: it is nobody's newest.
  const third = await deal('Scale')
  await rate(phone, 20, '2025-06-01')
  expect(await phone.field(third, 'exchangeRate')).toBe(40)
  // By hand is by hand.
  await phone.set(third, 'exchangeRate', 33)
  expect(await totalOf(phone, open)).toBe(3_300_00)
})

test('U29 an order takes the rate of the day that it was ordered on', async () => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  await rate(phone, 35, '2025-12-01')
  await rate(phone, 30, '2026-01-01')
  const order = (number: string, orderedAt: number) => phone.create('order', { number, status: 'confirmed', orderedAt, currency: 'USD' })
  const december = await order('SO-1', NOON - 10 * 86_400_000)
  const january = await order('SO-2', NOON)
  expect([await phone.field(december, 'exchangeRate'), await phone.field(january, 'exchangeRate')]).toEqual([35, 30])
})

test('U29 a rate that Dao sets is in Bea’s totals, and leaves alone what she won before', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  await rate(dao, 35, '2025-12-01')
  const { open, won, pipelineId } = await stagesOf(dao)
  const deal = (name: string) => dao.create('deal', { name, pipelineId, stageId: open, amount: usd(100_00) })
  const [first] = [await deal('Roaster'), await deal('Grinder')]
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await expect.poll(() => bea.field(first, 'exchangeRate'), soon).toBe(35)
  await bea.set(first, 'stageId', won)
  await expect.poll(() => dao.field(first, 'stageId'), soon).toBe(won)
  await rate(dao, 30, '2026-01-01')
  await expect.poll(() => totalOf(bea, open), soon).toBe(3_000_00)
  expect([await totalOf(bea, won), await totalOf(dao, won)]).toEqual([3_500_00, 3_500_00])
})
