// Each journey here does what none may do, to show that it would be seen.
import { expect, test, untilInstalled } from './test.ts'

test.use({ allowedErrors: /./ })

test.beforeEach(({ page }) => page.goto('/').then(() => undefined))

test('a style attribute in markup breaks the policy', async ({ page, complaints }) => {
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">red</p>'))
  await expect.poll(complaints).toContainEqual(expect.stringMatching(/^policy: style-src-attr inline/))
})

test('an error in the console is an error', async ({ page, complaints }) => {
  await page.evaluate(() => console.error('something is wrong'))
  await expect.poll(complaints).toContainEqual('console: something is wrong')
})

test('an error that nobody catches is an error', async ({ page, complaints }) => {
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody catches this')
    })
  })
  await expect.poll(complaints).toContainEqual(expect.stringMatching(/^uncaught: .*nobody catches this/))
})

test('a stranger is asked for something', async ({ page, complaints }) => {
  await page.evaluate(() => window.open('https://stranger.invalid/'))
  await expect.poll(complaints).toContainEqual('third party: https://stranger.invalid/')
})

test('a worker makes code from text, which only the server’s log tells', async ({ page, context, server, complaints }) => {
  const policy = (await fetch(server.address)).headers.get('content-security-policy') ?? ''
  await context.route('**/assets/evil.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', headers: { 'content-security-policy': policy }, body: 'eval("1")' }),
  )
  await untilInstalled(context)
  await page.evaluate(() => {
    new Worker('/assets/evil.js').addEventListener('error', (event) => event.preventDefault())
  })
  await expect.poll(complaints).toContainEqual(expect.stringMatching(/^Policy violation: .*evil\.js.*script-src/))
})
