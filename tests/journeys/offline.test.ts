import { companies, history, makeCompany, nameIn, rename, said } from './steps.ts'
import { startServer, type RunningServer } from './server.ts'
import { expect, test as base, untilInstalled } from './test.ts'
import { importTable, searchFor, startWorkspace } from './workspace.ts'

/** A server of this file's own: it is stopped in the middle. */
const test = base.extend<object, { server: RunningServer }>({
  server: [
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
})
test.use({ allowedErrors: /ERR_CONNECTION_REFUSED/ })

const table = `Company,City
Lampang Bowls,Lampang
Phuket Pearls,Phuket
ผ้าไหมสุรินทร์,สุรินทร์
`

test('S1 with the network gone, and the server too, customers are made, changed, found, brought in and taken back, and are all there when it returns', async ({
  page,
  context,
  server,
}) => {
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  await untilInstalled(context)
  await context.setOffline(true)
  await server.stop()

  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Siam Beans' })).toBeVisible()
  await makeCompany(page, 'Chiang Mai Tea')
  await rename(page, 'Chiang Mai Tea House')
  await expect(said(page, 'Name changed')).toBeVisible()

  await rename(page, 'A slip of the hand')
  await expect(history(page)).toHaveCount(2)
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { level: 1, name: 'Chiang Mai Tea House' })).toBeVisible()

  await importTable(page, 'crafts.csv', table)
  await page.goto('/companies')
  await expect(companies(page)).toHaveCount(5)
  await searchFor(page, 'สุรินทร์')
  await page.getByRole('option', { name: /ผ้าไหมสุรินทร์/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'ผ้าไหมสุรินทร์' })).toBeVisible()

  const again = await startServer({ PORT: new URL(server.address).port })
  await context.setOffline(false)
  await page.goto('/companies')
  const names = ['Chiang Mai Tea House', 'Lampang Bowls', 'Phuket Pearls', 'Siam Beans', 'ผ้าไหมสุรินทร์']
  await expect(companies(page)).toHaveText(names.map((name) => new RegExp(name)))
  await companies(page).first().click()
  await expect(nameIn(page)).toHaveValue('Chiang Mai Tea House')
  await expect(history(page)).toHaveCount(3)
  expect(again.violations).toEqual([])
  await again.stop()
})
