import './look.ts'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import NewContact from './NewContact.svelte'

const opener = () => page.getByRole('button', { name: 'Open' })
const sheet = () => page.getByRole('dialog', { name: 'New contact' })
const name = () => page.getByLabelText('Name')

const openSheet = async () => {
  await render(NewContact)
  await opener().click()
  await expect.element(sheet()).toBeVisible()
}

test('one can write at once, and Escape leads back to the button that opened it', async () => {
  await openSheet()
  await expect.element(name()).toHaveFocus()

  await userEvent.keyboard('{Escape}')
  await expect.element(sheet()).not.toBeInTheDocument()
  await expect.element(opener()).toHaveFocus()
})

test('what was written is there when it is opened again', async () => {
  await openSheet()
  await name().fill('Ann Lee')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.element(sheet()).not.toBeInTheDocument()

  await opener().click()
  await expect.element(name()).toHaveValue('Ann Lee')
})

test('a finger pulls it down by its head, and lets it spring back when it was little', async () => {
  await openSheet()
  const head = sheet().element().querySelector('header')
  const pull = (by: number) => {
    const at = (type: string, clientY: number, pointerId = 7) =>
      head?.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch', clientY, pointerId }))
    // The browser knows no such pointer, so it cannot be captured; what the sheet does with its way is what counts here.
    if (head) head.setPointerCapture = () => undefined
    at('pointerdown', 100)
    at('pointermove', 100 + by)
    at('pointerup', 100 + by)
  }

  pull(20)
  await expect.element(sheet()).toBeVisible()
  expect(sheet().element().style.transform).toBe('')
  pull(200)
  await expect.element(sheet()).not.toBeInTheDocument()
})
