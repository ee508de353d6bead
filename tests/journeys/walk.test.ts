import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, searchFor, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const thai = wordsOf('th')

const desk = { width: 1280, height: 800 }
const heading = (page: Page) => page.getByRole('article').getByRole('heading', { level: 1 })
const row = (page: Page, at: number) => page.getByRole('grid').locator(`[data-index="${at}"]`)
const place = (page: Page) => page.getByRole('group', { name: say('walk.title') })
const options = (page: Page) => page.getByRole('dialog').getByRole('option')
/** The key as it stands on the keyboard, with the letter that the layout gives it. */
const press = (page: Page, key: string, code: string) =>
  page.evaluate((held) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...held, bubbles: true, cancelable: true })), {
    key,
    code,
  })

test('U50 J and K go through a filtered list in its own order, in a Thai layout too, and Back leads to the list as it was', async ({
  page,
}) => {
  await page.setViewportSize(desk)
  await lookAround(page)
  await page.goto('/deals?v=deal~s*-amount')
  await row(page, 0).click()
  await expect(place(page)).toContainText(/^1 of \d+/)
  const listed = await Promise.all([0, 1, 2, 3].map((at) => row(page, at).innerText()))
  const seen = [await heading(page).innerText()]
  for (const [key, code] of [
    ['j', 'KeyJ'],
    ['่', 'KeyJ'],
    ['ㅓ', 'KeyJ'],
  ] as const) {
    await press(page, key, code)
    await expect(place(page)).toContainText(new RegExp(`^${seen.length + 1} of`))
    await expect(heading(page)).not.toHaveText(seen.at(-1) ?? '')
    seen.push(await heading(page).innerText())
  }
  for (const [at, name] of seen.entries()) expect(listed[at]).toContain(name)
  await expect(page.getByRole('status').filter({ hasText: /^4 of \d+$/ })).toHaveCount(1)

  await place(page)
    .getByRole('button', { name: say('walk.previous') })
    .click()
  await expect(heading(page)).toHaveText(seen[2] ?? '')
  await expect(place(page).getByRole('button', { name: say('walk.previous') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText(seen[1] ?? '')
  await page.goBack()
  await expect(page).toHaveURL(/\/deals\?v=deal~s\*-amount$/)
})

test('U50 on a phone two buttons in the head of the record lead through the list', async ({ page }) => {
  await lookAround(page)
  await page.goto('/contacts')
  await row(page, 0).click()
  const first = await heading(page).innerText()
  const next = place(page).getByRole('button', { name: say('walk.next') })
  const box = await next.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await next.click()
  await expect(place(page)).toContainText(/^2 of/)
  await expect(heading(page)).not.toHaveText(first)
  await expect(heading(page)).toBeFocused()
  await isClean(page)
})

test('U51 the clipboard holds what a field shows, without blanks around it', async ({ page, context, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize(desk)
  await startWorkspace(page)
  await page.goto('/companies')
  await page
    .getByRole('button', { name: say('shell.action.newCompany') })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('  Siam Beans ')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Create/ })
    .click()
  await expect(heading(page)).toHaveText('Siam Beans')
  await page.getByRole('button', { name: say('shell.moreFields') }).click()
  const fill = async (name: string, text: string) => {
    await page.getByLabel(name, { exact: true }).fill(text)
    await page.getByLabel(name, { exact: true }).press('Tab')
  }
  await fill('Tax number', ' 0105536112014 ')
  await page.getByRole('button', { name: 'Edit Phones' }).click()
  await page.getByRole('button', { name: 'Add phone' }).click()
  await page.keyboard.type('+66812345678')
  await page.getByRole('button', { name: say('shell.done') }).click()
  for (const [name, text] of [
    ['Tax number', '0105536112014'],
    ['Name', 'Siam Beans'],
    [/^Copy \+66/, null],
  ] as const) {
    const button = page.getByRole('button', typeof name === 'string' ? { name: `Copy ${name}`, exact: true } : { name })
    await button.click()
    await expect(page.getByText(say('shell.copied')).last()).toBeVisible()
    const shown = text ?? (await page.locator('a[href="tel:+66812345678"]').last().innerText())
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown)
  }
})

test('U8 every place and command is found by its words in Thai or in English, a language by its own name, all shortcuts by ?', async ({
  page,
}) => {
  await page.setViewportSize(desk)
  await lookAround(page)
  await page.goto('/contacts')
  await row(page, 0).click()
  await expect(place(page)).toBeVisible()
  await searchFor(page, 'ไทย')
  await options(page).filter({ hasText: 'ไทย' }).click()
  await expect(page.getByRole('button', { name: thai('shell.search') })).toBeVisible()

  const found = async (text: string, name: string) => {
    const box = page.getByRole('dialog').getByRole('combobox')
    if (!(await box.isVisible())) await page.keyboard.press('Control+k')
    await box.fill(text)
    await expect(options(page).filter({ hasText: name }).first(), text).toBeVisible()
  }
  for (const [text, key] of [
    ['new order', 'shell.action.newOrder'],
    ['settings', 'shell.nav.settings'],
    ['board', 'shell.command.board'],
    ['undo', 'shell.undo'],
    ['delete', 'shell.delete'],
    ['print', 'shell.print'],
    ['note', 'shell.note'],
    ['favourites', 'favourite.add'],
    ['shortcuts', 'keys.title'],
    [thai('walk.next'), 'walk.next'],
    [thai('shell.delete'), 'shell.delete'],
  ] as const)
    await found(text, thai(key))
  await found('dark', thai('shell.theme.dark'))
  for (const [text, name] of [
    ['korean', '한국어'],
    ['한국어', '한국어'],
    ['traditional', '繁體中文'],
    ['language english', 'English'],
  ] as const)
    await found(text, name)
  await options(page).filter({ hasText: 'English' }).first().click()
  await expect(page.getByRole('button', { name: say('shell.search') })).toBeVisible()

  await row(page, 0).focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: say('keys.title') })).toBeVisible()
  await isClean(page)
})

test('U10 before anything is typed the search shows favourites, then what was opened last; to have looked is no step of undo', async ({
  page,
}) => {
  await page.setViewportSize(desk)
  await lookAround(page)
  await page.goto('/companies')
  const names: string[] = []
  for (const at of [0, 1, 2]) {
    await row(page, at).click()
    await expect(place(page)).toContainText(new RegExp(`^${at + 1} of`))
    await page.waitForTimeout(1_300) // whoever passes by at once has not looked
    names.push(await heading(page).innerText())
  }
  await page.getByRole('button', { name: say('favourite.add') }).click()
  await expect(page.getByRole('button', { name: say('favourite.remove') })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: say('favourite.remove') })).toBeVisible()
  await page.keyboard.press('Control+k')
  const group = (name: string) => page.getByRole('dialog').getByRole('group', { name })
  await expect(group(say('favourite.title')).getByRole('option')).toContainText([names[2] ?? ''])
  await expect(group(say('recent.title')).getByRole('option')).toContainText([names[1] ?? '', names[0] ?? ''])
  await isClean(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: say('favourite.remove') })).toBeVisible()
})
