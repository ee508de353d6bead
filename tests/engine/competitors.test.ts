import { expect, test } from 'vitest'
import { winRates } from '../../src/analytics/winrate.ts'
import type { Id } from '../../src/core/ids.ts'
import { dealsEnded } from '../../src/screens/insight/behind.ts'
import { createProfile } from './profile.ts'
import { aPhone } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const nothing = { start: 0, count: 0, columns: [] }

test('S26 the win rate by competitor of thirty lost deals and what was won is that of the fixture, and each figure opens its list', async () => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  const names = ['Northwind', 'Contoso', 'Fabrikam'] as const
  const ids: Id[] = []
  for (const name of names) ids.push(await phone.create('company', { name, type: 'competitor' }))
  const { rows } = await phone.engine.query({ entity: 'stage' }, { start: 0, count: 9, columns: ['type', 'pipelineId'] })
  const deal = async (type: string, nth: number, against: readonly number[]) => {
    const stage = rows.find((row) => row['type'] === type)
    const { id: pipelineId } = stage?.['pipelineId'] as { id: Id } // a reference's cell
    await phone.create('deal', {
      name: `${type} ${String(nth)}`,
      pipelineId,
      stageId: stage?.id,
      competitorIds: against.map((one) => ids[one]),
    })
  }
  // Lost: ten to each alone. Won: five against Northwind, two against Contoso, and one against both. Open ones and those without a competitor say nothing.
  for (let nth = 0; nth < 30; nth += 1) await deal('lost', nth, [nth % 3])
  for (const [nth, against] of [[0], [0], [0], [0], [0], [1], [1], [0, 1]].entries()) await deal('won', nth, against)
  await deal('open', 0, [2])
  await deal('won', 9, [])

  const [won, lost] = await Promise.all((['won', 'lost'] as const).map((type) => phone.engine.query(dealsEnded(type), nothing)))
  const rates = winRates(won?.groups ?? [], lost?.groups ?? [])
  expect(rates.map(({ key, ...figures }) => ({ name: names[ids.indexOf(key)], ...figures }))).toEqual([
    { name: 'Northwind', won: 6, lost: 10, rate: 6 / 16 },
    { name: 'Contoso', won: 3, lost: 10, rate: 3 / 13 },
    { name: 'Fabrikam', won: 0, lost: 10, rate: 0 },
  ])
  for (const { key, won: wins, lost: losses } of rates) {
    expect((await phone.engine.query(dealsEnded('won', key), nothing)).total).toBe(wins)
    expect((await phone.engine.query(dealsEnded('lost', key), nothing)).total).toBe(losses)
  }
})
