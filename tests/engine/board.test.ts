import { expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import type { Engine } from '../../src/engine/api.ts'
import { between } from '../../src/core/order.ts'
import type { View } from '../../src/tables/view.ts'
import { createProfile, startedIn } from './profile.ts'
import { valueOf } from './wanted.ts'

const COUNT = 300
const window = { start: 0, count: COUNT, columns: ['name', 'sortKey'] }

/** A column of deals that nobody ever placed, as an import leaves them. */
const aColumn = async () => {
  const profile = createProfile()
  const { engine } = await startedIn(profile)
  const { rows } = await engine.query(
    { entity: 'stage', sort: [{ column: 'order' }] },
    { start: 0, count: 9, columns: ['name', 'pipelineId'] },
  )
  const [stage, next] = [must(rows[0], 'a stage'), must(rows[1], 'another')]
  const { id: pipelineId } = stage['pipelineId'] as { id: string } // a reference's cell
  for (let at = 0; at < COUNT; at += 1) {
    valueOf(await engine.create({ id: profile.makeId('deal'), values: { name: `Deal ${at}`, pipelineId, stageId: stage.id } }))
    profile.advance(1)
  }
  const columnOf = (stageId: string): View => ({
    entity: 'deal',
    filter: { column: 'stageId', op: 'is', value: stageId },
    sort: [{ column: 'sortKey' }],
  })
  return { engine, from: columnOf(stage.id), to: columnOf(next.id), stage, next }
}
const moveDeal = (engine: Engine, id: string, stageId: string, sortKey: string) =>
  engine.edit([
    {
      id,
      changes: [
        { path: 'stageId', value: stageId },
        { path: 'sortKey', value: sortKey },
      ],
    },
  ])
const shown = async (engine: Engine, view: View) => (await engine.query(view, window)).rows
const names = async (engine: Engine, view: View) => (await shown(engine, view)).map(({ name }) => name)
const keyOf = (row: { readonly [column: string]: unknown } | undefined) => String(row?.['sortKey'])

test('U5 among hundreds of deals that nobody placed, one that is moved is the only one written, and Undo puts it back', async () => {
  const { engine, from, stage } = await aColumn()
  const before = await shown(engine, from)
  const first = must(before[0], 'a deal')
  const written = (await engine.diagnostics()).lastCommit

  const moved = valueOf(await moveDeal(engine, first.id, stage.id, between(keyOf(before[200]), keyOf(before[201]))))
  expect((await engine.diagnostics()).lastCommit).toBe(written + 1)
  expect(moved.ids).toEqual([first.id])
  const order = before.map(({ name }) => name)
  expect(await names(engine, from)).toEqual(order.toSpliced(0, 1).toSpliced(200, 0, order[0]))

  valueOf(must(await engine.undo(moved.step ?? undefined), 'a step'))
  expect(await names(engine, from)).toEqual(order)
})

test('U5 a deal that comes into another stage stands where it was put, and Undo takes it home to its old place', async () => {
  const { engine, from, to, next } = await aColumn()
  const before = await shown(engine, from)
  const [a, b] = [must(before[10], 'a deal'), must(before[20], 'another')]
  valueOf(await moveDeal(engine, a.id, next.id, between(null, null)))
  const moved = valueOf(await moveDeal(engine, b.id, next.id, between(null, keyOf((await shown(engine, to))[0]))))
  expect(await names(engine, to)).toEqual([b['name'], a['name']])
  valueOf(must(await engine.undo(moved.step ?? undefined), 'a step'))
  expect(await names(engine, to)).toEqual([a['name']])
  expect((await names(engine, from))[19]).toBe(b['name'])
})
