import type { Locator, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const note = (page: Page): Locator => page.locator('h1 + p')
const chart = (page: Page, title: string): Locator => page.getByRole('figure', { name: title })

const openInsight = async (page: Page) => {
  await page.goto('/insight')
  await expect(chart(page, say('insight.revenue.title'))).toBeVisible()
}

/** Presses a figure and compares the list that opens: its count and its sum, as far as the figure tells them. */
const expectBehind = async (page: Page, figure: Locator, place: string, ...told: readonly string[]) => {
  await figure.click()
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible()
  for (const text of told) await expect(note(page)).toContainText(text)
  await page.goBack()
  await expect(chart(page, say('insight.revenue.title'))).toBeVisible()
}

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1280, height: 900 } })

  test('every tile opens the list that it counts', async ({ page }) => {
    await lookAround(page)
    await openInsight(page)
    const tile = (label: string) => page.getByRole('button', { name: new RegExp(`^${label}`) })
    const figureOf = async (label: string) => (await tile(label).locator('.figure').innerText()).trim()
    const exactOf = async (label: string) => (await tile(label).locator('.figure').getAttribute('title')) ?? ''
    const [orders, customers, revenue] = [await figureOf('Orders'), await figureOf('Customers'), await exactOf('Revenue')]
    await expectBehind(page, tile('Revenue'), 'Orders', revenue, `${orders} orders`)
    await expectBehind(page, tile('Orders'), 'Orders', revenue, `${orders} orders`)
    await expectBehind(page, tile('Average order'), 'Orders', revenue, `${orders} orders`)
    await expectBehind(page, tile('Customers'), 'Companies', `${customers} companies`)
    expect((await tile('Revenue').locator('.delta').innerText()).trim()).toMatch(/\d+% (more|less) than \w+ \d{4}$/)
  })

  test('every month, product and segment of the tables opens a list with its figures', async ({ page }) => {
    test.setTimeout(120_000)
    await lookAround(page)
    await openInsight(page)
    const asTable = async (title: string) => {
      await page.getByRole('button', { name: `${say('shell.asTable')}: ${title}` }).click()
      const rows = chart(page, title).locator('tbody tr')
      return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())))
    }
    const press = (title: string, label: string) => chart(page, title).getByRole('button', { name: label, exact: true })
    const months = await asTable(say('insight.revenue.title'))
    expect(months).toHaveLength(13)
    for (const [label = '', revenue = ''] of months) {
      await expectBehind(page, press(say('insight.revenue.title'), label), 'Orders', revenue)
      await asTable(say('insight.revenue.title'))
    }
    const products = await asTable(say('insight.products.title'))
    expect(products.length).toBeGreaterThan(5)
    for (const [label = '', revenue = '', , orders = ''] of products) {
      await expectBehind(page, press(say('insight.products.title'), label), 'Orders', revenue, `${orders} orders`)
      await asTable(say('insight.products.title'))
    }
    const segments = await asTable(say('insight.rfm.title'))
    expect(segments.length).toBeGreaterThan(4)
    for (const [label = '', revenue = '', customers = ''] of segments) {
      const count = customers === '1' ? '1 company' : `${customers} companies`
      await expectBehind(page, press(say('insight.rfm.title'), label), 'Companies', revenue, count)
      await asTable(say('insight.rfm.title'))
    }
  })

  test('cells of the cohorts, returns and orders without a company open theirs, for people as well', async ({ page }) => {
    await lookAround(page)
    await openInsight(page)
    const cells = page.locator('[data-cell]')
    const wordsAt = async (cell: Locator) => (await cell.getAttribute('aria-label')) ?? ''
    for (const place of ['0-0', '0-1', '0-12', '1-3']) {
      const cell = cells.and(page.locator(`[data-cell="${place}"]`))
      const [, count = ''] = /(\d+ compan(?:y|ies))/.exec(await wordsAt(cell)) ?? []
      await expectBehind(page, cell, 'Companies', count)
    }
    await page.getByRole('radio', { name: say('insight.people') }).check()
    const first = page.locator('[data-cell="0-1"]')
    await expect(first).toHaveAttribute('aria-label', /contact/)
    const [, people = ''] = /(\d+ contacts?)/.exec(await wordsAt(first)) ?? []
    await expectBehind(page, first, 'Contacts', people)

    for (const link of [page.getByRole('link', { name: /returns? in/ }), page.getByRole('link', { name: /no company/ })]) {
      const text = await link.innerText()
      const [amount = ''] = /-?£[\d,.]*\d/.exec(text) ?? []
      const [, count = ''] = /^(\d+)/.exec(text) ?? []
      await expectBehind(page, link, 'Orders', `${count} order`, amount)
    }
  })

  test('follows the orders while it is open, and says as of which day', async ({ page, context }) => {
    await lookAround(page)
    await openInsight(page)
    await expect(note(page)).toContainText('As of')
    await expect(page.getByText(/is not over yet/)).toBeVisible()
    const bars = chart(page, say('insight.revenue.title')).locator('.hits button')
    const figures = () => bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label')))
    const before = await figures()
    const other = await context.newPage()
    await other.goto('/orders?v=order~f*status*is*completed')
    await other.getByRole('row').nth(1).focus()
    await other.keyboard.press('Space')
    await other
      .getByRole('toolbar')
      .getByRole('button', { name: say('shell.delete') })
      .click()
    await expect(other.getByRole('button', { name: say('shell.undo') })).toBeVisible()
    await other.close()
    await expect.poll(figures).not.toEqual(before)
  })

  test('a link to a segment opens after a reload, and its filter has a name', async ({ page }) => {
    await lookAround(page)
    await openInsight(page)
    await chart(page, say('insight.rfm.title'))
      .getByRole('button', { name: /Champions/ })
      .click()
    await expect(note(page)).toContainText(/\d+ companies/)
    const text = (await note(page).textContent()) ?? ''
    await page.reload()
    await expect(note(page)).toHaveText(text)
    await expect(page.getByRole('button', { name: 'Segment: Champions', exact: true })).toBeVisible()
  })
})

test('what cannot be told yet says what it takes, and a book without orders shows the way to the first', async ({ page }) => {
  await startWorkspace(page)
  await page.goto('/insight')
  await expect(page.getByText(say('insight.empty'))).toBeVisible()
  await isClean(page)
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the insight page in ${colorScheme}, as charts and as tables, and nothing runs over at 360 pixels`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 780 })
    await lookAround(page)
    await openInsight(page)
    await isClean(page)
    for (const part of ['insight.revenue.title', 'insight.products.title', 'insight.rfm.title'] as const)
      await page.getByRole('button', { name: `${say('shell.asTable')}: ${say(part)}` }).click()
    await isClean(page)
  })
