import { isClean } from './axe.ts'
import { nameIn, send, writeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('Who is in the book already is named while one writes, saving goes on all the same, and what is there twice stands in a list', async ({
  page,
}) => {
  await startWorkspace(page)
  const form = await writeCompany(page, 'Siam Foods Co., Ltd.')
  const phone = form.getByRole('textbox', { name: say('company.phones.value') })
  await phone.fill('+66 2 123 4567')
  await send(form)
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Foods Co., Ltd.' })).toBeVisible()

  await page.goto('/companies')
  await writeCompany(page, 'siam foods')
  const link = form.getByRole('link', { name: 'Siam Foods Co., Ltd.' })
  await expect(form.getByRole('status').filter({ hasText: say('form.alike') })).toBeVisible()
  await isClean(page)
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Foods Co., Ltd.' })).toBeVisible()

  await page.goto('/companies')
  await page
    .getByRole('button', { name: say('shell.action.newCompany') })
    .first()
    .click()
  await expect(nameIn(form)).toHaveValue('siam foods')
  await phone.fill('+66 (2) 123-4567')
  await expect(link).toBeVisible()
  await send(form)
  await expect(page.getByRole('heading', { level: 1, name: 'siam foods' })).toBeVisible()

  await page.goto('/more')
  await page.getByRole('link', { name: say('duplicates.title') }).click()
  await page.getByRole('tab', { name: say('entity.company.many') }).click()
  await expect(page.getByRole('heading', { level: 2 })).toContainText('123 4567')
  await isClean(page)
  await page.getByRole('button', { name: `${say('shell.delete')}: siam foods`, exact: true }).click()
  await expect(page.getByText(say('duplicates.none'))).toBeVisible()
})
