import type { Browser, WebWorker } from 'puppeteer-core'
import { firstPaint, sizes, totalOf } from './bundle.ts'
import { openBench } from './browser.ts'
import { atMost, type Row } from './results.ts'

const GOAL = 190
const SMALL = 0.001

/** A screen without a list: nothing is fetched there for the first tap on one. */
const PLACE = '/more'

/** The page as it paints a list, and all that its engine fetched until everything was on both sides. */
export const withSyncRow = async (browser: Browser, address: string, site: string): Promise<Row> => {
  const context = await browser.createBrowserContext()
  const bench = await openBench(browser, address, context)
  await bench.share('found', SMALL)
  await bench.share('close')
  const page = await context.newPage()
  await page.goto(`${address}${PLACE}`)
  await page.waitForFunction(() => document.body.innerText.includes('Synced'))
  const [worker] = page.workers()
  if (worker === undefined) throw new Error('the app has no engine')
  const engine = sizes(site, new Set([...firstPaint(site).worker.keys(), ...(await fetchedBy(worker))]))
  await context.close()
  return atMost('bundle-with-sync', (totalOf(firstPaint(site).page) + totalOf(engine)) / 1e3, 'kB gzip', GOAL, 1)
}

const fetchedBy = async (engine: WebWorker): Promise<readonly string[]> => {
  const urls = await engine.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  return urls.map((url) => new URL(url).pathname.slice(1)).filter((file) => file.endsWith('.js'))
}
