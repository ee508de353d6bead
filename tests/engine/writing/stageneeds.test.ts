import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { createProfile, startedIn } from '../profile.ts'
import { problemOf, valueOf } from '../wanted.ts'

test('S35 a stage that asks for the amount refuses a deal without one, by the field’s name, and takes it once it is there', async () => {
  const profile = createProfile()
  const { engine } = await startedIn(profile)
  const { rows } = await engine.query({ entity: 'stage', sort: [{ column: 'order' }] }, { start: 0, count: 9, columns: ['pipelineId'] })
  const [first, second] = [must(rows[0], 'a stage'), must(rows[1], 'another')]
  const { id: pipelineId } = first['pipelineId'] as { id: string } // a reference's cell
  valueOf(await engine.edit([{ id: second.id, changes: [{ path: 'requiredFields/amount', value: true }] }]))
  const id = profile.makeId('deal')
  valueOf(await engine.create({ id, values: { name: 'Roaster', pipelineId, stageId: first.id } }))

  const move = () => engine.edit([{ id, changes: [{ path: 'stageId', value: second.id }] }])
  expect(problemOf(await move())).toEqual({ code: 'invalid', problems: [{ path: 'amount', code: 'required' }] })
  expect((await engine.record(id))?.fields['stageId']).toBe(first.id)

  valueOf(await engine.edit([{ id, changes: [{ path: 'amount', value: { amount: 5_000, currency: 'THB' } }] }]))
  valueOf(await move())
  expect((await engine.record(id))?.fields['stageId']).toBe(second.id)
  const other = { id: profile.makeId('deal'), values: { name: 'Grinder', pipelineId, stageId: second.id } }
  expect(problemOf(await engine.create(other))).toMatchObject({ code: 'invalid' })

  // Another name for the stage, and the deal's history names it so.
  valueOf(await engine.edit([{ id: first.id, changes: [{ path: 'name', value: 'First talk' }] }]))
  const view = must(await engine.record(id), 'the deal')
  expect(view.titles[first.id]).toBe('First talk')
})

test('S35 a deal goes on when the checklist of its stage is done; back, to rest and into the lost it may always go', async () => {
  const profile = createProfile()
  const { engine } = await startedIn(profile)
  const columns = ['pipelineId', 'type']
  const { rows } = await engine.query({ entity: 'stage', sort: [{ column: 'order' }] }, { start: 0, count: 9, columns })
  const [first, second, third] = [must(rows[0], 'a stage'), must(rows[1], 'another'), must(rows[2], 'a third')]
  const lost = must(
    rows.find((row) => row['type'] === 'lost'),
    'a lost one',
  )
  const { id: pipelineId } = first['pipelineId'] as { id: string } // a reference's cell
  const list = ['Budget confirmed', 'Met who decides']
  valueOf(await engine.edit([{ id: second.id, changes: list.map((one) => ({ path: `checklist/${one}`, value: true })) }]))
  const id = profile.makeId('deal')
  valueOf(await engine.create({ id, values: { name: 'Roaster', pipelineId, stageId: second.id } }))
  const move = (stageId: string) => engine.edit([{ id, changes: [{ path: 'stageId', value: stageId }] }])
  const check = (one: string) => engine.edit([{ id, changes: [{ path: `checked/${one}`, value: true }] }])

  expect(problemOf(await move(third.id))).toEqual({ code: 'invalid', problems: [{ path: 'checked', code: 'required' }] })
  valueOf(await check('Budget confirmed'))
  expect(problemOf(await move(third.id))).toMatchObject({ code: 'invalid' })
  valueOf(await move(first.id))
  valueOf(await move(second.id))
  valueOf(await move(lost.id))
  valueOf(await move(second.id))
  valueOf(await check('Met who decides'))
  valueOf(await move(third.id))
  expect((await engine.record(id))?.fields['stageId']).toBe(third.id)
})
