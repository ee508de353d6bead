import { expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import type { Engine } from '../../src/engine/api.ts'
import { between, nBetween } from '../../src/core/order.ts'
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

test('S33 a deal knows when the first of what is planned about it is due, and forgets it once that is done', async () => {
  const profile = createProfile()
  const { engine } = await startedIn(profile)
  const view = { entity: 'stage', sort: [{ column: 'order' }] }
  const stage = must((await engine.query(view, { start: 0, count: 1, columns: ['pipelineId'] })).rows[0], 'a stage')
  const { id: pipelineId } = stage['pipelineId'] as { id: string } // a reference's cell
  const id = profile.makeId('deal')
  valueOf(await engine.create({ id, values: { name: 'Roaster', pipelineId, stageId: stage.id } }))
  const plan = async (dueAt: number) => {
    const activity = profile.makeId('activity')
    const values = { kind: 'call', subject: 'Call', status: 'planned', dueAt, regardingIds: [id] }
    valueOf(await engine.create({ id: activity, values }))
    return activity
  }
  const nextOf = async () =>
    (await engine.query({ entity: 'deal' }, { start: 0, count: 1, columns: ['nextActivityAt'] })).rows[0]?.['nextActivityAt']
  expect(await nextOf()).toBeNull()
  await plan(9_000)
  const first = await plan(5_000)
  expect(await nextOf()).toBe(5_000)
  valueOf(await engine.edit([{ id: first, changes: [{ path: 'status', value: 'done' }] }]))
  expect(await nextOf()).toBe(9_000)
})

test('S23 ten deals move to another stage in one step, in their order, each with its history, and one Undo brings all ten back', async () => {
  const { engine, from, to, next } = await aColumn()
  const before = await names(engine, from)
  const ten = (await shown(engine, from)).slice(40, 50)
  const written = (await engine.diagnostics()).lastCommit
  const keys = nBetween(null, null, ten.length)
  const moved = valueOf(
    await engine.edit(
      ten.map(({ id }, at) => ({
        id,
        changes: [
          { path: 'stageId', value: next.id },
          { path: 'sortKey', value: keys[at] ?? null },
        ],
      })),
    ),
  )
  expect((await engine.diagnostics()).lastCommit).toBe(written + 1)
  expect(await names(engine, to)).toEqual(ten.map(({ name }) => name))
  for (const { id } of ten)
    expect((await engine.record(id))?.fields['stageHistory']).toMatchObject([{ toId: expect.any(String) as string }, { toId: next.id }])

  valueOf(must(await engine.undo(moved.step ?? undefined), 'a step'))
  expect(await names(engine, to)).toEqual([])
  expect(await names(engine, from)).toEqual(before)
})
