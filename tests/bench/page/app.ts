import { connect, type Client } from '../../../src/engine/client.ts'

/** The page's side of the app with no page: its client, its worker. */
export interface App {
  readonly client: Client
  /** Says what to open again should the worker die: on a busy machine its client may think so. */
  readonly opened: (id: string) => void
  /** Ends the worker, as closing the tab does. */
  readonly close: () => void
}

export const startApp = (): App => {
  let worker: Worker | null = null
  let open: string | null = null
  const client = connect({
    start: () => (worker = new Worker(new URL('../../../src/engine/worker.ts', import.meta.url), { type: 'module' })),
    reopen: async (engine) => {
      console.log('the engine died and starts again')
      if (open !== null) await engine.open(open)
    },
    onNotice: () => undefined,
    onTold: () => undefined,
    onTrouble: () => console.log('the engine died twice'),
  })
  return {
    client,
    opened: (id) => {
      open = id
    },
    close: () => worker?.terminate(),
  }
}

/** Every column loaded, and the work of the first idle time done. */
export const openApp = async (id: string): Promise<App> => {
  const app = startApp()
  await app.client.call('setCollation', 'en')
  const opened = await app.client.call('open', id)
  if (!opened.ok) throw new Error(opened.error)
  app.opened(id)
  await app.client.call('search', 'a', 1)
  return app
}

const QUIET_RUNS = 20
/** Resolves once the engine has no work of its own left: so many pings in a row come back at once. */
export const untilQuiet = async ({ client }: App): Promise<void> => {
  await pause(1_500)
  for (let quiet = 0, tries = 0; quiet < QUIET_RUNS && tries < 2_000; tries += 1) {
    const start = performance.now()
    await client.call('ping')
    quiet = performance.now() - start < 3 ? quiet + 1 : 0
    await pause(10)
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Longest main-thread task over 50 ms since it began, 0 for none. */
export const watchTasks = (): (() => number) => {
  let longest = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  observer.observe({ type: 'longtask' })
  return () => {
    for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration)
    observer.disconnect()
    return longest
  }
}
