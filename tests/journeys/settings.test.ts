import type { Page } from '@playwright/test'
import { locales } from '../../src/i18n/locales.ts'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, startWorkspace, toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const toSettings = async (page: Page) => {
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1, name: say('settings.title') })).toBeVisible()
}

/** Waits for the word of one write and closes it, so that the next write is told by its own. */
const isSaved = async (page: Page) => {
  const toast = page.getByRole('status').filter({ hasText: say('shell.toast.saved') })
  await expect(toast).toBeVisible()
  await toast.getByRole('button', { name: say('shell.close') }).click()
  await expect(toast).toBeHidden()
}

test('U37 theme, density and text size change at once and are there after a reload', async ({ page }) => {
  await startWorkspace(page)
  await toSettings(page)
  const root = page.locator('html')
  await page.getByRole('radio', { name: say('shell.theme.dark') }).check()
  await page.getByRole('radio', { name: say('settings.density.compact') }).check()
  await page.getByRole('radio', { name: say('settings.textSize.larger') }).check()
  for (const reload of [false, true]) {
    if (reload) await page.reload()
    await expect(root).toHaveAttribute('data-theme', 'dark')
    await expect(root).toHaveAttribute('data-density', 'compact')
    await expect(root).toHaveAttribute('data-text-size', 'larger')
    await expect(root).toHaveCSS('font-size', '21px')
  }
  await isClean(page)
})

test('U38 the language changes without a reload, years are the Buddhist Era’s where one wants them, and nothing runs over', async ({
  page,
}) => {
  await lookAround(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await toSettings(page)
  await page.getByLabel(say('settings.calendar')).selectOption('buddhist')
  await page.reload()
  await expect(page.getByLabel(say('settings.calendar'))).toHaveValue('buddhist')
  for (const locale of locales.toReversed()) {
    const select = page.locator('main select').first()
    await select.selectOption(locale)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(wordsOf(locale)('settings.title'))
    await isClean(page)
  }
})

test('a workspace’s name and zone are kept; its details can be copied, and name no customer', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await startWorkspace(page)
  await toSettings(page)
  await page.getByLabel(say('settings.name'), { exact: true }).fill('Copper & Sons')
  await page.keyboard.press('Enter')
  await isSaved(page)
  await page.getByLabel(say('settings.timeZone')).selectOption('Asia/Seoul')
  await isSaved(page)
  await page.reload()
  await expect(page.getByLabel(say('settings.timeZone'))).toHaveValue('Asia/Seoul')
  await expect(page.getByLabel(say('settings.name'), { exact: true })).toHaveValue('Copper & Sons')
  await page.getByRole('button', { name: say('shell.copyDetails') }).click()
  await expect(page.getByText(say('settings.help.copied'))).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('"journal"')
  const version = (await page.locator('meta[name=version]').getAttribute('content')) ?? 'no version'
  expect(version).toMatch(/^\d+\.\d+\.\d+ \([0-9a-f]{8}\)$/)
  expect(copied).toContain(version)
  await expect(page.getByText(version)).toBeVisible()
  expect(copied).not.toContain('Copper')
})

test('a workspace goes from the device in two steps, and never in one', async ({ page }) => {
  await startWorkspace(page)
  await toSettings(page)
  await page.getByRole('button', { name: say('settings.delete'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('shell.cancel') })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: say('settings.delete'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('settings.delete.yes') })
    .click()
  await expect(page.getByRole('button', { name: say('welcome.lookAround') })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: say('welcome.lookAround') })).toBeVisible()
})

test('a second workspace stands beside the first, and one switches between them', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await startWorkspace(page)
  await toSettings(page)
  await page.getByRole('button', { name: say('settings.workspaces.new') }).click()
  await page.getByRole('button', { name: say('welcome.lookAround') }).click()
  await expect(page.getByText(say('shell.sample.note'))).toBeVisible({ timeout: 20_000 })
  await toCompanies(page)
  await expect(page.getByText(/^40 companies/)).toBeVisible({ timeout: 20_000 })
  await toSettings(page)
  await page.getByRole('button', { name: /^Workspace / }).click()
  await expect(page.getByText('Copper Lane').first()).toBeVisible()
  await toSettings(page)
  await page
    .getByRole('button', { name: say('settings.workspaces.sample'), exact: false })
    .first()
    .click()
  await expect(page.getByText(say('shell.sample.note'))).toBeVisible()
})
