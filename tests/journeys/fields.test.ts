import { expect, test } from './test.ts'
import { send, writeCompany } from './steps.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('U1 S109 a field and a choice that a manager adds on a phone stand in the form and on the page at once', async ({ page }) => {
  await startWorkspace(page)
  await page.goto('/fields')
  const sheet = page.getByRole('dialog')
  const save = sheet.getByRole('button', { name: say('shell.save'), exact: true })
  const newField = page.getByRole('button', { name: say('fields.new'), exact: true })
  await newField.click()
  await save.click()
  await expect(sheet.getByText(say('shell.invalid.required'))).toBeVisible()
  await sheet.getByRole('textbox', { name: new RegExp(`^${say('customField.name')}`) }).fill('Grade')
  await sheet.getByLabel(say('customField.type')).selectOption({ label: say('customField.type.select') })
  for (const choice of ['Gold', 'Silver']) {
    await sheet.getByRole('button', { name: say('fields.addOption') }).click()
    await sheet
      .getByRole('textbox', { name: say('pickOption.name'), exact: true })
      .last()
      .fill(choice)
  }
  await save.click()
  await expect(page.getByText('Grade', { exact: true })).toBeVisible()

  await newField.click()
  await sheet.getByRole('textbox', { name: new RegExp(`^${say('customField.name')}`) }).fill('Twice')
  await sheet.getByLabel(say('customField.type')).selectOption({ label: say('customField.type.formula') })
  await sheet.getByRole('textbox', { name: new RegExp(`^${say('customField.formula')}`) }).fill('{Nothing} * 2')
  await save.click()
  await expect(sheet.getByText(say('fields.formula.unknownField'))).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /Rating/ }).click()
  await sheet
    .getByRole('textbox', { name: say('pickOption.name'), exact: true })
    .first()
    .fill('Burning')
  await save.click()
  await expect(page.getByText(/^Burning, Warm,? and Cold$/)).toBeVisible()

  await page.goto('/companies')
  const form = await writeCompany(page, 'Lotus')
  await form.getByRole('button', { name: say('shell.moreFields') }).click()
  await form.getByLabel('Grade').selectOption({ label: 'Gold' })
  await form.getByLabel('Rating').selectOption({ label: 'Burning' })
  await send(form)
  await expect(page.getByRole('heading', { level: 1, name: 'Lotus' })).toBeVisible()
  const shown = (name: string) => page.getByRole('combobox', { name }).locator('option:checked')
  await expect(shown('Grade')).toHaveText('Gold')
  await expect(shown('Rating')).toHaveText('Burning')
})
