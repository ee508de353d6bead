import type { Locator, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { said } from './steps.ts'
import { importTable, lookAround, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const count = (page: Page) => page.locator('h1 + p')
const bar = (page: Page) => page.getByRole('toolbar', { name: /selected/ })
const openSheet = async (page: Page): Promise<Locator> => {
  await bar(page)
    .getByRole('button', { name: say('bulk.edit') })
    .click()
  return page.getByRole('dialog')
}
/** Where the focus is on a row: whatever was saved, it comes back to the list. */
const selectAll = async (page: Page) => {
  await expect(page.getByRole('row').and(page.locator(':focus'))).toHaveCount(1)
  await page.keyboard.press('Control+a')
}
const field = (sheet: Locator) => sheet.getByRole('combobox', { name: say('shell.field') })
const save = (sheet: Locator) => sheet.getByRole('button', { name: /^(Save|Change \d)/ })

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('U7 of 200 companies those that are not yet hot become so in one step; U6 Ctrl+Z restores all', async ({ page }) => {
    await startWorkspace(page)
    const ratings = (at: number) => (at < 90 ? 'Warm' : 'Hot')
    const rows = Array.from({ length: 200 }, (_, at) => `Company ${at},${at < 162 ? ratings(at) : ''}`)
    await importTable(page, 'companies.csv', ['Company,Rating', ...rows].join('\n'))
    await page.goto('/companies')
    await expect(count(page)).toContainText('200 companies')
    await page.getByRole('row').nth(1).focus()
    await selectAll(page)
    const sheet = await openSheet(page)
    await expect(sheet).toContainText('Edit 200 companies')
    await expect(save(sheet)).toBeDisabled()
    await field(sheet).selectOption('Rating')
    await sheet.getByRole('combobox', { name: 'Rating' }).selectOption('Hot')
    await expect(sheet.getByRole('heading', { name: '128 of 200 change' })).toBeVisible()
    await expect(sheet.getByRole('listitem')).toHaveText([/Warm\s*90/, /Empty\s*38/])
    await isClean(page)
    await page.keyboard.press('Control+Enter')
    await expect(said(page, '128 records changed')).toBeVisible()
    await expect(sheet).toBeHidden()
    await expect(bar(page)).toBeHidden()

    await selectAll(page)
    const again = await openSheet(page)
    await field(again).selectOption('Rating')
    await again.getByRole('combobox', { name: 'Rating' }).selectOption('Hot')
    await expect(again).toContainText(say('bulk.all'))
    await expect(save(again)).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(again).toBeHidden()
    await expect(bar(page)).toContainText('200 selected')
    await page.keyboard.press('Control+z')
    await expect(said(page, say('shell.toast.undone'))).toBeVisible()
    const restored = await openSheet(page)
    await field(restored).selectOption('Rating')
    await restored.getByRole('radio', { name: say('bulk.how.empty') }).check()
    await expect(restored.getByRole('heading', { name: '162 of 200 change' })).toBeVisible()
    await expect(restored.getByRole('listitem')).toHaveText([/Warm\s*90/, /Hot\s*72/])
  })

  test('U7 what must be filled in cannot be emptied, the field itself says so; another owner takes all orders', async ({ page }) => {
    await lookAround(page)
    await page.goto('/orders')
    await page.getByRole('row').nth(1).focus()
    await selectAll(page)
    const sheet = await openSheet(page)
    await field(sheet).selectOption('Status')
    await expect(sheet.getByRole('radio', { name: say('bulk.how.empty') })).toHaveCount(0)
    await save(sheet).click()
    await expect(sheet.getByRole('combobox', { name: 'Status' })).toHaveAccessibleDescription(say('shell.invalid.required'))
    await expect(sheet.getByRole('combobox', { name: 'Status' })).toBeFocused()

    await field(sheet).selectOption('Owner')
    await sheet.getByRole('combobox', { name: 'Owner' }).click()
    await page.getByRole('option').last().click()
    await expect(save(sheet)).toHaveText(/Change [\d,]+ records/)
    const changes = (await save(sheet).textContent())?.match(/[\d,]+/)?.[0] ?? ''
    await save(sheet).click()
    await expect(said(page, `${changes} records changed`)).toBeVisible()
    await expect(sheet).toBeHidden()
  })
})

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true })

  /** Rests a finger on a row: from there on a tap chooses. */
  const choose = async (page: Page, at: number) => {
    const row = page.getByRole('row').nth(at)
    await row.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 100, clientY: 300 })
    await expect(bar(page)).toBeVisible()
    await row.dispatchEvent('pointerup', { pointerType: 'touch' })
  }

  test('U7 words are added to a few chosen people, and Undo is under the thumb', async ({ page }) => {
    await lookAround(page)
    await page.goto('/contacts')
    await choose(page, 1)
    await page.getByRole('row').nth(2).tap()
    await expect(bar(page)).toContainText('2 selected')
    const sheet = await openSheet(page)
    await field(sheet).selectOption('Interests')
    await expect(sheet.getByRole('radio')).toHaveCount(4)
    await sheet.getByRole('textbox', { name: 'Interests' }).fill('tea tasting')
    await page.keyboard.press('Enter')
    await expect(sheet.getByRole('heading', { name: '2 of 2 change' })).toBeVisible()
    await expect(sheet).toContainText('tea tasting added')
    await isClean(page)
    await save(sheet).tap()
    await expect(said(page, '2 records changed')).toBeVisible()
    await page.getByRole('button', { name: say('shell.undo') }).tap()
    await expect(said(page, say('shell.toast.undone'))).toBeVisible()
  })
})
