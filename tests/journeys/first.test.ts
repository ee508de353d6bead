import { policyHash } from '../../sync-server/policy.ts'
import { startServer } from './server.ts'
import { expect, test, untilInstalled } from './test.ts'

test('the app opens, is kept by the device, and opens again without a network', async ({ page, context }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Satchel')
  await untilInstalled(context)

  await context.setOffline(true)
  await page.reload()
  await expect(page).toHaveTitle('Satchel')
  await expect(page.locator('#app')).not.toBeEmpty()

  await page.goto('/companies/one-that-was-linked-to')
  await expect(page.locator('#app')).not.toBeEmpty()
})

test('U39 it can be installed', async ({ page, context, request }) => {
  await page.goto('/')
  await untilInstalled(context)

  const devtools = await context.newCDPSession(page)
  const { errors: parseErrors, url } = await devtools.send('Page.getAppManifest')
  expect(parseErrors).toEqual([])
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // Every journey runs in a private window, which is the one reason left.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])

  // The file is made by our build; the test below reads what it relies on.
  const manifest = (await (await request.get(url)).json()) as { icons: { src: string; sizes: string; type: string }[] }
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src)
    expect(icon.status(), src).toBe(200)
    expect(icon.headers()['content-type'], src).toContain(type)
  }
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
})

test('the page carries the hash of the policy that it was served with', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.headers()).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
  await expect(page.locator('meta[name=policy]')).toHaveAttribute('content', policyHash())
})

test('the server runs on Node 24, prints its address, and ends cleanly on a signal while someone is connected', async ({ page }) => {
  expect(process.version).toMatch(/^v24\./)
  const server = await startServer()
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const answer = await page.request.get(`${server.address}/health`)
  expect(await answer.text()).toBe('ok')
  expect(await server.stop()).toBe(0)
})

test('a taken port is refused in one sentence', async ({ server }) => {
  const port = new URL(server.address).port
  await expect(startServer({ PORT: port })).rejects.toThrow(`Port ${port} is taken`)
})
