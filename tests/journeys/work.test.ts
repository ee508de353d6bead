import { expect, test } from './test.ts'
import { makeCompany, said } from './steps.ts'
import { lookAround, startWorkspace, wordsOf } from './workspace.ts'
import type { Locator, Page } from '@playwright/test'

const say = wordsOf('en')
const dialog = (page: Page) => page.getByRole('dialog')
const section = (page: Page, name: string) => page.getByRole('region', { name })
const toToday = (page: Page) =>
  page
    .getByRole('navigation', { name: say('shell.nav.main') })
    .locator('a[href="/today"]')
    .click()

test('U49 S37 a line in one’s own words is planned, done, and followed by what is next', async ({ page }) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await page.keyboard.press('Escape')
  await toToday(page)
  await page.keyboard.press('q')
  await dialog(page).getByLabel(say('work.quick.line')).fill('Call Siam Beans today 23:30 about the quote')
  await expect(dialog(page).getByText('Call Siam Beans about the quote')).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: 'Remove: Siam Beans' })).toBeVisible()
  await expect(dialog(page).getByLabel(say('activity.kind'))).toHaveValue('call')
  await dialog(page)
    .getByRole('button', { name: say('work.plan') })
    .click()

  const todo = section(page, say('today.todo'))
  await expect(todo.getByRole('listitem')).toHaveText([/Call Siam Beans about the quote.*11:30 PM.*Call · Siam Beans/])
  await todo.getByRole('checkbox').click()
  await expect(dialog(page)).toContainText('What is next with Siam Beans?')
  await dialog(page)
    .getByRole('button', { name: say('work.next.tomorrow') })
    .click()
  await expect(section(page, say('today.tomorrow')).getByRole('listitem')).toHaveText([/Follow up/])

  // It is put off to another day, and brought back.
  await section(page, say('today.tomorrow'))
    .getByRole('button', { name: /^Snooze/ })
    .click()
  await page.getByRole('menuitem', { name: say('work.next.nextWeek') }).click()
  await expect(section(page, say('today.tomorrow'))).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(section(page, say('today.tomorrow')).getByRole('listitem')).toHaveText([/Follow up/])
})

test('U41 U42 S13 who comes back from a call is asked what came of it, and it stands in the customer’s story', async ({ page }) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  const url = page.url()
  await page.getByRole('button', { name: 'Edit Phones' }).click()
  await page.getByRole('button', { name: /^Add phone/i }).click()
  await page
    .getByRole('textbox', { name: /^Phone/ })
    .last()
    .fill('+66 81 234 5678')
  await page.getByRole('button', { name: say('shell.done') }).click()
  const call = page.getByRole('link', { name: say('shell.call'), exact: true })
  await expect(call).toHaveAttribute('href', /^tel:/)
  await call.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()))
  await call.click()
  await page.waitForTimeout(1_200)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(dialog(page)).toContainText('Siam Beans')
  await dialog(page)
    .getByRole('button', { name: say('activity.outcome.interested'), exact: true })
    .click()
  await dialog(page).getByLabel(say('work.call.note')).fill('Wants two more bags')
  await dialog(page)
    .getByRole('button', { name: say('work.next.inThreeDays') })
    .click()
  await dialog(page)
    .getByRole('button', { name: say('work.call.save') })
    .click()
  await expect(said(page, /Call with Siam Beans/)).toBeVisible()
  const story = section(page, say('shell.timeline'))
  await expect(story.getByRole('listitem')).toHaveText([/Follow up/, /Call with Siam Beans.*Call · Interested/])
  await story.getByText('Call with Siam Beans').click()
  await expect(story).toContainText('Wants two more bags')

  // Whoever calls is known by the number, however it is written.
  await page.goto(`/call?n=${encodeURIComponent('+66 81-234-5678')}`)
  await expect(page).toHaveURL(url)
  await page.goto(`/call?n=${encodeURIComponent('+66 2 999 9999')}`)
  await expect(page.getByText(say('work.caller.unknown'))).toBeVisible()
})

test('S104 from "Start" to the first deal with a next step takes at most eight taps', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  let taps = 0
  await page.exposeFunction('counted', () => (taps += 1))
  await page.addInitScript(() => {
    const { counted } = window as unknown as { counted: () => void } // put there just above
    document.addEventListener('click', ({ isTrusted }) => isTrusted && counted(), { capture: true })
  })
  await page.goto('/')
  await page.getByLabel(say('welcome.workspaceName')).fill('Copper Lane')
  await page.getByLabel(say('welcome.yourName')).fill('Ann Lee')
  await page.getByRole('button', { name: say('welcome.start') }).click()
  await page
    .getByRole('button', { name: say('shell.action.newDeal') })
    .last()
    .click()
  await dialog(page)
    .getByRole('textbox', { name: new RegExp(`^${say('deal.name')}`) })
    .fill('Second grinder')
  await dialog(page)
    .getByRole('button', { name: say('shell.moreFields') })
    .click()
  await dialog(page)
    .getByRole('textbox', { name: say('deal.nextStep') })
    .fill('Send the quote')
  await dialog(page)
    .getByRole('button', { name: new RegExp(`^${say('shell.create')}`) })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Second grinder' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: say('deal.nextStep') })).toHaveValue('Send the quote')
  expect(taps).toBeGreaterThan(0)
  expect(taps).toBeLessThanOrEqual(8)
})

for (const [device, width] of [
  ['a phone', 390],
  ['a desk', 1280],
] as const)
  test(`S37 on ${device} work stands in an agenda, a week and a month`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await startWorkspace(page)
    await page.keyboard.press('q')
    await dialog(page).getByLabel(say('work.quick.line')).fill('Visit the fair today 23:15')
    await dialog(page)
      .getByRole('button', { name: say('work.plan') })
      .click()
    await page
      .getByRole('navigation', { name: say('shell.nav.main') })
      .locator('a[href="/work?as=agenda"]')
      .click()
    await expect(section(page, say('work.now')).getByRole('listitem')).toHaveText([/Visit the fair/])
    await page.getByRole('radio', { name: say('work.calendar') }).check({ force: true })
    await expect(page.getByRole('link', { name: /Visit the fair/ })).toBeVisible()
    await page.getByRole('radio', { name: width === 390 ? say('work.month') : say('work.week') }).check({ force: true })
    await expect(page.getByRole('link', { name: /Visit the fair/ })).toBeVisible()
    await page.getByRole('radio', { name: say('shell.list') }).check({ force: true })
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Visit the fair' })).toBeVisible()
  })

/** What is due by itself is looked for by no page from here on, until the next one opens: it is due with the app closed. */
const sleepThrough = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const { held = [] } = await navigator.locks.query()
        const name = held.find((lock) => lock.name?.endsWith('/due'))?.name
        if (name === undefined) return false
        void navigator.locks.request(name, { steal: true }, () => new Promise<never>(() => undefined))
        return true
      }),
    )
    .toBe(true)

test('S37 a reminder that was due with the app closed is shown at the next open, and leads to what it is of', async ({ page }) => {
  await startWorkspace(page)
  await toToday(page)
  await sleepThrough(page)
  await page.keyboard.press('q')
  await dialog(page).getByLabel(say('work.quick.line')).fill('Call the bank today 23:30')
  await dialog(page)
    .getByRole('button', { name: say('inbox.remind.1440') })
    .click()
  await expect(dialog(page).getByText(say('inbox.remind.note'))).toBeVisible()
  await dialog(page)
    .getByRole('button', { name: say('work.plan') })
    .click()
  await expect(said(page, 'Call the bank is planned')).toBeVisible()

  await page.reload()
  await expect(said(page, 'Reminder: Call the bank')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('link', { name: 'Inbox, 1 new' })).toBeVisible()
  await page.getByRole('button', { name: say('inbox.open') }).click()
  await expect(page.getByRole('button', { name: say('inbox.remind.1440') })).toHaveAttribute('aria-pressed', 'true')
})

test('S38 S40 a goal is set, stands on Today, and its figure and the week’s counts open as many activities as they say', async ({
  page,
}) => {
  await lookAround(page)
  await page.goto('/goals')
  await page.getByRole('button', { name: say('goals.new') }).click()
  await dialog(page).getByLabel(say('goal.metric'), { exact: true }).selectOption('activities')
  await dialog(page).getByLabel(say('goal.activityKind')).selectOption('call')
  await dialog(page)
    .getByRole('textbox', { name: new RegExp(`^${say('goal.target')}`) })
    .fill('9999')
  await dialog(page)
    .getByLabel(say('goal.memberId'))
    .selectOption({ label: say('goals.everybody') })
  await dialog(page).getByLabel(say('goals.period'), { exact: true }).selectOption('year')
  await dialog(page).getByLabel(say('goal.name')).fill('Calls of the year')
  await dialog(page)
    .getByRole('button', { name: say('shell.save') })
    .click()

  await toToday(page)
  const figure = page.getByRole('link', { name: / of 9,999$/ })
  const opens = async (link: Locator, count: string) => {
    await link.click()
    await expect(page.locator('h1 + p')).toContainText(new RegExp(`^${count} activit`))
    await page.goBack()
  }
  await expect(page.getByRole('progressbar', { name: 'Calls of the year' })).toBeVisible()
  await opens(figure, (await figure.innerText()).split(' ')[0] ?? '')

  await page.goto('/goals')
  await page.getByRole('button', { name: 'Edit Calls of the year' }).click()
  await dialog(page)
    .getByRole('button', { name: say('shell.delete') })
    .click()
  await expect(page.getByRole('progressbar', { name: 'Calls of the year' })).toBeHidden()
  await page.goto('/trash')
  await page.getByRole('tab', { name: say('entity.goal.many') }).click()
  const restore = page.getByRole('button', { name: `${say('shell.restore')}: Calls of the year` })
  await restore.click()
  await expect(restore).toBeHidden()
  await page.goto('/goals')
  await expect(page.getByRole('progressbar', { name: 'Calls of the year' })).toBeVisible()

  await page.goto('/work?as=week')
  await page.getByRole('button', { name: say('work.day.previous') }).click()
  const week = page.url()
  const counts = page.getByRole('listitem').getByRole('list').first().getByRole('link')
  await expect(counts.first()).toBeVisible()
  for (const link of [counts.nth(0), counts.nth(1)]) {
    await opens(link, /\d+/.exec(await link.innerText())?.[0] ?? '')
    await expect(page).toHaveURL(week)
  }
})
