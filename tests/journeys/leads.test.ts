import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

for (const [device, width] of [
  ['a phone', 390],
  ['a desk', 1280],
] as const)
  test(`S25 on ${device} a lead becomes a contact at its company, with a deal, and leads there`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await startWorkspace(page)
    await page.goto('/leads')
    await expect(page.getByText(say('shell.empty.leads'))).toBeVisible()
    await page
      .getByRole('button', { name: say('shell.action.newLead') })
      .first()
      .click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('textbox', { name: /^Given name/ }).fill('Somchai')
    await sheet.getByRole('textbox', { name: /^Family name/ }).fill('Srisuwan')
    await sheet.getByRole('textbox', { name: say('lead.companyName') }).fill('Lotus Tea')
    await sheet.getByRole('button', { name: new RegExp(`^${say('shell.create')}`) }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Somchai Srisuwan' })).toBeVisible()
    const lead = page.url()
    await expect(page.getByText(/Score 5/)).toBeVisible()
    await page
      .getByRole('main')
      .getByRole('button', { name: say('lead.status.new'), exact: true })
      .last()
      .click()
    await page.getByRole('menuitemradio', { name: say('lead.status.qualified'), exact: true }).click()
    await expect(page.getByRole('button', { name: say('lead.status.qualified'), exact: true })).toBeVisible()

    await page.getByRole('button', { name: say('convert.start'), exact: true }).click()
    await sheet.getByRole('textbox', { name: new RegExp(`^${say('deal.name')}`) }).fill('Tea for a year')
    await sheet.getByRole('button', { name: say('convert.start'), exact: true }).click()
    await expect(page).toHaveURL(/\/contacts\/contact_/)
    await expect(page.getByRole('heading', { level: 1, name: 'Somchai Srisuwan' })).toBeVisible()
    await page.goto(lead)
    await expect(page.getByRole('button', { name: say('convert.start'), exact: true })).toBeHidden()
    for (const name of ['Lotus Tea', 'Tea for a year']) await expect(page.getByRole('link', { name }).first()).toBeVisible()
    await page.getByRole('link', { name: 'Tea for a year' }).first().click()
    await expect(page).toHaveURL(/\/deals\/deal_/)
  })
