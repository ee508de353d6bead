import type { Page } from '@playwright/test'
import { companies, history, makeCompany, rename, said } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')
/** A worker that no longer answers is given up after two silences of 2.5 s. */
const NOTICED = { timeout: 20_000 }

/** As a phone does to what it no longer wants to run. */
const killEngine = async (page: Page): Promise<void> => {
  await page
    .workers()
    .at(-1)
    ?.evaluate(() => self.close())
}
const problems = (page: Page) => said(page, new RegExp(`${say('shell.error.unexpected')}|${say('shell.error.engineDied')}`))

test('an engine that dies while somebody edits is replaced without a word: the edit is saved, and the list goes on', async ({ page }) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await killEngine(page)
  await rename(page, 'Siam Tea')
  await expect(said(page, 'Name changed')).toBeVisible(NOTICED)
  await expect(history(page)).toHaveCount(1)
  await expect(problems(page)).toBeHidden()

  await toCompanies(page)
  await expect(companies(page)).toHaveText([/Siam Tea/])
  await makeCompany(page, 'Lampang Bowls')
  await page.goBack()
  await expect(companies(page)).toHaveText([/Lampang Bowls/, /Siam Tea/])
})

test('an engine that dies twice in a minute is said to have stopped, with a way to reload, and nothing is lost', async ({ page }) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await killEngine(page)
  await rename(page, 'Siam Tea')
  await expect(said(page, 'Name changed')).toBeVisible(NOTICED)
  await killEngine(page)
  await rename(page, 'Siam Coffee')
  await expect(said(page, say('shell.error.engineDied'))).toBeVisible(NOTICED)
  await page
    .getByRole('region', { name: say('shell.tellUs') })
    .getByRole('button', { name: say('shell.reload') })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Coffee' })).toBeVisible()
  await expect(history(page)).toHaveCount(2)
})

test('an import whose engine dies in its middle is done once', async ({ page }) => {
  const rows = Array.from({ length: 6_000 }, (_, i) => `Company ${String(i).padStart(4, '0')},Lampang`)
  await startWorkspace(page)
  await page.goto('/import')
  const file = { name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(['Company,City', ...rows].join('\n')) }
  await page.getByLabel(say('import.choose')).setInputFiles(file)
  await page.getByRole('button', { name: say('import.preview') }).click()
  await page.getByRole('button', { name: /^Import / }).click()
  await expect(page.getByText(say('import.running'))).toBeVisible()
  await killEngine(page)
  await expect(page.getByRole('button', { name: say('import.again') })).toBeVisible({ timeout: 40_000 })
  await page.goto('/companies')
  await expect(page.getByText(/6,000 companies/)).toBeVisible()
})
