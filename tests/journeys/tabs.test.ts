import type { Page } from '@playwright/test'
import { history, makeCompany, nameIn, rename, said, send, writeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const type = (page: Page) => page.getByRole('combobox', { name: 'Type' })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** The page of one company in two tabs of the same browser. */
const inTwoTabs = async (page: Page, name: string): Promise<Page> => {
  await startWorkspace(page)
  await makeCompany(page, name)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(heading(other, name)).toBeVisible()
  return other
}

test('two tabs that edit one record both show both edits', async ({ page }) => {
  const other = await inTwoTabs(page, 'Siam Beans')
  await rename(page, 'Siam Tea')
  await type(other).selectOption('customer')
  for (const tab of [page, other]) {
    await expect(heading(tab, 'Siam Tea')).toBeVisible()
    await expect(type(tab)).toHaveValue('customer')
    await expect(history(tab)).toHaveCount(2)
  }
})

test('of two tabs that edit the same field the later wins, the other is in the history, and what is being written stays', async ({
  page,
}) => {
  const other = await inTwoTabs(page, 'Siam Beans')
  await nameIn(other).fill('Siam Coffee')
  await rename(page, 'Siam Tea')
  await expect(heading(other, 'Siam Tea')).toBeVisible()
  await expect(nameIn(other)).toHaveValue('Siam Coffee')
  await nameIn(other).press('Enter')
  for (const tab of [page, other]) {
    await expect(heading(tab, 'Siam Coffee')).toBeVisible()
    await expect(history(tab).first()).toContainText(/Siam Tea.*Siam Coffee/)
    await expect(history(tab).nth(1)).toContainText(/Siam Beans.*Siam Tea/)
  }
})

test('two tabs that save the same field in one moment end up alike, and neither value is lost', async ({ page }) => {
  const other = await inTwoTabs(page, 'Siam Beans')
  await nameIn(page).fill('Siam Tea')
  await nameIn(other).fill('Siam Coffee')
  await Promise.all([nameIn(page).press('Enter'), nameIn(other).press('Enter')])
  await expect(history(page)).toHaveCount(2)
  await expect(history(other)).toHaveCount(2)
  const names = await Promise.all([page, other].map((tab) => heading(tab, /^Siam/).textContent()))
  expect(names[0]).toBe(names[1])
  await expect(history(page).filter({ hasText: 'Siam Tea' }).first()).toBeVisible()
  await expect(history(page).filter({ hasText: 'Siam Coffee' }).first()).toBeVisible()
})

test('a tab whose data went to a newer app says so at every press, and the app of before says so when it starts', async ({
  page,
  context,
}) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await writeCompany(page, 'Half a na')
  const newer = await context.newPage()
  await newer.route('**/favicon.ico', (route) => route.fulfill({ status: 204 })) // asked for beside whatever is no page of ours
  await newer.goto('/favicon.svg')
  await newer.evaluate(raiseVersions)
  await expect(said(page, say('shell.error.oldTab'))).toBeVisible()
  // A press outside would not reach it: the form makes all else inert.
  await page
    .getByRole('region', { name: say('shell.tellUs') })
    .getByRole('button', { name: say('shell.close') })
    .last()
    .click()
  await expect(said(page, say('shell.error.oldTab'))).toBeHidden()

  await send(page.getByRole('dialog'))
  await expect(said(page, say('shell.error.oldTab'))).toBeVisible()
  await expect(nameIn(page.getByRole('dialog'))).toHaveValue('Half a na')
  await expect(said(page, say('shell.error.unexpected'))).toBeHidden()

  await page.reload()
  await expect(page.getByRole('alert')).toContainText(say('shell.error.newer'))
  await expect(page.getByRole('button', { name: say('shell.reload') })).toBeVisible()
})

/** Runs in the page: what a newer app does to the databases when it starts. */
const raiseVersions = async (): Promise<void> => {
  for (const { name = '', version = 0 } of await indexedDB.databases())
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(name, version + 10)
      opening.onsuccess = () => {
        opening.result.close()
        resolve()
      }
      opening.onerror = () => reject(new Error(String(opening.error)))
    })
}
