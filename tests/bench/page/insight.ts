import { atMost, quantile, type Row } from '../results.ts'
import { openApp, timed, untilQuiet } from './app.ts'
import type { Bench } from './bench.ts'

const ROUNDS = 7
const request = { customers: 'contact', productDays: 365 } as const

/** All figures of the insight page at once, and each alone. */
export const insightPage = async ({ lab, large }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  await untilQuiet(app)
  const times: number[] = []
  for (let at = -1; at < ROUNDS; at += 1) {
    const ms = await timed(() => app.client.call('insight', request))
    if (at >= 0) times.push(ms)
    else console.log(`insight, the first time: ${ms.toFixed(0)} ms`)
  }
  app.close()
  const tiles = await lab.tiles(large)
  return [
    atMost('insight-page, whole, p50', quantile(times, 0.5), 'ms', 1_000, ROUNDS),
    ...tiles.map(({ what, ms }) => atMost(`insight-page, ${what}`, ms, 'ms', 100, ROUNDS)),
  ]
}
