import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { EntityName } from '../../../src/domain/entities.ts'
import { factOf } from '../../screens/records/facts.ts'
import EditorForm from './EditorForm.svelte'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
beforeAll(async () => {
  workspace = await openWorkspace()
})
afterAll(() => workspace.end())

const editorOf = async (entity: EntityName, name: string, first: unknown = null, error?: string) => {
  const held = { value: first }
  await render(EditorForm, {
    entity,
    fact: factOf(entity, name),
    first,
    ...(error === undefined ? {} : { error }),
    onvalue: (value: unknown) => (held.value = value),
  })
  return held
}
const box = (name: string) => page.getByRole('textbox', { name, exact: true })

describe('an amount', () => {
  test('is kept in minor units while it stays on screen as it was typed', async () => {
    const held = await editorOf('deal', 'amount')
    await userEvent.type(box('Amount'), '1,200.')
    expect(held.value).toEqual({ amount: 120_000, currency: 'THB' })
    await expect.element(box('Amount')).toHaveValue('1,200.')
  })

  test('takes another currency along', async () => {
    const held = await editorOf('deal', 'amount', { amount: 50_000, currency: 'THB' })
    await page.getByLabelText('Amount: Currency').selectOptions('KRW')
    expect(held.value).toEqual({ amount: 500, currency: 'KRW' })
  })

  test('that is none stays as written, for the check to name', async () => {
    const held = await editorOf('deal', 'amount', null, 'Enter an amount, such as 1,200.')
    await userEvent.type(box('Amount'), 'lots')
    expect(held.value).toBe('lots')
    await expect.element(box('Amount')).toHaveAccessibleDescription('Enter an amount, such as 1,200.')
  })
})

describe('phones', () => {
  test('are added, and the last one can be made the first and the main one', async () => {
    const held = await editorOf('contact', 'phones', [])
    for (const number of ['0811111111', '0822222222']) {
      await page.getByRole('button', { name: 'Add phone' }).click()
      await userEvent.keyboard(number)
    }
    await page.getByRole('button', { name: 'Move up' }).nth(1).click()
    expect(held.value).toMatchObject([
      { value: '0822222222', primary: true },
      { value: '0811111111', primary: false },
    ])
  })

  test('the main one taken away, the next is the main one', async () => {
    const held = await editorOf('contact', 'phones', [
      { id: 'a', order: 'a0', value: '+66811111111', primary: true },
      { id: 'b', order: 'a1', value: '+66822222222', primary: false },
    ])
    await page.getByRole('button', { name: 'Remove' }).first().click()
    expect(held.value).toMatchObject([{ id: 'b', primary: true }])
  })
})

test('words are added by Enter and by comma, once each, and Backspace takes the last away', async () => {
  const held = await editorOf('contact', 'interests', ['golf'])
  await userEvent.type(box('Interests'), 'tea{Enter}golf,coffee,')
  expect(held.value).toEqual(['golf', 'tea', 'coffee'])
  await userEvent.type(box('Interests'), '{Backspace}')
  expect(held.value).toEqual(['golf', 'tea'])
})

test('a name keeps its parts, and drops those that are emptied', async () => {
  const held = await editorOf('contact', 'name', { family: 'Lee', given: 'Ann', prefix: 'Ms' })
  await userEvent.fill(box('Given name'), 'Anna')
  await userEvent.fill(box('Title'), '')
  expect(held.value).toEqual({ family: 'Lee', given: 'Anna' })
})

test('an address that is emptied is none', async () => {
  const held = await editorOf('contact', 'address', { locality: 'Bangkok' })
  await userEvent.fill(box('Town or city'), '')
  expect(held.value).toBeNull()
})

test('another record is found as one types, told apart by a note', async () => {
  const id = await workspace.add('company', { name: 'Siam Beans', industry: 'Coffee' })
  await workspace.add('company', { name: 'Chiang Mai Tea' })
  const held = await editorOf('contact', 'companyId')
  await userEvent.type(page.getByRole('combobox', { name: 'Company' }), 'siam')
  await page.getByRole('option', { name: 'Siam Beans Coffee' }).click()
  expect(held.value).toBe(id)
  await expect.element(page.getByRole('combobox', { name: 'Company' })).toHaveValue('Siam Beans')
})

test('each field brings the keyboard that suits it', async () => {
  await editorOf('company', 'website')
  await expect.element(box('Website')).toHaveAttribute('inputmode', 'url')
  await editorOf('order', 'exchangeRate')
  await expect.element(box('Exchange rate')).toHaveAttribute('inputmode', 'decimal')
})
