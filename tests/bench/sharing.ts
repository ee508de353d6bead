import type { Browser } from 'puppeteer-core'
import { startServer } from '../journeys/server.ts'
import { openBench, type BenchPage } from './browser.ts'
import { countCpu } from './cpu.ts'
import { withSyncRow } from './withsync.ts'
import { atMost, quantile, shown, type Row } from './results.ts'

export const sharingMeasures = ['bundle-with-sync', 'first-sync', 'sealing-share', 'remote-edits', 'seen-on-other'] as const

const EDITS = 5_000
const REMOTE = 1_000
const TYPED = 60
const PACE_MS = 300
const BUSY = 10
/** By then both devices have put away what came before. */
const REST_MS = 8_000

/** Devices at one relay: contexts of one browser, which share nothing. */
export const sharingRows = async (browser: Browser, site: string, scale: number): Promise<readonly Row[]> => {
  const server = await startServer({ SITE: site })
  try {
    const device = async () => openBench(browser, server.address, await browser.createBrowserContext())
    const [a, b, c] = [await device(), await device(), await device()]
    const { rows } = await a.share('found', scale)
    await a.share('editAll', Math.round(EDITS * scale), false)
    const used = await countCpu(browser)
    const joined = await b.share('join', await a.share('invite'))
    const cpuMs = await used()
    if (joined.total !== rows) throw new Error(`${joined.total} of ${rows} contacts arrived`)
    const caughtUp = await missed(a, b, joined.id)
    const busy = await typing(a, b, BUSY)
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
    const delays = await typing(a, b, TYPED)
    const { sealingMs, allMs } = await c.share('sealing', await a.share('invite'))
    return [
      await withSyncRow(browser, server.address, site),
      atMost(`first-sync, ${rows} contacts in packs and ${Math.round(EDITS * scale)} edits`, joined.ms / 1e3, 's', 8, 1),
      shown('first-sync, CPU of both devices', cpuMs / 1e3, 's', 1),
      atMost('sealing-share of a first sync, by CPU time', (100 * sealingMs) / allMs, '%', 5, 1),
      atMost('remote-edits, 1,000 to 1,000 records', caughtUp.ms, 'ms', 600, 1),
      atMost('remote-edits, longest task of the page', caughtUp.longest, 'ms', 50, 1),
      atMost('seen-on-other, p95', quantile(delays, 0.95), 'ms', 60, delays.length),
      shown('seen-on-other, p50', quantile(delays, 0.5), 'ms', delays.length),
      shown('seen-on-other, slowest while both put thousands of edits away', Math.max(...busy), 'ms', busy.length),
    ]
  } finally {
    await server.stop()
  }
}

/** What the other did while this one was closed. */
const missed = async (a: BenchPage, b: BenchPage, id: string) => {
  await b.share('close')
  await a.share('editAll', REMOTE, true)
  return b.share('catchUp', id, `Edited ${REMOTE}`, REMOTE)
}

const typing = async (a: BenchPage, b: BenchPage, count: number): Promise<readonly number[]> => {
  await b.share('watchFirst')
  const typed = await a.share('type', count, PACE_MS)
  const seen = new Map((await b.share('seen')).map(({ text, at }) => [text, at]))
  const delays = typed.flatMap(({ text, at }) => {
    const there = seen.get(text)
    return there === undefined ? [] : [there - at]
  })
  if (delays.length < count * 0.8) throw new Error(`${delays.length} of ${count} edits were seen one by one`)
  return delays
}
