import { afterEach, expect, test } from 'vitest'
import { newId } from '../../../src/core/ids.ts'
import { connect, type Client } from '../../../src/engine/client.ts'
import type { Answer } from '../../../src/tables/view.ts'
import { aWorkspace, valueOf } from '../../engine/wanted.ts'

const makeId = () => newId('company', Date.now(), Math.random)
const companies = { entity: 'company', sort: [{ column: 'name' }] }
let opened: { id: string; client: Client } | null = null

/** A page's client with every worker that it starts. */
const start = async () => {
  const workers: Worker[] = []
  const troubles: string[] = []
  let id = ''
  const client = connect({
    start: () => {
      const worker = new Worker(new URL('../../../src/engine/worker.ts', import.meta.url), { type: 'module' })
      workers.push(worker)
      return worker
    },
    reopen: async (engine) => {
      await engine.open(id)
    },
    onNotice: () => undefined,
    onTold: () => undefined,
    onTrouble: () => troubles.push('trouble'),
  })
  id = valueOf(await client.call('startWorkspace', aWorkspace)).id
  opened = { id, client }
  return { client, workers, troubles, id }
}

afterEach(async () => {
  if (opened) await opened.client.call('discard', opened.id)
  opened = null
})

test('a worker that is killed is replaced without a word: what was saved is there, watches go on, calls are asked again', async () => {
  const { client, workers, troubles } = await start()
  const first = makeId()
  valueOf(await client.call('create', { id: first, values: { name: 'Siam Beans' } }))
  let shown: Answer | null = null
  const watcher = client.watch(companies, { start: 0, count: 20 }, (answer) => (shown = answer))
  await expect.poll(() => shown?.total).toBe(1)

  workers[0]?.terminate()
  const second = makeId()
  valueOf(await client.call('create', { id: second, values: { name: 'Chiang Mai Tea' } }))
  await expect.poll(() => shown?.rows.map(({ name }) => name)).toEqual(['Chiang Mai Tea', 'Siam Beans'])
  expect(workers).toHaveLength(2)
  expect(troubles).toHaveLength(0)
  watcher.end()
}, 30_000)

test('of edits that a killed worker had not answered none is lost and none is made twice', async () => {
  const { client, workers } = await start()
  const ids = Array.from({ length: 30 }, makeId)
  const made = ids.map((id, i) => client.call('create', { id, values: { name: `Company ${String(i).padStart(2, '0')}` } }))
  setTimeout(() => workers[0]?.terminate(), 60)
  for (const result of await Promise.all(made)) valueOf(result)
  const answer = await client.call('query', companies, { start: 0, count: 50 })
  expect(answer.rows.map(({ id }) => id)).toEqual(ids)
}, 30_000)

test('the page makes no list of a thousand rows: a window is all that crosses', async () => {
  const { client } = await start()
  for (let i = 0; i < 120; i += 1)
    valueOf(await client.call('create', { id: makeId(), values: { name: `Company ${String(i).padStart(3, '0')}` } }))
  let shown: Answer | null = null
  const watcher = client.watch(companies, { start: 0, count: 40 }, (answer) => (shown = answer))
  await expect.poll(() => shown?.total).toBe(120)
  expect(shown).toMatchObject({ start: 0 })
  watcher.window({ start: 80, count: 40 })
  await expect.poll(() => shown?.start).toBe(80)
  expect((shown as Answer | null)?.rows).toHaveLength(40)
  watcher.end()
}, 30_000)

test('whoever still asked something of a workspace that is left hears of no failure', async () => {
  const { client, id } = await start()
  const company = makeId()
  valueOf(await client.call('create', { id: company, values: { name: 'Siam Beans' } }))
  const failures: unknown[] = []
  for (let i = 0; i < 50; i += 1) client.call('record', company).catch((error: unknown) => failures.push(error))
  await client.call('discard', id)
  opened = null
  await client.call('ping')
  await client.settled()
  expect(failures).toEqual([])
  await expect(client.call('record', company)).rejects.toThrow('no workspace is open')
})
