import type { Browser, CDPSession, Page } from 'puppeteer-core'
import { atMost, quantile, shown, type Row } from './results.ts'
import { DESK_VIEW, tell } from './browser.ts'
import { countCpu } from './cpu.ts'
import { palette } from './palette.ts'

/*
 * The built app itself on a profile that holds "large": from the start of the navigation to the first painted row, as a person has it.
 */

const STARTS = 7
const LIST = '/contacts'
const PHONE = 4
const PHONE_VIEW = { width: 390, height: 844, isMobile: true, hasTouch: true }
const IDLE_MS = 12_000
const SCROLLS = 40
const PATIENCE_MS = 60_000

interface Start {
  readonly ms: number
  readonly cpuMs: number
}

interface Seen {
  /** Since the navigation began. */
  paintedMs?: number
  longestMs: number
}
type SeenWindow = Window & { benchSeen: Seen; benchPainted: () => void }

/** Before any script of the page: notes the frame after the first row, and every long task. */
const watch = () => {
  const page = window as unknown as SeenWindow // the runner's two globals
  const seen: Seen = { longestMs: 0 }
  page.benchSeen = seen
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestMs = Math.max(seen.longestMs, duration)
  }).observe({ type: 'longtask', buffered: true })
  const rows = new MutationObserver(() => {
    if (document.querySelector('#app [role="row"] [role="gridcell"]:not(.ghost)') === null) return
    rows.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      // A task of its own after the frame: by then it is on the screen.
      port1.onmessage = () => {
        seen.paintedMs = performance.now()
        page.benchPainted()
      }
      port2.postMessage(null)
    })
  })
  rows.observe(document, { childList: true, subtree: true })
}

export const appMeasures = async (browser: Browser, address: string, wanted: ReadonlySet<string>): Promise<readonly Row[]> => {
  const page = await browser.newPage()
  tell(page)
  let painted: () => void = () => undefined
  await page.exposeFunction('benchPainted', () => painted())
  await page.evaluateOnNewDocument(watch)

  const start = async (path: string): Promise<Start> => {
    await page.goto('about:blank')
    await settled(page, 500)
    const used = await countCpu(browser)
    const cpu = new Promise<number>((resolve, reject) => {
      painted = () => {
        painted = () => undefined // a change of the window's kind loads the page again
        void used().then(resolve)
      }
      setTimeout(() => reject(new Error(`no row of ${path} was painted in ${PATIENCE_MS / 1e3} s`)), PATIENCE_MS).unref()
    })
    await page.goto(`${address}${path}`)
    const cpuMs = await cpu.catch(async (error: unknown) => {
      await page.screenshot({ path: 'test-results/bench-stuck.png' })
      throw error
    })
    return { ms: (await seenBy(page)).paintedMs ?? NaN, cpuMs }
  }

  const rows: Row[] = []
  const cold = await start(LIST) // the service worker takes over after it
  await settled(page, 5_000)
  const startAgain = async (): Promise<readonly Start[]> => {
    const starts: Start[] = []
    for (let at = 0; at < STARTS; at += 1) {
      starts.push(await start(LIST))
      await settled(page, 1_500)
    }
    return starts
  }
  const starts = await startAgain()
  const longestStart = (await seenBy(page)).longestMs
  if (wanted.has('warm-start')) {
    await page.setViewport(PHONE_VIEW)
    const phoneStarts = await startAgain()
    await page.setViewport(DESK_VIEW)
    rows.push(
      atMost(
        'warm-start, contacts, p50',
        quantile(
          starts.map(({ ms }) => ms),
          0.5,
        ),
        'ms',
        1_000,
        STARTS,
      ),
      atMost(
        'warm-start, phone (4 x CPU time), p50',
        PHONE *
          quantile(
            phoneStarts.map(({ cpuMs }) => cpuMs),
            0.5,
          ),
        'ms',
        3_000,
        STARTS,
      ),
      shown('warm-start, first in a new browser, no service worker', cold.ms, 'ms', 1),
      atMost('warm-start, longest task of the page', longestStart, 'ms', 50, 1),
    )
  }
  if (wanted.has('memory')) {
    await settled(page, IDLE_MS)
    rows.push(...(await memoryOf(page)))
  }
  if (wanted.has('scroll')) rows.push(await scroll(page))
  if (wanted.has('palette')) rows.push(await palette(page))
  await page.close()
  return rows
}

const settled = (page: Page, ms: number): Promise<void> =>
  page.evaluate((wait) => new Promise<void>((resolve) => setTimeout(resolve, wait)), ms)

/** Run in the page, where `watch` put the global. */
const seenBy = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as SeenWindow).benchSeen)

interface Heap {
  readonly usedSize: number
  readonly embedderHeapUsedSize: number
  readonly backingStorageSize: number
}

/** JavaScript heap, the browser's own objects and array buffers, after a collection (CDP `Runtime.getHeapUsage`; the page is not cross-origin isolated). */
const megabytes = async (client: CDPSession): Promise<number> => {
  await client.send('HeapProfiler.enable')
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await client.send('Runtime.getHeapUsage')) as Heap // newer than the types
  console.log(`  heap ${mb(usedSize)}, embedder ${mb(embedderHeapUsedSize)}, buffers ${mb(backingStorageSize)} MB`)
  return mb(usedSize + embedderHeapUsedSize + backingStorageSize)
}
const mb = (bytes: number): number => Math.round(bytes / 104_857.6) / 10

const memoryOf = async (page: Page): Promise<readonly Row[]> => {
  const [engine] = page.workers()
  if (engine === undefined) throw new Error('the app has no engine worker')
  return [
    atMost('memory, engine, idle after a warm start', await megabytes(engine.client), 'MB', 180, 1),
    atMost('memory, page', await megabytes(await page.createCDPSession()), 'MB', 70, 1),
  ]
}

/** Turns the wheel through the list; the longest task that it caused. */
const scroll = async (page: Page): Promise<Row> => {
  await page.evaluate(() => ((window as unknown as SeenWindow).benchSeen.longestMs = 0))
  await page.mouse.move(640, 500)
  for (let at = 0; at < SCROLLS; at += 1) {
    await page.mouse.wheel({ deltaY: 900 })
    await settled(page, 50)
  }
  await settled(page, 300)
  return atMost('list scroll, longest task of the page', (await seenBy(page)).longestMs, 'ms', 50, SCROLLS)
}
