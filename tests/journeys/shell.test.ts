import { problemsOf } from './axe.ts'
import { makeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { lookAround, searchFor, startWorkspace, toCompanies, toContacts, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const places = ['/companies', '/deals?as=board', '/products', '/insight', '/import', '/trash', '/settings', '/more', '/nowhere']

/** What a screen reader jumps between: rules that axe calls good practice rather than law. */
const landmarks = [
  'landmark-one-main',
  'landmark-no-duplicate-main',
  'landmark-no-duplicate-banner',
  'landmark-unique',
  'region',
  'skip-link',
]

for (const [device, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1280, height: 800 }],
] as const)
  test(`every screen on ${device} has one main part and a named way about`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await startWorkspace(page)
    await makeCompany(page, 'Siam Beans')
    for (const place of [new URL(page.url()).pathname, ...places]) {
      await page.goto(place)
      await expect(page.getByRole('navigation', { name: say('shell.nav.main') })).toBeVisible()
      await expect(page.getByRole('main').locator('h1, .empty').first()).toBeVisible()
      await expect(page.getByRole('main')).toHaveCount(1)
      if (device === 'a desk') await expect(page.getByRole('banner', { name: 'Copper Lane' })).toBeVisible()
      expect(await problemsOf(page, landmarks), place).toEqual([])
    }
  })

test('a place that is left before it has come is forgotten, and nobody is told of trouble', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await startWorkspace(page)
  await searchFor(page, 'Insight')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.evaluate(() => {
    document.querySelector('[role=option]')?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    document.querySelector<HTMLElement>('a[href="/trash"]')?.click()
  })
  await expect(page.getByRole('heading', { level: 1, name: say('shell.nav.trash') })).toBeVisible()
  await expect(page.getByText(say('shell.error.unexpected'))).toBeHidden()
})

test('whatever can be done is done by its name, from the keyboard alone', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await lookAround(page)
  await searchFor(page, 'dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await searchFor(page, 'new deal')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: say('shell.action.newDeal') })).toBeVisible()
  await page.keyboard.press('Escape')
  await searchFor(page, 'deals as a board')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/as=board/)
  await searchFor(page, 'trash')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: say('shell.nav.trash') })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true })

  test('everything is searched with one tap, from any screen, and one writes at once', async ({ page }) => {
    await lookAround(page)
    for (const place of ['/companies', '/deals?as=board', '/settings']) {
      await page.goto(place)
      await page.getByRole('button', { name: say('shell.searchAll') }).tap()
      await expect(page.getByRole('combobox', { name: say('shell.searchAll') })).toBeFocused()
    }
  })
})

test('a page that one goes to has its name as its title, and the focus at its heading', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await lookAround(page)
  for (const [place, heading] of [
    ['deals', say('entity.deal.many')],
    ['insight', say('insight.title')],
    ['trash', say('shell.nav.trash')],
    ['companies', say('entity.company.many')],
  ] as const) {
    await page.getByRole('navigation').locator(`a[href="/${place}"]`).click()
    await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeFocused()
    await expect(page).toHaveTitle(`${heading} · Satchel`)
  }
  // Beside its list a record leaves the hand where it is.
  await page.getByRole('row').nth(1).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(2)
  await expect(page).not.toHaveTitle(/^Companies/)
  await page.goBack()
  await expect(page).toHaveTitle('Companies · Satchel')
})

test('the browser is asked to keep what is here after the first record that is saved, and once', async ({ page }) => {
  await page.addInitScript(() => {
    const asked = navigator.storage.persist.bind(navigator.storage)
    navigator.storage.persist = () => {
      document.documentElement.dataset['asked'] = String(Number(document.documentElement.dataset['asked'] ?? 0) + 1)
      return asked()
    }
  })
  await startWorkspace(page)
  const root = page.locator('html')
  await expect(root).not.toHaveAttribute('data-asked')
  await makeCompany(page, 'Siam Beans')
  await expect(root).toHaveAttribute('data-asked', '1')
  await toCompanies(page)
  await makeCompany(page, 'Siam Tea')
  await expect(root).toHaveAttribute('data-asked', '1')
})

test('an import that runs shows its share wherever one is, and a tap leads back to it', async ({ page }) => {
  await startWorkspace(page)
  await page.goto('/import')
  const rows = Array.from({ length: 60_000 }, (_, at) => `Company ${at},code-${at}`)
  await page
    .getByLabel(say('import.choose'))
    .setInputFiles({ name: 'companies.csv', mimeType: 'text/csv', buffer: Buffer.from(`Name,Code\n${rows.join('\n')}`) })
  await page.getByRole('button', { name: say('import.preview') }).click()
  await page.locator('footer').getByRole('button').last().click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await toContacts(page)
  const mark = page.getByRole('link', { name: /^Importing: \d+%/ })
  await expect(mark).toBeVisible()
  await mark.click()
  await expect(page.getByRole('heading', { level: 1, name: say('import.title') })).toBeVisible()
  await toContacts(page)
  const ended = page.getByRole('link', { name: say('shell.import.ended') })
  await ended.click({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: say('import.again') })).toBeVisible()
  await toContacts(page)
  await expect(page.getByRole('heading', { level: 1, name: say('entity.contact.many') })).toBeVisible()
  await expect(ended).toBeHidden()
})
