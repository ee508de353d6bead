import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test, untilInstalled } from './test.ts'
import { lookAround, startWorkspace } from './workspace.ts'

const make = async (page: Page, place: string, fill: () => Promise<void>) => {
  await page.goto(place)
  await page
    .getByRole('button', { name: /^New (contact|order)$/ })
    .first()
    .click()
  await fill()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Create/ })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

const openFirst = async (page: Page, place: string) => {
  await page.goto(place)
  await page.getByRole('grid').getByRole('row').nth(0).click()
  await expect(page).toHaveURL(new RegExp(`${place}/\\w+`))
  await expect(page.getByRole('region', { name: 'Details' })).toBeVisible()
}

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })
const history = (page: Page) => page.getByRole('region', { name: 'History' })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

test('S2 three phones, a preferred channel and an order are all there after a reload without a network, the main phone first', async ({
  page,
  context,
}) => {
  await startWorkspace(page)
  await untilInstalled(context)
  await make(page, '/contacts', async () => {
    await page.getByLabel('Given name').fill('Mana')
    await page.getByLabel('Family name').fill('Dee')
  })
  await openFirst(page, '/contacts')
  const contactUrl = page.url()

  await page.getByRole('button', { name: 'Edit Phones' }).click()
  for (const number of ['+66811111111', '+66822222222', '+66833333333']) {
    await page.getByRole('button', { name: 'Add phone' }).click()
    await page.keyboard.type(number)
  }
  await page.getByRole('button', { name: 'Move up' }).nth(2).click()
  await page.getByRole('button', { name: 'Move up' }).nth(1).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('Phones changed')).toBeVisible()
  await page.getByRole('button', { name: 'More fields' }).click()
  await page.getByLabel('Prefers').selectOption('LINE')
  await expect(page.getByText('Prefers changed')).toBeVisible()

  await make(page, '/orders', async () => {
    await page.getByRole('combobox', { name: 'Contact' }).fill('Mana')
    await page.getByRole('option', { name: /Mana Dee/ }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('combobox', { name: 'Item' }).fill('House blend')
    await page.getByRole('option', { name: /House blend/ }).click()
    await form.getByLabel(/^Quantity/).fill('3')
    await form.getByLabel('Unit price', { exact: true }).fill('250')
  })

  await context.setOffline(true)
  await page.goto(contactUrl)
  await page.reload()
  const phones = page.getByRole('region', { name: 'Details' }).locator('a[href^="tel:"]')
  await expect(phones).toHaveText([/3333333|333 3333/, /1111111|111 1111/, /2222222|222 2222/])
  await expect(page.getByRole('link', { name: 'Call', exact: true })).toHaveAttribute('href', /833333333$/)
  await expect(page.getByLabel('Prefers', { exact: true })).toHaveValue('line')
  await expect(page.getByRole('region', { name: 'Orders' })).toContainText('750')
})

test('S12 a customer’s timeline holds calls, meetings, orders and what its people did; calls alone can be shown', async ({ page }) => {
  await lookAround(page)
  await openFirst(page, '/companies')
  await expect(timeline(page).getByRole('listitem').nth(5)).toBeVisible()
  await timeline(page).getByRole('button', { name: 'Show older' }).click()
  await expect.poll(() => timeline(page).getByRole('listitem').count()).toBeGreaterThan(20)
  await expect(
    timeline(page)
      .getByText(/with \w+/)
      .first(),
  ).toBeVisible()

  await timeline(page).getByRole('button', { name: 'Call', exact: true }).click()
  await timeline(page).getByRole('button', { name: 'Show older' }).click()
  const notes = timeline(page).getByRole('listitem')
  await expect.poll(() => notes.count()).toBeGreaterThan(3)
  for (const text of await notes.allInnerTexts()) expect(text).toMatch(/Call/)
})

test('U6 fields are edited in place, and Ctrl+Z takes back step by step, but not what somebody else wrote later', async ({
  page,
  context,
}) => {
  await lookAround(page)
  await openFirst(page, '/contacts')
  const [title, department] = [field(page, 'Job title'), field(page, 'Department')]
  const before = { title: await title.inputValue(), department: await department.inputValue() }
  await title.fill('Head of beans')
  await title.press('Enter')
  await expect(page.getByText('Job title changed')).toBeVisible()
  await department.fill('Roasting')
  await department.press('Enter')
  await expect(page.getByText('Department changed')).toBeVisible()

  // A second window is another hand: its later word stays.
  const other = await context.newPage()
  await other.goto(page.url())
  await field(other, 'Department').fill('Tasting')
  await field(other, 'Department').press('Enter')
  await expect(department).toHaveValue('Tasting')
  await other.close()

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(title).toHaveValue(before.title)
  await expect(department).toHaveValue('Tasting')
  await expect(history(page).getByRole('listitem').first()).toContainText('Job title')
})

test('U14 a deleted company leaves its list, waits in the trash, and comes back with one tap, without a network', async ({
  page,
  context,
}) => {
  await lookAround(page)
  await untilInstalled(context)
  await context.setOffline(true)
  await openFirst(page, '/companies')
  const name = await page.getByRole('heading', { level: 1 }).innerText()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page).toHaveURL(/\/companies$/)
  await expect(page.getByRole('grid')).not.toContainText(name)

  await page.goto('/trash')
  await expect(page.getByRole('grid')).toContainText(name)
  await page.reload()
  await page.getByRole('button', { name: `Restore: ${name}` }).click()
  await expect(page.getByText('The trash is empty.')).toBeVisible()
  await page.goto('/companies')
  await expect(page.getByRole('grid')).toContainText(name)
})

test('U15 each change has a line with what stood before, and one value can be put back', async ({ page }) => {
  await lookAround(page)
  await openFirst(page, '/contacts')
  const title = field(page, 'Job title')
  const before = await title.inputValue()
  await title.fill('Head of beans')
  await title.press('Enter')
  await expect(history(page).getByRole('listitem').first()).toContainText(`${before} → Head of beans`)
  await history(page)
    .getByRole('button', { name: /Put Job title back/ })
    .click()
  await expect(title).toHaveValue(before)
  await expect(history(page).getByRole('listitem')).toHaveCount(2)
})

for (const [colorScheme, place] of [
  ['light', '/companies'],
  ['dark', '/deals'],
  ['light', '/orders'],
] as const)
  test(`axe finds nothing on a record of ${place} in ${colorScheme}, nor in the trash, and nothing runs over at 360 pixels`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 780 })
    await lookAround(page)
    await openFirst(page, place)
    await isClean(page)
    await page.goto('/trash')
    await expect(page.getByText('The trash is empty.')).toBeVisible()
    await isClean(page)
  })
