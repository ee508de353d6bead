import type { Browser, BrowserContext, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, reportProblems } from './test.ts'
import { toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const phone = { viewport: { width: 390, height: 844 }, locale: 'en-US', timezoneId: 'America/St_Johns' }

/** A second phone: a browser profile of its own. */
export const anotherPhone = async (browser: Browser, address: string, problems: string[]): Promise<BrowserContext> => {
  const context = await browser.newContext({ ...phone, baseURL: address })
  await reportProblems(context, address, (problem) => problems.push(problem))
  return context
}

/** The link that the sheet shows. */
export const inviteLink = async (page: Page, button: 'people.invite' | 'people.addDevice'): Promise<string> => {
  await page.goto('/people')
  await page.getByRole('button', { name: say(button) }).click()
  if (button === 'people.invite') await page.getByRole('button', { name: say('people.makeLink') }).click()
  await expect(page.getByRole('img', { name: say('people.qr') })).toBeVisible({ timeout: 20_000 })
  await isClean(page)
  const link = await page.getByLabel(say('people.link'), { exact: true }).inputValue()
  await page.keyboard.press('Escape')
  return link
}

export const joinAs = async (page: Page, link: string, name: string): Promise<void> => {
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: say('join.title.member') })).toBeVisible()
  expect(page.url()).not.toContain('join=')
  await expect(page.getByRole('button', { name: say('join.join') })).toBeVisible()
  await isClean(page)
  await page.getByLabel(say('welcome.yourName')).fill(name)
  await page.getByRole('button', { name: say('join.join') }).click()
  await expect(page.getByRole('heading', { level: 1, name: say('shell.nav.today') })).toBeVisible({ timeout: 20_000 })
  await toCompanies(page)
}
