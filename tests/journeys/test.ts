import { test as base, expect, type BrowserContext } from '@playwright/test'
import { startServer, type RunningServer } from './server.ts'

export { expect }

interface Fixtures {
  /** Matches the complaints that a journey provokes on purpose. */
  allowedErrors: RegExp | null
  /** What the browser has complained of so far. */
  complaints: () => string[]
}

/** A journey: a browser of its own on a server of the build. It fails on any policy violation, console error, uncaught error or request to a stranger. */
export const test = base.extend<Fixtures, { server: RunningServer }>({
  allowedErrors: [null, { option: true }],

  server: [
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      const code = await server.stop()
      expect({ code, violations: server.violations }).toEqual({ code: 0, violations: [] })
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.address),

  complaints: async ({ context, server, allowedErrors }, use) => {
    const seen: string[] = []
    await reportProblems(context, server.address, (problem) => seen.push(problem))
    await use(() => [...seen, ...server.violations])
    const complaints = [...seen, ...server.violations.splice(0)]
    expect(complaints.filter((complaint) => allowedErrors?.test(complaint) !== true)).toEqual([])
  },

  // Named only to have it watched before the first page opens.
  page: async ({ page, complaints: _ }, use) => use(page),
})

// A page without network says so in the console; that is no error of ours.
const offline = /net::ERR_INTERNET_DISCONNECTED/

/** Tells whatever a person would never see and nobody may cause. */
export const reportProblems = async (context: BrowserContext, address: string, report: (problem: string) => void) => {
  context.on('console', (message) => {
    if (message.type() === 'error' && !offline.test(message.text())) report(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => report(`uncaught: ${error.error().stack ?? error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(http|ws)s?:$/.test(url.protocol) && url.host !== new URL(address).host) report(`third party: ${url.href}`)
  })
  await context.exposeFunction('reportViolation', (violation: string) => report(`policy: ${violation}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      // Put there by exposeFunction above.
      const page = window as unknown as { reportViolation: (violation: string) => void }
      page.reportViolation(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`)
    })
  })
}

/** Resolves once the service worker serves the page: from here on the network may go. */
export const untilInstalled = async (context: BrowserContext): Promise<void> => {
  const page = context.pages()[0]
  if (page === undefined) throw new Error('Open the app first.')
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}
