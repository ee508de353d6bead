import type { View } from '../../../src/tables/view.ts'
import { BUSY, EVENTS } from '../largerecords.ts'
import { atMost, quantile, shown, type Row } from '../results.ts'
import { openApp, timed, untilQuiet } from './app.ts'
import type { Bench } from './bench.ts'

/** People with 500 events each, none of whom was looked at before: the record, and the first rows of its story. */
export const recordPage = async ({ large }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  const codes = Array.from({ length: BUSY }, (_, at) => `K${1_000_000 + at}`)
  const ids = await app.client.call('ids', { entity: 'contact', filter: { column: 'code', op: 'anyOf', value: codes } }, BUSY)
  await untilQuiet(app)
  const times: number[] = []
  for (const id of ids) {
    const story: View = {
      entity: 'activity',
      filter: { column: 'regardingIds', op: 'anyOf', value: [id] },
      sort: [{ column: 'startAt', descending: true }],
    }
    const ms = await timed(async () => {
      const [record, { rows, total }] = await Promise.all([
        app.client.call('record', id),
        app.client.call('query', story, { start: 0, count: 50 }),
      ])
      if (record === null || rows.length < 50 || total < EVENTS / 2) throw new Error(`a story of ${total} events`)
    })
    times.push(ms)
  }
  app.close()
  return [
    atMost('record-page, 500 events, cold, slowest', Math.max(...times), 'ms', 100, times.length),
    shown('record-page, 500 events, cold, p50', quantile(times, 0.5), 'ms', times.length),
  ]
}
