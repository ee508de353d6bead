import { expect, test, untilInstalled } from './test.ts'
import { lookAround, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const leadNowhere = [
  '/deals/deal_notanid',
  '/deals/deal_01m81xf8zrfcebg0j8n5ahxx10',
  '/companies/deal_01m81xf8zrfcebg0j8n5ahxx10',
  '/companies/constructor',
  '/companies/%E0%A4%A',
  '/companies/a/b/c',
  '/nowhere',
  '/__proto__',
  '/%3Cimg%20src=x%20onerror=alert(1)%3E',
]

test('an address that leads nowhere says so in one sentence, with a way on', async ({ page, context }) => {
  await startWorkspace(page)
  // The server itself refuses letters that are no UTF-8.
  await untilInstalled(context)
  for (const place of leadNowhere) {
    await page.goto(place)
    await expect(page.getByText(say('shell.error.notFound')), place).toBeVisible()
    await expect(page.getByRole('navigation', { name: say('shell.nav.main') }), place).toBeVisible()
  }
})

const unreadableViews = [
  'garbage',
  '%7B%22filter%22:%7B%22column%22:%22__proto__%22,%22op%22:%22is%22,%22value%22:1%7D%7D',
  '%F0%9F'.repeat(1_600),
  'x'.repeat(10_000),
  'a&v=b',
]

test('a list whose address holds nonsense is the whole list', async ({ page }) => {
  await startWorkspace(page)
  for (const view of unreadableViews)
    for (const list of ['/companies?v=', '/deals?as=board&v=']) {
      await page.goto(`${list}${view}`)
      await expect(page.getByRole('heading', { level: 1 }), `${list}${view.slice(0, 40)}`).toBeVisible()
      await expect(page.getByRole('region', { name: say('shell.tellUs') }).getByRole('paragraph')).toHaveCount(0)
    }
})

test('L15 no screen of a workspace full of customers asks a stranger for anything', async ({ page, complaints }) => {
  const asked = new Set<string>()
  page.context().on('request', (request) => asked.add(new URL(request.url()).host))
  await lookAround(page)
  for (const place of [
    '/companies',
    '/contacts',
    '/deals',
    '/deals?as=board',
    '/orders',
    '/products',
    '/insight',
    '/import',
    '/trash',
    '/settings',
  ]) {
    await page.goto(place)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.goto('/companies')
  await page.getByRole('grid').getByRole('row').first().click()
  await expect(page.getByRole('region', { name: 'Details' })).toBeVisible()
  expect([...asked]).toEqual([new URL(page.url()).host])
  expect(complaints()).toEqual([])
})
