import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { addressBook, table } from '../engine/files.ts'
import { isClean } from './axe.ts'
import { expect, test, untilInstalled } from './test.ts'
import { startWorkspace, toContacts, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const toImport = async (page: Page) => {
  await page.goto('/import')
  await expect(page.getByRole('heading', { level: 1, name: say('import.title') })).toBeVisible()
}
const choose = (page: Page, name: string, content: string | Buffer) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: typeof content === 'string' ? Buffer.from(content) : content })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const fieldOf = (page: Page, column: string) => page.getByLabel(column, { exact: true })

test('S19 20,000 rows come in within a minute and without a network, while one works elsewhere; bad rows come back as a file, and one undo takes all back', async ({
  page,
  context,
}) => {
  test.setTimeout(150_000)
  await startWorkspace(page)
  await untilInstalled(context)
  await context.setOffline(true)
  await toImport(page)
  await choose(
    page,
    'customers.csv',
    addressBook(20_000, (i, row) => (i % 1_000 === 500 ? row.with(2, 'no address') : row)),
  )
  await press(page, say('import.preview'))
  await expect(page.getByRole('article').first()).toContainText('person0@example.com')

  const start = performance.now()
  await press(page, say('import.begin'))
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page.getByRole('button', { name: say('import.cancel') })).toBeVisible()
  await toContacts(page)
  await expect(page.getByRole('grid')).toContainText('Shop', { timeout: 60_000 })
  await page.getByRole('link', { name: say('shell.nav.more') }).click()
  await page.getByRole('link', { name: say('shell.nav.import'), exact: true }).click()
  await expect(page.getByText('19,980 created')).toBeVisible({ timeout: 60_000 })
  expect(performance.now() - start).toBeLessThan(60_000)

  const saving = page.waitForEvent('download')
  await press(page, say('import.result.skippedDownload'))
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('customers-errors.csv')
  const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(21)
  expect(lines[1]).toMatch(/^"502","Email: Not an email address",.*"no address"/)

  await press(page, say('import.undo'))
  await expect(page.getByText('Import undone. 20,020 records were removed.')).toBeVisible({ timeout: 30_000 })
  await toContacts(page)
  await expect(page.getByText(say('shell.empty.contacts'))).toBeVisible()
})

test('an import that was stopped says what it has, and can be taken back on another day', async ({ page }) => {
  test.setTimeout(120_000)
  await startWorkspace(page)
  await toImport(page)
  await choose(page, 'customers.csv', addressBook(60_000))
  await press(page, say('import.preview'))
  await press(page, say('import.begin'))
  await expect(page.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0')
  await press(page, say('import.cancel'))
  await expect(page.getByText(/^Stopped\. /)).toBeVisible({ timeout: 30_000 })

  await page.reload()
  await press(page, `${say('import.undo')}: customers.csv`)
  await expect(page.getByText(/^Import undone\. /)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(say('import.past.title'))).toBeHidden()
})

test('lines of invoices become orders, one column says which belong together, and dates that can be read in two ways are asked', async ({
  page,
}) => {
  await startWorkspace(page)
  await toImport(page)
  await choose(
    page,
    'sales.csv',
    table([
      ['Bon', 'Datum', 'SKU', 'Qty', 'Price', 'Customer ID'],
      ['A1', '03/04/2026', 'P1', '2', '120.50', 'C7'],
      ['A1', '03/04/2026', 'P2', '1', '20.00', 'C7'],
      ['A2', '05/06/2026', 'P2', '-1', '20.00', 'C7'],
    ]),
  )
  await page.getByLabel(say('import.purpose.question')).selectOption({ label: say('import.purpose.orders') })
  await fieldOf(page, 'Bon').selectOption({ label: 'Number' })
  await fieldOf(page, 'Datum').selectOption({ label: 'Ordered' })
  await page.getByLabel(say('import.mapping.group')).selectOption({ label: 'Bon' })
  await expect(page.getByText(say('import.format.asked'))).toBeVisible()
  await page.getByLabel(say('import.format.dayOrder')).selectOption({ label: say('import.format.dmy') })
  await expect(page.getByText(/03\/04\/2026 is read as .*3.*April|03\/04\/2026 is read as April 3/)).toBeVisible()
  await press(page, say('import.preview'))
  const orders = page.getByRole('article')
  await expect(orders).toHaveCount(2)
  await expect(orders.first()).toContainText('2 lines')
  await expect(orders.first()).toContainText('261')
  await expect(orders.last()).toContainText('Returned')
  await page.getByRole('button', { name: /^Import 3 rows/ }).click()
  await expect(page.getByText('2 created').first()).toBeVisible({ timeout: 20_000 })
  await page
    .getByRole('main')
    .getByRole('link', { name: /Orders/ })
    .click()
  await expect(page.getByRole('grid')).toContainText('A1')

  // The next file of this kind knows where its columns go.
  await toImport(page)
  await choose(
    page,
    'more.csv',
    table([
      ['Bon', 'Datum', 'SKU', 'Qty', 'Price', 'Customer ID'],
      ['A9', '03/04/2026', 'P1', '2', '120.50', 'C7'],
    ]),
  )
  await expect(page.getByText(say('import.mapping.remembered'))).toBeVisible()
  await expect(fieldOf(page, 'Bon')).toHaveValue('order.number')
})

test('what is no table, or in another encoding, gets one sentence that says what to do', async ({ page }) => {
  await startWorkspace(page)
  await toImport(page)
  const refused = async (name: string, content: Buffer, sentence: string) => {
    await choose(page, name, content)
    await expect(page.getByRole('alert')).toContainText(sentence)
  }
  await refused('empty.csv', Buffer.alloc(0), say('shell.error.emptyFile'))
  await refused('photo.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), say('import.foreign.image'))
  await refused('book.xlsx', Buffer.from('PK\x03\x04\x14\x00\x06\x00[Content_Types].xml', 'latin1'), say('import.foreign.xlsx'))
  await refused('noise.csv', Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 37 + (i >> 3)) % 256)), say('import.foreign.binary'))

  const gbk = Buffer.concat([Buffer.from('Name,Email\r\n'), Buffer.from([0xcd, 0xf5, 0xce, 0xb0]), Buffer.from(',wei@example.cn\r\n')])
  await choose(page, 'outlook.csv', gbk)
  await press(page, say('import.layout.change'))
  await page.getByLabel(say('import.file.encoding')).selectOption('utf-8')
  await expect(page.getByRole('alert')).toContainText(say('shell.error.wrongEncoding'))
  await page.getByLabel(say('import.file.encoding')).selectOption('gb18030')
  await expect(page.getByText('王伟')).toBeVisible()
  await expect(page.getByRole('alert')).toBeHidden()
})

test('a device without room for the file is told so, and nothing of it stays', async ({ page, context }) => {
  test.setTimeout(120_000)
  await page.goto('/')
  await untilInstalled(context)
  const devtools = await context.newCDPSession(page)
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  // Before anything is written: Chromium remembers for half a minute how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: usage + 4_000_000 })
  await startWorkspace(page)
  await toImport(page)
  await choose(page, 'customers.csv', addressBook(100_000))
  await press(page, say('import.preview'))
  await press(page, say('import.begin'))
  await expect(page.getByText(say('import.ended.diskFull'))).toBeVisible({ timeout: 60_000 })
  await page.goto('/contacts')
  await expect(page.getByText(say('shell.empty.contacts'))).toBeVisible()
})

for (const [locale, colorScheme] of [
  ['en', 'light'],
  ['th', 'dark'],
  ['zh-CN', 'light'],
  ['zh-TW', 'dark'],
  ['ko', 'light'],
] as const)
  test(`every step of the wizard is clean and runs over nowhere in ${locale}, ${colorScheme}, at 360 pixels`, async ({ page }) => {
    const words = wordsOf(locale)
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 780 })
    await page.addInitScript((kept) => localStorage.setItem('satchel.locale', kept), locale)
    await startWorkspace(page, words)
    await page.goto('/import')
    await isClean(page)
    await choose(
      page,
      'customers.csv',
      addressBook(40, (i, row) => (i === 3 ? row.with(2, '?') : row)),
    )
    await expect(page.getByRole('combobox').first()).toBeVisible()
    await page.locator('summary').click()
    await isClean(page)
    await press(page, words('import.preview'))
    await expect(page.getByRole('article').first()).toBeVisible()
    await isClean(page)
    await page.locator('footer').getByRole('button').last().click()
    await expect(page.getByRole('button', { name: words('import.undo') })).toBeVisible({ timeout: 20_000 })
    await isClean(page)
  })
