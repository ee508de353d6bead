import { expect, test } from './test.ts'
import { makeCompany } from './steps.ts'
import { startWorkspace, toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

for (const [device, width] of [
  ['a phone', 390],
  ['a desk', 1280],
] as const)
  test(`U3 on ${device} what one looks for often is kept under a name, opens the list, and goes with Undo`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.setViewportSize({ width, height: 844 })
    await startWorkspace(page)
    for (const name of ['Siam Beans', 'Siam Tea', 'Lotus']) {
      await makeCompany(page, name)
      await page.goto('/companies')
    }
    await page.getByRole('searchbox', { name: say('shell.search') }).fill('siam')
    const views = page.getByRole('group', { name: say('list.views') })
    await views.getByRole('button', { name: say('view.saved.save') }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: say('shell.save') }).click()
    await expect(sheet.getByText(say('shell.invalid.required'))).toBeVisible()
    await sheet.getByRole('textbox', { name: /^Name/ }).fill('From Siam')
    await sheet.getByRole('switch', { name: say('view.saved.default') }).check()
    await sheet.getByRole('button', { name: say('shell.save') }).click()
    await expect(views.getByRole('button', { name: 'From Siam', exact: true })).toHaveAttribute('aria-pressed', 'true')

    // The list opens with it.
    await page.goto('/today')
    await toCompanies(page)
    const rows = page
      .getByRole('grid', { name: say('entity.company.many') })
      .getByRole('row')
      .filter({ hasText: /Siam|Lotus/ })
    await expect(rows).toHaveCount(2)
    await expect(page).toHaveURL(/v=/)

    await views.getByRole('button', { name: 'Edit view: From Siam' }).click()
    await sheet.getByRole('textbox', { name: /^Name/ }).fill('Siamese')
    await sheet.getByRole('button', { name: say('view.saved.copyLink') }).click()
    await sheet.getByRole('button', { name: say('shell.save') }).click()
    const chip = views.getByRole('button', { name: 'Siamese', exact: true })
    await expect(chip).toHaveAttribute('aria-pressed', 'true')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toBe(page.url())

    await chip.click()
    await expect(rows).toHaveCount(3)
    await chip.click()
    await views.getByRole('button', { name: /^Edit view/ }).click()
    await sheet.getByRole('button', { name: say('shell.delete') }).click()
    await expect(chip).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(chip).toBeVisible()
  })
