import { anotherPhone, inviteLink, joinAs } from './phones.ts'
import { makeCompany, rename } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'
import type { Page } from '@playwright/test'

const say = wordsOf('en')
const talk = (page: Page) => page.getByRole('region', { name: say('entity.comment.many') })
const composer = (page: Page) => talk(page).getByRole('textbox', { name: say('talk.write') })
const bell = (page: Page) => page.getByRole('link', { name: /^Inbox/ })

test('U16 U17 U18 whoever is named while nobody is online is told once, follows, and hears of the next change', async ({
  page,
  context,
  browser,
  server,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  const record = new URL(page.url()).pathname
  const link = await inviteLink(page, 'people.invite')
  const problems: string[] = []
  const other = await anotherPhone(browser, server.address, problems)
  const bea = await other.newPage()
  await joinAs(bea, link, 'Bea Park')
  await page.goto(record)
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Beans' })).toBeVisible()

  await context.setOffline(true)
  await composer(page).pressSequentially('Can you visit them, @Be')
  await expect(talk(page).getByRole('option', { name: 'Bea Park' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(composer(page)).toHaveValue('Can you visit them, @Bea Park ')
  await talk(page)
    .getByRole('button', { name: say('talk.say') })
    .click()
  await expect(talk(page).getByRole('listitem')).toContainText(['Can you visit them, @Bea Park'])
  await context.setOffline(false)

  await bea.getByRole('link', { name: 'Inbox, 1 new' }).click({ timeout: 20_000 })
  const notices = bea.getByRole('main').getByRole('listitem')
  await expect(notices).toHaveText([/Ann Lee named you on Siam Beans: Can you visit them/])
  await notices.getByRole('link').click()
  await expect(bea).toHaveURL(new RegExp(`${record}$`))

  await bea.getByRole('button', { name: say('talk.follow') }).click()
  await expect(bea.getByRole('button', { name: say('talk.unfollow') })).toHaveAttribute('aria-pressed', 'true')
  await talk(bea)
    .getByRole('button', { name: say('talk.reply') })
    .click()
  await talk(bea)
    .getByRole('textbox', { name: say('talk.reply') })
    .fill('On Friday')
  await talk(bea)
    .getByRole('button', { name: say('talk.say') })
    .click()
  await expect(talk(page)).toContainText('On Friday', { timeout: 20_000 })

  await rename(page, 'Siam Leaves')
  await bea.goto('/today')
  await expect(bell(bea)).toHaveAccessibleName('Inbox, 1 new', { timeout: 20_000 })
  await bell(bea).click()
  await expect(notices).toHaveText([/Ann Lee changed Siam Leaves: Name/])
  await bea.getByRole('button', { name: say('inbox.readAll') }).click()
  await expect(bea.getByText(say('inbox.empty'))).toBeVisible()
  await bea.getByRole('radio', { name: say('shell.all') }).check({ force: true })
  await expect(notices).toHaveCount(2)
  expect(problems).toEqual([])
  await other.close()
})

test('U16 a comment that is begun waits for its writer, and a sign is taken back as it was made', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await composer(page).fill('They pay late')
  await page.waitForTimeout(800)
  await page.reload()
  await expect(composer(page)).toHaveValue('They pay late')
  await composer(page).press('Control+Enter')
  await expect(composer(page)).toHaveValue('')
  await talk(page)
    .getByRole('button', { name: say('talk.react') })
    .click()
  await talk(page).getByRole('button', { name: '👍' }).click()
  await expect(talk(page).getByRole('button', { name: /👍 1/ })).toHaveAttribute('aria-pressed', 'true')
  await talk(page).getByRole('button', { name: /👍 1/ }).click()
  await expect(talk(page).getByRole('button', { name: /👍/ })).toHaveCount(0)
  await talk(page)
    .getByRole('button', { name: say('shell.delete') })
    .click()
  await expect(talk(page).getByText('They pay late')).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(talk(page).getByText('They pay late')).toBeVisible()
})
