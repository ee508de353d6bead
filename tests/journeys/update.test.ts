import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startServer } from './server.ts'
import { expect, test as base, untilInstalled } from './test.ts'

/** A copy of the build that a test may change, without the compressed forms, which would stay as they are. */
const test = base.extend<{ site: string }>({
  site: async ({}, use) => {
    const site = await mkdtemp(join(tmpdir(), 'satchel-site-'))
    await cp('dist', site, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) })
    await use(site)
    await rm(site, { recursive: true })
  },
})

test.use({ allowedErrors: /^third party: http:\/\/127\.0\.0\.1|ERR_CONNECTION_REFUSED/ })

test('a newer version comes to those who have the app open, and stays without a network', async ({ page, context, site }) => {
  const older = await startServer({ SITE: site })
  await page.goto(older.address)
  await untilInstalled(context)
  await older.stop()

  await publishNewer(site)
  const newer = await startServer({ SITE: site, PORT: new URL(older.address).port })
  await page.reload()
  await page.getByRole('button', { name: 'Update now' }).click()
  await isNewer(page)

  await newer.stop()
  await page.reload()
  await isNewer(page)
})

/** By a mark that no screen writes over, as screens do with the title. */
const isNewer = (page: Page) => expect(page.locator('meta[name=newer]')).toBeAttached()

const publishNewer = async (site: string) => {
  await change(join(site, 'index.html'), (page) => page.replace('<title>', '<meta name="newer"><title>'))
  await change(join(site, 'sw.js'), (worker) =>
    worker.replaceAll(/[0-9a-f]{32}/g, (revision) => revision.slice(16) + revision.slice(0, 16)),
  )
}

const change = async (file: string, to: (text: string) => string) => {
  const text = await readFile(file, 'utf8')
  const changed = to(text)
  expect(changed).not.toBe(text)
  await writeFile(file, changed)
}
