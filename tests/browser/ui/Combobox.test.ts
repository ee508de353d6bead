import './look.ts'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Option } from '../../../src/ui/fields/combobox.ts'
import LazyCombobox from '../../../src/ui/fields/LazyCombobox.svelte'

const companies = ['Acme', 'Acorn Bakery', 'Bolt Steel'].map((label, index) => ({ id: `company_${index}`, label }))
const search = (text: string): Promise<readonly Option[]> =>
  Promise.resolve(companies.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())))

const comboboxOf = async (
  more: { value?: string; shown?: string; create?: { label: (text: string) => string; run: (text: string) => void } } = {},
) => {
  const chosen: string[] = []
  await render(LazyCombobox, { label: 'Company', value: '', shown: '', search, onchange: (id: string) => chosen.push(id), ...more })
  await expect.element(page.getByRole('combobox', { name: 'Company' })).toBeVisible()
  return { chosen, box: page.getByRole('combobox', { name: 'Company' }) }
}

test('pasting opens it, since no key is pressed then', async () => {
  const { box } = await comboboxOf()
  await box.fill('ac')

  await expect.element(page.getByRole('option', { name: 'Acorn Bakery' })).toBeVisible()
  expect(page.getByRole('option').elements()).toHaveLength(2)
})

test('arrows and Enter choose', async () => {
  const { chosen, box } = await comboboxOf()
  await box.fill('bolt')
  await expect.element(page.getByRole('option', { name: 'Bolt Steel' })).toBeVisible()
  await userEvent.keyboard('{ArrowDown}{Enter}')

  expect(chosen).toEqual(['company_2'])
  await expect.element(box).toHaveValue('Bolt Steel')
})

test('a click chooses', async () => {
  const { chosen, box } = await comboboxOf()
  await box.fill('ac')
  await page.getByRole('option', { name: 'Acme' }).click()

  expect(chosen).toEqual(['company_0'])
})

test('what was written and not chosen goes back to what is held', async () => {
  const { chosen, box } = await comboboxOf({ value: 'company_0', shown: 'Acme' })
  await box.fill('zzz')
  await userEvent.keyboard('{Escape}')
  await userEvent.tab()

  await expect.element(box).toHaveValue('Acme')
  expect(chosen).toEqual([])
})

test('emptied, it holds none', async () => {
  const { chosen, box } = await comboboxOf({ value: 'company_0', shown: 'Acme' })
  await box.fill('')
  await userEvent.keyboard('{Escape}')
  await userEvent.tab()

  expect(chosen).toEqual([''])
})

test('what is not there can be added from what was written', async () => {
  const added: string[] = []
  const { box } = await comboboxOf({ create: { label: (text) => `Add “${text}”`, run: (text) => added.push(text) } })
  await box.fill('Zephyr')
  await page.getByRole('option', { name: 'Add “Zephyr”' }).click()

  expect(added).toEqual(['Zephyr'])
})
