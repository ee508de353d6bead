import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { anotherPhone, inviteLink, joinAs } from './phones.ts'
import { makeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { lookAround, startWorkspace, toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

/** A record with all of its fields unfolded. */
const openRecord = async (page: Page, record: string) => {
  await page.goto(record)
  await page.getByRole('button', { name: say('shell.moreFields') }).click()
}

const mark = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}`) })

test('two people share a workspace; what both change without a network is on both sides once they are back', async ({
  page,
  context,
  browser,
  server,
}) => {
  test.setTimeout(120_000)
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  const record = new URL(page.url()).pathname
  const link = await inviteLink(page, 'people.invite')
  await expect(page.getByText(say('people.forRole.member'))).toBeVisible()

  const problems: string[] = []
  const other = await anotherPhone(browser, server.address, problems)
  const bea = await other.newPage()
  await joinAs(bea, link, 'Bea Park')
  await expect(bea.getByRole('row', { name: /Siam Beans/ })).toBeVisible()

  await expect(page.getByRole('heading', { level: 2, name: 'Bea Park' })).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText(say('people.forRole.member'))).toBeHidden()
  await isClean(page)

  // The same page on both: what one writes, the other sees.
  await openRecord(page, record)
  await openRecord(bea, record)
  await field(page, 'Industry').fill('Coffee')
  await field(page, 'Industry').press('Enter')
  await expect(field(bea, 'Industry')).toHaveValue('Coffee', { timeout: 10_000 })
  // That it was looked at is noted after a second, once a minute, and goes out as well: before the network does.
  await page.waitForTimeout(1_300)
  await page.getByRole('link', { name: say('shell.nav.more') }).click()
  await expect(mark(page, say('shell.sync.synced'))).toBeVisible({ timeout: 20_000 })
  await openRecord(page, record)

  await context.setOffline(true)
  await other.setOffline(true)
  await field(page, 'Industry').fill('Tea')
  await field(page, 'Industry').press('Enter')
  await field(page, 'Name').fill('Siam Leaves')
  await field(page, 'Name').press('Enter')
  await field(bea, 'Website').fill('https://beans.example')
  await field(bea, 'Website').press('Enter')
  await page.getByRole('link', { name: say('shell.nav.more') }).click()
  await expect(mark(page, 'Offline · 2 waiting')).toBeVisible()
  await context.setOffline(false)
  await other.setOffline(false)
  await expect(mark(page, say('shell.sync.synced'))).toBeVisible({ timeout: 20_000 })
  await openRecord(page, record)
  await expect(field(page, 'Website')).toHaveValue('https://beans.example', { timeout: 20_000 })
  await expect(field(bea, 'Industry')).toHaveValue('Tea', { timeout: 20_000 })
  await expect(field(bea, 'Name')).toHaveValue('Siam Leaves')

  await page.goto('/more')
  await mark(page, say('shell.sync.synced')).click()
  await expect(page.getByRole('dialog').getByText(say('sync.synced'))).toBeVisible()
  await isClean(page)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('notShared.title') })
    .click()
  await expect(page.getByText(say('notShared.empty'))).toBeVisible()
  await isClean(page)
  await other.close()
  expect(problems).toEqual([])
})

test('a second device joins without a name, gets one, and is refused once it is removed', async ({ page, browser, server }) => {
  test.setTimeout(120_000)
  await startWorkspace(page)
  const link = await inviteLink(page, 'people.addDevice')
  const problems: string[] = []
  const context = await anotherPhone(browser, server.address, problems)
  const tablet = await context.newPage()
  await tablet.goto('/')
  await tablet.getByRole('button', { name: say('welcome.join') }).click()
  await tablet.getByLabel(say('join.paste.link')).fill(`Here it is: ${link}.`)
  await tablet.getByRole('button', { name: say('join.paste.go') }).click()
  await expect(tablet.getByRole('heading', { level: 1, name: say('join.title.device') })).toBeVisible()
  await isClean(tablet)
  await tablet.getByRole('button', { name: say('join.addDevice') }).click()
  await expect(tablet.getByRole('heading', { level: 1, name: say('shell.nav.today') })).toBeVisible({ timeout: 20_000 })
  await toCompanies(tablet)

  const name = page.getByRole('textbox', { name: say('people.device'), exact: true })
  await expect(name).toHaveValue(/Chrome/, { timeout: 10_000 })
  await name.fill('Kitchen tablet')
  await name.press('Enter')
  await page.getByRole('button', { name: 'Remove Kitchen tablet' }).click()
  await expect(page.getByRole('dialog').getByText(say('people.remove.note'))).toBeVisible()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('people.remove'), exact: true })
    .click()
  await expect(page.getByText('1 removed device')).toBeVisible()

  await mark(tablet, say('shell.sync.stopped')).click({ timeout: 20_000 })
  await expect(tablet.getByText(say('sync.stopped.revoked'))).toBeVisible()
  await tablet.keyboard.press('Escape')
  await makeCompany(tablet, 'Only here')
  await tablet.goto('/not-shared')
  await expect(tablet.getByText('Only here')).toBeVisible()
  await expect(tablet.getByText(say('notShared.why.removed'))).toBeVisible()
  await isClean(tablet)
  const download = tablet.waitForEvent('download')
  await tablet.getByRole('button', { name: `${say('notShared.copy')}: Only here` }).click()
  expect((await download).suggestedFilename()).toMatch(/^company_.*\.json$/)
  await tablet.getByRole('button', { name: `${say('notShared.discard')}: Only here` }).click()
  await tablet
    .getByRole('dialog')
    .getByRole('button', { name: say('notShared.discard'), exact: true })
    .click()
  await expect(tablet.getByText(say('notShared.empty'))).toBeVisible()
  await context.close()
  expect(problems).toEqual([])
})

test('a link that was used, cut, or is none is answered by one sentence, and one that is held opens', async ({ page, browser, server }) => {
  await startWorkspace(page)
  const link = await inviteLink(page, 'people.invite')
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash)
  await expect(page.getByText(say('join.held'))).toBeVisible()
  await page.getByRole('button', { name: say('shell.open'), exact: true }).click()
  await expect(page.getByRole('navigation', { name: say('shell.nav.main') })).toBeVisible()

  await page.getByRole('button', { name: `${say('people.withdraw')}: ${say('people.forRole.member')}` }).click()
  await expect(page.getByText(say('people.toast.revoked'))).toBeVisible()
  const context = await anotherPhone(browser, server.address, [])
  const stranger = await context.newPage()
  await stranger.goto(link)
  await expect(stranger.getByRole('alert')).toHaveText(say('join.trouble.gone'), { timeout: 20_000 })
  await isClean(stranger)
  await stranger.getByRole('button', { name: say('join.otherLink') }).click()
  await stranger.getByLabel(say('join.paste.link')).fill(link.slice(0, -9))
  await stranger.getByRole('button', { name: say('join.paste.go') }).click()
  await expect(stranger.getByRole('alert')).toHaveText(say('join.trouble.cut'))
  await stranger.getByRole('button', { name: say('join.otherLink') }).click()
  await stranger.getByLabel(say('join.paste.link')).fill('hello')
  await stranger.getByRole('button', { name: say('join.paste.go') }).click()
  await expect(stranger.getByRole('alert')).toContainText('/#join=')
  await stranger.getByRole('button', { name: say('join.notNow') }).click()
  await expect(stranger.getByRole('heading', { level: 1, name: say('welcome.tagline') })).toBeVisible()
  await context.close()
})

test('the sample is shared with nobody, and says so', async ({ page }) => {
  await lookAround(page)
  await page.goto('/people')
  await expect(page.getByText(say('people.sample'))).toBeVisible()
  await mark(page, say('shell.sync.local')).click()
  await expect(page.getByRole('dialog').getByText(say('sync.sample'))).toBeVisible()
})
