import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale } from '../../src/i18n/locales.ts'
import type { MessageKey } from '../../src/i18n/messages.ts'
import { expect } from './test.ts'
import type { Page } from '@playwright/test'

const folder = join(import.meta.dirname, '../../src/i18n/messages')

/** All messages of a language, by key. */
const textsIn = (locale: Locale): Readonly<Record<string, string>> => {
  const files = readdirSync(join(folder, locale)).map((file) => readFileSync(join(folder, locale, file), 'utf8'))
  return Object.assign({}, ...files.map((text) => JSON.parse(text) as object)) as Record<string, string> // keys to texts, as a test of theirs holds
}
export const english = textsIn('en')

/** The app's own words: a journey presses what a person of that language reads. Only for messages without values. */
export const wordsOf = (locale: Locale): ((key: MessageKey) => string) => {
  const texts = textsIn(locale)
  return (key) => texts[key] ?? key
}

const say = wordsOf('en')

/** To the companies, wherever one is: by the rail of a desk, or the bar of a phone. */
export const toCompanies = async (page: Page, words = say): Promise<void> => {
  await page
    .getByRole('navigation', { name: words('shell.nav.main') })
    .locator('a[href="/companies"]')
    .click()
  await expect(page.getByRole('heading', { level: 1, name: words('entity.company.many') })).toBeVisible()
}

/** To the people, whom a phone keeps behind the companies. */
export const toContacts = async (page: Page, words = say): Promise<void> => {
  const inRail = page.getByRole('navigation', { name: words('shell.nav.main') }).locator('a[href="/contacts"]')
  if (await inRail.isVisible()) await inRail.click()
  else {
    await toCompanies(page, words)
    await page.getByRole('radio', { name: words('entity.contact.many') }).check({ force: true })
  }
  await expect(page.getByRole('heading', { level: 1, name: words('entity.contact.many') })).toBeVisible()
}

/** A new workspace of one's own, open at its first list. */
export const startWorkspace = async (page: Page, words = say, address = '/'): Promise<void> => {
  await page.goto(address)
  await page.getByLabel(words('welcome.workspaceName')).fill('Copper Lane')
  await page.getByLabel(words('welcome.yourName')).fill('Ann Lee')
  await page.getByRole('button', { name: words('welcome.start') }).click()
  await expect(page.getByRole('heading', { level: 1, name: words('shell.nav.today') })).toBeVisible()
  await toCompanies(page, words)
}

/** The sample workspace, open at its first list. */
export const lookAround = async (page: Page, words = say): Promise<void> => {
  await page.goto('/')
  await page.getByRole('button', { name: words('welcome.lookAround') }).click()
  await expect(page.getByRole('heading', { level: 1, name: words('shell.nav.today') })).toBeVisible({ timeout: 20_000 })
  await toCompanies(page, words)
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 20_000 })
}

/** Brings a table in through the wizard, as its proposals stand. */
export const importTable = async (page: Page, name: string, text: string): Promise<void> => {
  await page.goto('/import')
  await page.getByLabel(say('import.choose')).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: say('import.preview') }).click()
  await page.getByRole('contentinfo').or(page.locator('footer')).getByRole('button').last().click()
  await expect(page.getByRole('button', { name: say('import.again') })).toBeVisible({ timeout: 60_000 })
}

/** Opens the box that searches everything, and types. */
export const searchFor = async (page: Page, text: string): Promise<void> => {
  const box = page.getByRole('combobox', { name: say('shell.searchAll') })
  if (!(await box.isVisible())) await page.keyboard.press('Control+k')
  await box.fill(text)
}
