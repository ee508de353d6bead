import { join } from 'node:path'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { ensureChromium, launchFlags } from '../chromium.ts'
import { countCpu } from './cpu.ts'
import type { Bench, BenchWindow, InPage, Peer } from './page/bench.ts'
import type { Sharing } from './page/sharing.ts'
import type { Row } from './results.ts'

export const DESK_VIEW = { width: 1280, height: 800 }

/** A browser on a profile of its own, in a folder that the run deletes. What the page says is printed. */
export const openBrowser = async (folder: string, profile: string): Promise<Browser> =>
  puppeteer.launch({
    browser: 'chrome',
    executablePath: ensureChromium(),
    args: [...launchFlags, '--enable-precise-memory-info'],
    headless: true,
    userDataDir: join(folder, profile),
    protocolTimeout: 0, // building "large" takes minutes
    defaultViewport: DESK_VIEW,
  })

/** What a measure in the page gets beside what the page has itself. */
export type Given = Omit<Bench, 'lab' | 'counted'>

type Shared<K extends keyof Sharing> = Awaited<ReturnType<Sharing[K]>>

/** The bench's own page. */
export interface BenchPage {
  readonly build: (scale: number) => Promise<{ readonly id: string }>
  readonly fill: (scale: number) => Promise<Peer>
  readonly measure: (name: InPage, given: Given) => Promise<readonly Row[]>
  /** One step of one of two devices. */
  readonly share: <K extends keyof Sharing>(step: K, ...given: Parameters<Sharing[K]>) => Promise<Shared<K>>
}

export const openBench = async (
  browser: Browser,
  address: string,
  context: BrowserContext = browser.defaultBrowserContext(),
): Promise<BenchPage> => {
  const page = await context.newPage()
  tell(page)
  let used = () => Promise.resolve(NaN)
  await page.exposeFunction('benchStartCpu', async () => void (used = await countCpu(browser)))
  await page.exposeFunction('benchUsedCpu', () => used())
  await page.goto(`${address}/bench/index.html`)
  await page.waitForFunction('"bench" in window')
  // Run in the page, where bench.ts put the global.
  return {
    build: (scale) => page.evaluate((size) => (window as unknown as BenchWindow).bench.build(size), scale),
    fill: (scale) => page.evaluate((size) => (window as unknown as BenchWindow).bench.fill(size), scale),
    share: <K extends keyof Sharing>(step: K, ...given: Parameters<Sharing[K]>) =>
      page.evaluate(
        (wanted, all) => {
          const { sharing: steps } = (window as unknown as BenchWindow).bench
          return (steps[wanted] as (...args: unknown[]) => unknown)(...(all as unknown[])) // the step's own, as typed above
        },
        step,
        given,
      ) as Promise<Shared<K>>,
    measure: (name, given) => page.evaluate((wanted, all) => (window as unknown as BenchWindow).bench.measure(wanted, all), name, given),
  }
}

export const tell = (page: Page): void => {
  page.on('console', (message) => console.log(`  ${message.text()}`))
  page.on('pageerror', (error) => console.log(`  uncaught: ${error instanceof Error ? error.message : String(error)}`))
}
