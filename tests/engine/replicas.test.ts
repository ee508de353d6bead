import { expect, test } from 'vitest'
import { servePage, type WatchPost, type WatchRequest } from '../../src/engine/watching.ts'
import type { Patch } from '../../src/tables/watch.ts'
import { must } from '../../src/core/result.ts'
import { anOffice, type Desk } from '../sync/replica/office.ts'

/** A page with a list and a record open, as its engine tells it. */
const pageAt = async (desk: Desk, recordId: string): Promise<{ readonly patches: (watch: number) => readonly Patch[] }> => {
  const { port1, port2 } = new MessageChannel()
  const page = servePage(port2, {
    answering: () => desk.book().answering(),
    now: () => performance.now(),
    onSeen: () => undefined,
  })
  desk.onChanged(page.changed)
  const patches: Patch[] = []
  port1.onmessage = ({ data }: MessageEvent<WatchPost>) => {
    if (data.kind === 'patch') patches.push(data.patch)
  }
  const ask = (request: WatchRequest) => port1.postMessage(request)
  const view = { entity: 'company', sort: [{ column: 'name' }] }
  ask({ kind: 'list', watch: 1, view, window: { start: 0, count: 20, columns: ['name', 'industry'] }, version: 0 })
  ask({ kind: 'record', watch: 2, id: recordId })
  const of = (watch: number) => patches.filter((patch) => patch.watch === watch)
  await expect.poll(() => of(1).length).toBeGreaterThan(0)
  return { patches: of }
}

test('a teammate’s edit shows in the open list and the open record, and does not count as one’s own', async () => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  const id = await office.owner.create('company', { name: 'Siam Beans' })
  await office.owner.push()
  await bea.pull()
  const page = await pageAt(bea, id)
  const [lists, records] = [page.patches(1).length, page.patches(2).length]
  const heard: boolean[] = []
  bea.onChanged((_, isOwn) => heard.push(isOwn))
  await office.owner.set(id, { industry: 'Tea' })
  await office.owner.push()
  await bea.pull()
  await expect.poll(() => page.patches(1).length).toBeGreaterThan(lists)
  await expect.poll(() => page.patches(2).length).toBeGreaterThan(records)
  expect(must(page.patches(1).at(-1), 'a patch')).toMatchObject({ total: 1 })
  expect(heard).toEqual([false])
})

test('a thousand edits of a teammate post at most ten patches to a list', { timeout: 60_000 }, async () => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  const dao = office.owner
  const writer = await dao.book().writer()
  const ids: string[] = []
  for (let i = 0; i < 50; i += 1) ids.push(await dao.create('company', { name: `Company ${i}` }))
  await office.settle()
  for (let round = 0; round < 20; round += 1)
    await writer.edit(ids.map((id) => ({ id, changes: [{ path: 'industry', value: `Industry ${round}` }] })))
  await dao.push()
  const page = await pageAt(bea, must(ids[0], 'an id'))
  const before = page.patches(1).length
  await bea.pull()
  await expect.poll(() => page.patches(1).length).toBeGreaterThan(before)
  expect(await bea.field(must(ids[49], 'an id'), 'industry')).toBe('Industry 19')
  await new Promise((resolve) => setTimeout(resolve, 300)) // a patch waits at most 100 ms
  expect(page.patches(1).length - before).toBeLessThanOrEqual(10)
})
