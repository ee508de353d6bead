import { nameIn, said, send, writeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('what was written into a form is brought back after a reload, and said so, until it is saved or thrown away', async ({ page }) => {
  await startWorkspace(page)
  const form = await writeCompany(page, 'Siam Bea')
  await form.getByRole('textbox', { name: 'Email' }).fill('dao@example.com')
  await form.getByRole('button', { name: say('shell.cancel') }).click()
  await expect(said(page, say('shell.drafts.kept'))).toBeVisible()

  await page.reload()
  await page
    .getByRole('button', { name: say('shell.action.newCompany') })
    .first()
    .click()
  await expect(form.getByText(say('shell.drafts.restored'))).toBeVisible()
  await expect(nameIn(form)).toHaveValue('Siam Bea')
  await expect(form.getByRole('textbox', { name: 'Email' })).toHaveValue('dao@example.com')

  await nameIn(form).fill('Siam Beans')
  await send(form)
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Beans' })).toBeVisible()
  await page.getByRole('button', { name: say('shell.action.newCompany') }).click()
  await expect(nameIn(form)).toHaveValue('')
  await expect(form.getByText(say('shell.drafts.restored'))).toBeHidden()
})

test('a page that is reloaded in the middle of a word loses at most that word', async ({ page }) => {
  await startWorkspace(page)
  const form = await writeCompany(page, '')
  await nameIn(form).pressSequentially('Siam Beans and Tea', { delay: 60 })
  await page.waitForTimeout(500)
  await page.reload()
  await page
    .getByRole('button', { name: say('shell.action.newCompany') })
    .first()
    .click()
  await expect(nameIn(form)).toHaveValue('Siam Beans and Tea')
})

test('what was written behind "more" is in sight again when its draft is brought back', async ({ page }) => {
  await startWorkspace(page)
  const form = await writeCompany(page, 'Siam Beans')
  await form.getByRole('button', { name: say('shell.moreFields') }).click()
  const code = form.getByRole('textbox', { name: say('company.code'), exact: true })
  await code.fill('SB-1')
  await form.getByRole('button', { name: say('shell.cancel') }).click()
  await page
    .getByRole('button', { name: say('shell.action.newCompany') })
    .first()
    .click()
  await expect(form.getByText(say('shell.drafts.restored'))).toBeVisible()
  await expect(code).toHaveValue('SB-1')
})

test('a box that comes late leaves the focus, and what is typed, where a person has gone', async ({ page, context }) => {
  await startWorkspace(page)
  const arrive = Promise.withResolvers<undefined>()
  await context.route('**/assets/Combobox-*.js', async (route) => {
    await arrive.promise
    await route.continue()
  })
  await page.goto('/orders')
  await page
    .getByRole('button', { name: say('shell.action.newOrder') })
    .first()
    .click()
  const form = page.getByRole('dialog')
  const quantity = form.getByRole('textbox', { name: 'Quantity' })
  await quantity.fill('1')
  arrive.resolve(undefined)
  await expect(form.getByRole('combobox').first()).toBeVisible()
  // The focus would move with the frame after.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.keyboard.type('2')
  await expect(quantity).toHaveValue('12')
  await expect(quantity).toBeFocused()
})
