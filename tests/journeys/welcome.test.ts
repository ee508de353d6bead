import { locales, nameByLocale } from '../../src/i18n/locales.ts'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('L14 from the first visit to a working sample takes under five seconds and no sign-up', async ({ page }) => {
  const start = performance.now()
  await page.goto('/')
  await page.getByRole('button', { name: say('welcome.lookAround') }).click()
  await expect(
    page
      .getByRole('region', { name: say('today.late') })
      .getByRole('listitem')
      .first(),
  ).toBeVisible()
  expect(performance.now() - start).toBeLessThan(5_000)
  await toCompanies(page)
  await expect(page.getByText(/^40 companies/)).toBeVisible()
})

test('U38 the first page speaks five languages, each found by its own name, and runs over nowhere at 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto('/')
  for (const locale of locales) {
    await page.getByRole('radio', { name: nameByLocale[locale] }).check()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(wordsOf(locale)('welcome.tagline'))
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await isClean(page)
  }
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(wordsOf('th')('welcome.tagline'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await isClean(page)
})

test('a workspace of one’s own begins with two names, in the country that one chooses', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: say('welcome.start') }).click()
  await expect(page.getByText(say('shell.invalid.required'))).toHaveCount(2)
  await expect(page.getByLabel(say('welcome.workspaceName'))).toBeFocused()

  await page.getByLabel(say('welcome.workspaceName')).fill('Copper Lane')
  await page.getByLabel(say('welcome.yourName')).fill('Ann Lee')
  await page.getByRole('button', { name: say('welcome.change') }).click()
  await page.getByLabel(say('welcome.country')).selectOption('TH')
  await expect(page.getByLabel(say('welcome.currency'))).toHaveValue('THB')
  await page.getByLabel(say('welcome.timeZone')).selectOption('Asia/Bangkok')
  await page.getByRole('button', { name: say('welcome.start') }).click()
  await expect(page.getByText(say('today.start'))).toBeVisible()

  await page.goto('/settings')
  await expect(page.getByLabel(say('settings.country'))).toHaveValue('TH')
  await expect(page.getByLabel(say('settings.timeZone'))).toHaveValue('Asia/Bangkok')
  await expect(page.getByText('(THB)')).toBeVisible()
})

test('a device that is full is told so in a sentence, and can begin once there is room', async ({ page, context }) => {
  await page.goto('/')
  const devtools = await context.newCDPSession(page)
  const origin = new URL(page.url()).origin
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 })
  await page.getByRole('button', { name: say('welcome.lookAround') }).click()
  await expect(page.getByRole('alert')).toHaveText(say('welcome.diskFull'), { timeout: 20_000 })
  await devtools.send('Storage.overrideQuotaForOrigin', { origin })
  await page.getByRole('button', { name: say('welcome.lookAround') }).click()
  await expect(page.getByText(say('shell.sample.note'))).toBeVisible({ timeout: 20_000 })
})
