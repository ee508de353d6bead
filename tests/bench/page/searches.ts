import { randomFrom } from '../../../src/core/random.ts'
import { person } from '../../tables/names.ts'
import { atMost, quantile, shown, type Row } from '../results.ts'
import { openApp, timed, untilQuiet } from './app.ts'
import type { Bench } from './bench.ts'

const SEARCHES = 200
const PEER_SEARCHES = 40
const scripts = ['Latin', 'Han, traditional', 'Han, simplified', 'Korean', 'Thai']

/** Beginnings of both names of people of each script by turns; half of them live in the book for certain, under `first`. */
const textsOf = (count: number): readonly string[] => {
  const random = randomFrom(31)
  return Array.from({ length: count }, (_, at) => {
    const { family, given } = person(at, random)
    const length = at % 5 === 0 || at % 5 === 4 ? 3 : 1
    return `${given.slice(0, length)} ${family.slice(0, length)}`
  })
}

/** Two words in the search field, from the page to the engine and back with what is drawn. */
export const search = async ({ lab, large, scale, counted }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  await untilQuiet(app)
  const texts = textsOf(SEARCHES)
  let hits = 0
  for (const text of textsOf(20)) await app.client.call('search', text, 8)
  const times: number[] = []
  const one = (text: string) =>
    timed(async () => {
      const found = await app.client.call('search', `${text} `, 8)
      if (JSON.stringify(found).includes('_')) hits += 1
    })
  const { cpuMs } = await counted(async () => {
    for (const text of texts) times.push(await one(text))
  })
  app.close()
  const by = scripts.map(
    (script, at) =>
      `${script} ${quantile(
        times.filter((_, i) => i % 5 === at),
        0.95,
      ).toFixed(1)}`,
  )
  console.log(`search p95 by script: ${by.join(', ')} ms; ${hits} of ${SEARCHES} found somebody`)
  const { docs, buildingMs, times: peerTimes } = await lab.miniSearch(scale, textsOf(PEER_SEARCHES))
  console.log(`MiniSearch took ${(buildingMs / 1e3).toFixed(1)} s to index ${docs} records`)
  return [
    shown('search, CPU each, mean', cpuMs / SEARCHES, 'ms', SEARCHES),
    atMost('search, two words, p95', quantile(times, 0.95), 'ms', 8, SEARCHES, {
      name: `MiniSearch, p95 (${(buildingMs / 1e3).toFixed(0)} s to index)`,
      value: quantile(peerTimes, 0.95),
    }),
  ]
}
