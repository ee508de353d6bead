import './look.ts'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import InlineField from '../../../src/ui/fields/InlineField.svelte'

const fieldOf = async (refusal?: string) => {
  const saved: string[] = []
  const onsave = (value: string) => {
    saved.push(value)
    return refusal
  }
  await render(InlineField, { label: 'Phone', value: '021234567', shown: '02 123 4567', onsave })
  return { saved, field: page.getByLabelText('Phone') }
}

test('Enter saves what was written', async () => {
  const { saved, field } = await fieldOf()
  await field.fill('029876543')
  await userEvent.keyboard('{Enter}')

  expect(saved).toEqual(['029876543'])
})

test('leaving saves too, once, and only what has changed', async () => {
  const { saved, field } = await fieldOf()
  await field.click()
  await userEvent.tab()
  expect(saved).toEqual([])

  await field.fill('029876543')
  await userEvent.tab()
  expect(saved).toEqual(['029876543'])
})

test('Escape takes back what was written', async () => {
  const { saved, field } = await fieldOf()
  await field.fill('02')
  await userEvent.keyboard('{Escape}')

  await expect.element(field).toHaveValue('021234567')
  await userEvent.tab()
  expect(saved).toEqual([])
})

test('what is refused stays as written, with the reason beside it and told to screen readers', async () => {
  const { field } = await fieldOf('This number is too short.')
  await field.fill('02')
  await userEvent.keyboard('{Enter}')

  await expect.element(field).toHaveValue('02')
  await expect.element(field).toHaveAccessibleDescription('This number is too short.')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This number is too short.')
  await field.fill('029876543')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

test('at rest the value reads in the person’s own manner', async () => {
  await fieldOf()

  await expect.element(page.getByText('02 123 4567')).toBeVisible()
})
