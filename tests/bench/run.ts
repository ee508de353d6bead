/**
 * `npm run bench [-- --only a,b] [--scale 0.1]`: builds the workspace "large" in a browser, measures what architecture.md section 9 asks for beside its peers,
 * prints a table and writes bench-results.json.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../journeys/server.ts'
import { appMeasures } from './app.ts'
import { openBench, openBrowser, type Given } from './browser.ts'
import { bundleRows } from './bundle.ts'
import { relayMeasures, relayRows } from './relay.ts'
import type { InPage } from './page/bench.ts'
import { table, type Row } from './results.ts'
import { sharingMeasures, sharingRows } from './sharing.ts'
import { makeSite } from './site.ts'

const onTheirOwn = ['record-size', 'bulk-write', 'import-csv'] as const satisfies readonly InPage[]
// Edits come last: the next start replays them.
const onLarge = ['list-query', 'search', 'insight-page', 'record-page', 'edit', 'bulk-edit'] as const satisfies readonly InPage[]
const inApp = ['warm-start', 'memory', 'scroll', 'palette'] as const
const compared: readonly string[] = ['list-query', 'edit', 'bulk-write', 'import-csv']
const all: readonly string[] = ['bundle-first-paint', ...onTheirOwn, ...onLarge, ...inApp, ...sharingMeasures, ...relayMeasures]

const { values } = parseArgs({
  options: { only: { type: 'string' }, scale: { type: 'string', default: '1' }, dist: { type: 'string', default: 'dist' } },
})
const wanted = new Set(values.only?.split(',') ?? all)
const unknown = [...wanted].filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}; there are ${all.join(', ')}.`)
  process.exit(1)
}
const scale = Number(values.scale)
const isAsked = (name: string): boolean => wanted.has(name)

const folder = await mkdtemp(join(tmpdir(), 'satchel-bench-'))
const rows: Row[] = []
const add = (more: readonly Row[]) => {
  rows.push(...more)
  for (const { name, value, unit } of more) console.log(`${name}: ${value.toFixed(2)} ${unit}`)
}

const inBench = async (address: string): Promise<void> => {
  if (![...onTheirOwn, ...onLarge, ...inApp].some(isAsked)) return
  const browser = await openBrowser(folder, 'profile')
  const page = await openBench(browser, address)
  const peer = compared.some(isAsked) ? await page.fill(scale) : null
  if (peer !== null)
    console.log(
      `the peer, Dexie with six indexes, took ${(peer.ms / 1e3).toFixed(1)} s, ${(peer.cpuMs / 1e3).toFixed(1)} s of CPU, for ${peer.rows} rows`,
    )
  const given: Given = { scale, peer, large: '' }
  for (const name of onTheirOwn.filter(isAsked)) add(await page.measure(name, given))
  if ([...onLarge, ...inApp].some(isAsked)) {
    const { id } = await page.build(scale)
    for (const name of onLarge.filter(isAsked)) add(await page.measure(name, { ...given, large: id }))
  }
  await browser.close()
}

const inTheApp = async (address: string): Promise<void> => {
  if (!inApp.some(isAsked)) return
  const browser = await openBrowser(folder, 'profile')
  add(await appMeasures(browser, address, wanted))
  await browser.close()
}

const betweenTwo = async (site: string): Promise<void> => {
  if (!sharingMeasures.some(isAsked)) return
  const browser = await openBrowser(folder, 'two')
  add(await sharingRows(browser, site, scale))
  await browser.close()
}

try {
  if (isAsked('bundle-first-paint')) add(bundleRows(values.dist))
  for (const name of relayMeasures.filter(isAsked)) add(await relayRows(name, folder))
  const site = await makeSite(folder, values.dist)
  await betweenTwo(site)
  // One device alone: a relay that took "large" in meanwhile would be measured as well.
  const server = await startServer({ SITE: site, NEW_WORKSPACES: 'closed' })
  await inBench(server.address)
  await inTheApp(server.address)
  await server.stop()
} finally {
  await rm(folder, { recursive: true, force: true })
}

console.log(`\n${table(rows)}`)
await writeFile('bench-results.json', `${JSON.stringify(rows, null, 2)}\n`)
