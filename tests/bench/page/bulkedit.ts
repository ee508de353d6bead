import { atMost, shown, type Row } from '../results.ts'
import { openApp, timed, untilQuiet, watchTasks } from './app.ts'
import type { Bench } from './bench.ts'

const RECORDS = 5_000
const list = { entity: 'contact', sort: [{ column: 'name' }] } as const
const first = { start: 0, count: 60, columns: ['name', 'jobTitle'] } as const

/** One field of packed contacts from all over the book, with their list open and somebody asking on, and all of it taken back. */
export const bulkEdit = async ({ large, counted }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  const { client } = app
  const ids = await client.call('ids', list, RECORDS)
  const watcher = client.watch(list, first, () => undefined)
  await untilQuiet(app)
  const longest = watchTasks()
  const editing = new AbortController()
  const asking = (async () => {
    let slowest = 0
    while (!editing.signal.aborted) {
      slowest = Math.max(slowest, await timed(() => client.call('query', list, first)))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return slowest
  })()
  const changed = await counted(async () => {
    const done = await client.call('editAll', ids, { field: 'jobTitle', how: 'set', value: 'Edited' }, 1)
    if (!done.ok || done.value.changed < ids.length) throw new Error(JSON.stringify(done))
  })
  editing.abort()
  const slowest = await asking
  const undone = await timed(async () => {
    const done = await client.call('undo')
    if (done?.ok !== true || done.value.ids.length < ids.length) throw new Error('not all of it was taken back')
  })
  watcher.end()
  app.close()
  return [
    atMost('bulk-edit, 5,000 records', changed.ms / 1e3, 's', 3, 1),
    atMost('bulk-edit, longest task of the page', longest(), 'ms', 50, 1),
    shown('bulk-edit, CPU', changed.cpuMs / 1e3, 's', 1),
    shown('bulk-edit, slowest question meanwhile', slowest, 'ms', 1),
    shown('bulk-edit, taken back', undone / 1e3, 's', 1),
  ]
}
