import { smallDisk } from './disk.ts'
import { companies, history, makeCompany, nameIn, rename, said, send, writeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const english = wordsOf('en')

for (const [locale, browser] of [
  ['en', 'en-US'],
  ['th', 'th-TH'],
] as const)
  test.describe(`on a full disk, in ${locale}`, () => {
    test.use({ locale: browser })
    const words = wordsOf(locale)

    test('an edit is refused in one sentence, the form is kept, and saving works once there is room', async ({ page, server }) => {
      const disk = await smallDisk(page, server.address)
      await startWorkspace(page, words)
      await send(await writeCompany(page, 'Siam Beans', words), words)
      await expect(page.getByRole('heading', { level: 1, name: 'Siam Beans' })).toBeVisible()

      await disk.fill()
      await rename(page, 'Siam Tea', words)
      await expect(page.getByRole('alert')).toHaveText(words('shell.error.diskFull'))
      await expect(nameIn(page, words)).toHaveValue('Siam Tea')
      await expect(page.getByRole('heading', { level: 1, name: 'Siam Beans' })).toBeVisible()
      await disk.free()
      await nameIn(page, words).press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: 'Siam Tea' })).toBeVisible()

      await disk.fill()
      const form = await writeCompany(page, 'Lampang Bowls', words)
      await send(form, words)
      await expect(form.getByRole('alert')).toHaveText(words('shell.error.diskFull'))
      await expect(nameIn(form, words)).toHaveValue('Lampang Bowls')
      await form.getByRole('button', { name: words('shell.cancel') }).click()
      await page.getByRole('button', { name: words('shell.action.newCompany') }).click()
      await expect(nameIn(form, words)).toHaveValue('Lampang Bowls')
      await disk.free()
      await send(form, words)
      await expect(page.getByRole('heading', { level: 1, name: 'Lampang Bowls' })).toBeVisible()
      await expect(said(page, words('shell.error.unexpected'), words)).toBeHidden()
    })
  })

test('on a full disk what is there can be read', async ({ page, server }) => {
  const disk = await smallDisk(page, server.address)
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await rename(page, 'Siam Tea')
  await expect(history(page)).toHaveCount(1)
  await disk.fill()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Tea' })).toBeVisible()
  await page.goto('/companies')
  await expect(companies(page)).toHaveText([/Siam Tea/])
})

test('a workspace that has no room is not begun, and begins once there is some', async ({ page, server }) => {
  const disk = await smallDisk(page, server.address)
  await page.goto('/')
  await disk.fill()
  await page.getByLabel(english('welcome.workspaceName')).fill('Copper Lane')
  await page.getByLabel(english('welcome.yourName')).fill('Ann Lee')
  await page.getByRole('button', { name: english('welcome.start') }).click()
  await expect(page.getByRole('alert')).toHaveText(english('welcome.diskFull'))
  await disk.free()
  await page.getByRole('button', { name: english('welcome.start') }).click()
  await expect(page.getByRole('heading', { level: 1, name: english('shell.nav.today') })).toBeVisible()
})
