import type { Locator, Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { importTable, lookAround, searchFor, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const names = (page: Page) => page.getByRole('row').locator('.name, .title').allTextContents()
const count = (page: Page) => page.locator('h1 + p')

/** Opens the form of one more record, once the list is there. */
const openForm = async (page: Page) => {
  await count(page).waitFor()
  await page.keyboard.press('c')
  return page.getByRole('dialog')
}
const field = (form: Locator, name: string) => form.getByRole('textbox', { name, exact: true })

const create = async (page: Page, values: Readonly<Record<string, string>>) => {
  const form = await openForm(page)
  for (const [label, value] of Object.entries(values)) await field(form, label).fill(value)
  await page.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
}

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('S1 whatever is entered is found by its name in one search box, also after the page was closed', async ({ page }) => {
    await startWorkspace(page)
    await create(page, { Name: 'Anchor Hotel' })
    await page.goto('/contacts')
    await create(page, { 'Given name': 'Somchai', 'Family name': 'Jaidee', Phone: '+66 81 234 5678' })
    await page.goto('/deals')
    await create(page, { Name: 'Espresso machine' })
    await page.goto('/products')
    await create(page, { Name: 'Decaf beans', Code: 'CF-104' })

    await page.goto('/companies')
    await expect(count(page)).toContainText('1 company')
    for (const text of ['Anchor', 'jaidee somchai', 'machine', 'CF-104']) {
      await searchFor(page, text)
      await expect(page.getByRole('option')).toHaveCount(1)
    }
    await page.keyboard.press('Enter')
    await expect(heading(page).filter({ hasText: 'Decaf beans' })).toBeVisible()
    expect(page.url()).toContain('/products/product_')
  })

  test('U3 the address holds the view: filter, sort and groups come back with a reload, and "back" takes a step back', async ({ page }) => {
    await lookAround(page)
    await page.goto('/deals')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click()
    await page.getByRole('button', { name: say('shell.group') }).click()
    await page.getByRole('menuitemradio', { name: 'Stage' }).click()
    await expect(page.getByRole('row', { name: /Prospecting/ }).first()).toBeVisible()
    const seen = await names(page)
    const total = await count(page).textContent()

    await page.reload()
    await expect(page.getByRole('columnheader', { name: 'Amount' })).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(() => names(page)).toEqual(seen)
    await expect(count(page)).toHaveText(total ?? '')

    await page.goBack()
    await expect(page.getByRole('button', { name: say('shell.group'), exact: true })).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('columnheader', { name: 'Amount' })).toHaveAttribute('aria-sort', 'none')
    await expect(page.getByRole('button', { name: 'Open', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await page.goBack()
    await expect(count(page)).toContainText('90 deals')
  })

  test('a view that cannot be read is said to be so over the whole list, until one closes the word', async ({ page }) => {
    await lookAround(page)
    for (const [place, plain] of [
      ['/deals?v=nonsense((', '/deals'],
      ['/deals?as=board&v=7', '/deals?as=board'],
    ] as const) {
      await page.goto(place)
      await expect(page.getByText(say('list.unread'))).toBeVisible()
      await expect(count(page)).toContainText('90 deals')
      await page.getByRole('button', { name: say('shell.close'), exact: true }).click()
      await expect(page.getByText(say('list.unread'))).toBeHidden()
      await expect(page).toHaveURL((url) => url.pathname + url.search === plain)
    }
  })

  test('a list goes on paper whole, and one of many pages asks first', async ({ page }) => {
    await page.addInitScript(() => {
      window.print = () => {
        document.documentElement.dataset['printed'] = String(document.querySelectorAll('tbody tr').length)
      }
    })
    await lookAround(page)
    await expect(count(page)).toContainText('40 companies')
    await page.getByRole('button', { name: say('shell.print') }).click()
    await expect(page.locator('html')).toHaveAttribute('data-printed', '40')
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('cell', { name: /^Anchor Hotel/ })).toBeVisible()
    await expect(page.getByRole('grid')).toBeHidden()
    await expect(page.getByRole('button')).toHaveCount(0)
    await page.emulateMedia({ media: 'screen' })

    await page.goto('/orders?v=order~g*status')
    await expect(count(page)).toContainText('1,500 orders')
    await page.keyboard.press('Control+p')
    await expect(page.getByRole('dialog')).toContainText('1,500 records')
    await page.getByRole('button', { name: say('list.print.all') }).click()
    await expect(page.locator('html')).toHaveAttribute('data-printed', '1500')
  })

  test('the head of a group leads to its records alone, and its sum is theirs', async ({ page }) => {
    await lookAround(page)
    await page.goto('/deals?v=deal~g*stageId')
    const head = page.getByRole('row', { name: /^Prospecting/ }).first()
    await expect(head).toBeVisible()
    const sum = (await head.getByRole('gridcell').allTextContents()).find((text) => /\d,\d/.test(text)) ?? 'no sum'
    await head.click()
    await expect(count(page)).toContainText(sum.trim())
    await expect(page.getByRole('button', { name: /^Stage: Prospecting/ })).toBeVisible()
  })

  test('all rows chosen at once go to the trash and come back with one press', async ({ page }) => {
    await lookAround(page)
    await page.goto('/products')
    await expect(count(page)).toHaveText('16 products')
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('Control+a')
    await expect(page.getByRole('toolbar')).toContainText('16 selected')
    await page.getByRole('button', { name: say('shell.delete') }).click()
    await expect(page.getByText(say('shell.empty.products'))).toBeVisible()
    await page.getByRole('button', { name: say('shell.undo') }).click()
    await expect(count(page)).toHaveText('16 products')
  })

  test('what was begun in a form is there again, and is gone once it is saved', async ({ page }) => {
    await startWorkspace(page)
    await field(await openForm(page), 'Name').fill('Half a hotel')
    await page.keyboard.press('Escape')
    await expect(page.getByText(say('shell.drafts.kept'))).toBeVisible()
    await page.reload()
    const form = await openForm(page)
    await expect(form.getByText(say('shell.drafts.restored'))).toBeVisible()
    await expect(field(form, 'Name')).toHaveValue('Half a hotel')
    await page.keyboard.press('Control+Enter')
    await expect(heading(page).filter({ hasText: 'Half a hotel' })).toBeVisible()
    await page.goto('/companies')
    await expect(field(await openForm(page), 'Name')).toHaveValue('')
  })

  test('an order adds up as its lines are written', async ({ page }) => {
    await startWorkspace(page)
    await page.goto('/products')
    await create(page, { Name: 'House blend', 'List price': '18.50' })
    await page.goto('/orders')
    const form = await openForm(page)
    await form.getByRole('combobox', { name: 'Item' }).fill('house')
    await form.getByRole('option', { name: 'House blend' }).click()
    await field(form, 'Quantity').fill('4')
    await expect(form.getByRole('status').filter({ hasText: 'Total' })).toContainText('74')
    await page.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await page.goto('/orders')
    await expect(count(page)).toContainText('1 order')
    await expect(count(page)).toContainText('74')
  })
})

const firms = `Company name,Type,Industry,Employees
Anchor Hotel,customer,Hotels,11-50
Beacon Café,customer,Cafés,1-10
Cedar Foods,prospect,Food shops,1-10
Dune Hotel,prospect,Hotels,51-200
Ember Café,prospect,Cafés,1-10
Fern Trading,supplier,Trade,11-50
Gull Hotel,partner,Hotels,201-500
`

test('U4 a filter of three levels, built on a phone, shows the very records that it describes', async ({ page }) => {
  await startWorkspace(page)
  await importTable(page, 'firms.csv', firms)
  await page.goto('/companies')
  await expect(page.getByRole('row')).toHaveCount(7)

  // Type is customer, or (industry contains "hot" and (over ten employees, or none are known)).
  await page.getByRole('button', { name: say('shell.filter') }).click()
  const sheet = page.getByRole('dialog')
  const groups = sheet.getByRole('group', { name: say('filter.group') })
  const last = (role: 'condition' | 'field') =>
    role === 'field' ? sheet.getByLabel(say('shell.field')).last() : sheet.locator('.condition').last()
  await sheet.getByRole('button', { name: say('filter.add'), exact: true }).click()
  await last('condition').getByRole('button', { name: 'Customer' }).click()
  await sheet.getByRole('button', { name: say('filter.addGroup') }).click()
  await sheet
    .getByLabel(say('filter.mode'))
    .first()
    .selectOption({ label: say('filter.mode.any') })
  await groups
    .nth(1)
    .getByLabel(say('filter.mode'))
    .selectOption({ label: say('filter.mode.all') })
  await last('field').selectOption({ label: 'Industry' })
  await last('condition').getByLabel(say('filter.value')).fill('hot')
  await groups
    .nth(1)
    .getByRole('button', { name: say('filter.addGroup') })
    .click()
  await last('field').selectOption({ label: 'Employees' })
  await last('condition').getByRole('button', { name: '11–50' }).click()
  await last('condition').getByRole('button', { name: '51–200' }).click()
  await expect(groups.nth(2).getByRole('button', { name: say('filter.addGroup') })).toHaveCount(0)

  await sheet.getByRole('button', { name: 'Show 3 records' }).click()
  await expect(sheet).toBeHidden()
  expect(await names(page)).toEqual(['Anchor Hotel', 'Beacon Café', 'Dune Hotel'])

  // The same from the address alone.
  await page.reload()
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: /^Remove condition/ }).click()
  await expect(page.getByRole('row')).toHaveCount(7)
})

const people = `Given name,Family name,Company,Phone,Email
민준,김,한빛상사,+82 10-7070-5151,minjun@example.com
伟,张,临江酒店,+86 138 0013 8000,zhang@example.com
志明,陳,台北貿易,+886 912 345 678,chan@example.com
สมชาย,ใจดี,บริษัท ครัวทองคำ จำกัด,+66 81 987 6543,somchai@example.com
Zoë,Brûlé,Café Émile,+1 415 555 0132,zoe@example.com
`

test('U9 people are found by name, sound, initials, phone or email, in five languages and with a slip of the pen', async ({ page }) => {
  await startWorkspace(page)
  await importTable(page, 'people.csv', people)
  await page.goto('/contacts')
  await expect(page.getByRole('row')).toHaveCount(5)

  const queries: readonly (readonly [string, string])[] = [
    ['민준', '김'],
    ['ㄱㅁㅈ', '김'],
    ['한빛', '김'],
    ['7070-5151', '김'],
    ['张伟', '张'],
    ['張偉', '张'],
    ['zw', '张'],
    ['临江', '张'],
    ['13800138000', '张'],
    ['陳志明', '陳'],
    ['陈志明', '陳'],
    ['台北', '陳'],
    ['0912345678', '陳'],
    ['สมชาย', 'สมชาย'],
    ['ครัวทองคํา', 'สมชาย'],
    ['0819876543', 'สมชาย'],
    ['somchai@', 'สมชาย'],
    ['zoe brule', 'Zoë'],
    ['ＥＭＩＬＥ', 'Zoë'],
    ['brulle', 'Zoë'],
  ]
  for (const [text, name] of queries) {
    await searchFor(page, text)
    const people = page.getByRole('group', { name: new RegExp(say('entity.contact.many')) })
    await expect(people.getByRole('option').first(), text).toContainText(name)
  }
})

test.describe('in Thai', () => {
  test.use({ locale: 'th-TH' })
  const thai = wordsOf('th')

  test('S3 a wrong email and a wrong phone are named beside their fields, nothing is saved, and a right phone is kept with its country', async ({
    page,
  }) => {
    await startWorkspace(page, thai)
    await page.goto('/contacts')
    const form = await openForm(page)
    await field(form, thai('name.given')).fill('สมชาย')
    await field(form, thai('contact.phones.value')).fill('08-1234')
    await field(form, thai('contact.emails.value')).fill('abc')
    await page.keyboard.press('Control+Enter')
    await expect(form.getByText(thai('shell.invalid.invalidPhone'))).toBeVisible()
    await expect(form.getByText(thai('shell.invalid.invalidEmail'))).toBeVisible()
    await expect(field(form, thai('contact.phones.value'))).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByText(thai('shell.empty.contacts'))).toBeVisible()

    await openForm(page)
    await field(form, thai('contact.phones.value')).fill('0812345678')
    await field(form, thai('contact.emails.value')).fill('somchai@example.com')
    await page.keyboard.press('Control+Enter')
    await expect(form).toBeHidden()
    await expect(page.locator('a[href="tel:+66812345678"]').first()).toBeVisible()
  })
})
