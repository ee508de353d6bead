import { atMost, quantile, shown, type Row } from '../results.ts'
import { openApp, timed, untilQuiet } from './app.ts'
import type { Bench } from './bench.ts'

const EDITS = 200
const WARM = 20

/** One field of one packed contact whose page is open, from the page to the disk and back. */
export const edit = async ({ lab, large, peer, counted }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  const ids = await app.client.call('ids', { entity: 'contact', sort: [{ column: 'name' }] }, 5_000)
  await untilQuiet(app)
  const times: number[] = []
  const one = async (at: number, isOpen = true) => {
    const id = ids[(at * 397) % ids.length] ?? ''
    if (isOpen) await app.client.call('record', id)
    return timed(async () => {
      const done = await app.client.call('edit', [{ id, changes: [{ path: 'jobTitle', value: `Edited ${at}` }] }])
      if (!done.ok) throw new Error(JSON.stringify(done.error))
    })
  }
  for (let at = 0; at < WARM; at += 1) await one(at)
  for (let at = 0; at < EDITS; at += 1) times.push(await one(WARM + at))
  const cold: number[] = []
  const { cpuMs } = await counted(async () => {
    for (let at = 0; at < EDITS; at += 1) cold.push(await one(WARM + EDITS + at, false))
  })
  app.close()
  const plain = peer === null ? null : { name: 'Dexie put, six indexes, strict', value: quantile(await lab.dexieEdits(EDITS), 0.5) }
  const yjs = { name: 'Dexie + Y.Doc a record, strict', value: quantile(await lab.yjsEdits(EDITS), 0.5) }
  return [
    atMost('edit, durable, p50', quantile(times, 0.5), 'ms', 5, EDITS, plain),
    shown('edit, durable, of a record that was not looked at, p50', quantile(cold, 0.5), 'ms', EDITS),
    shown('edit, CPU each, mean', cpuMs / EDITS, 'ms', EDITS),
    shown('edit, durable, p95', quantile(times, 0.95), 'ms', EDITS, yjs),
  ]
}
