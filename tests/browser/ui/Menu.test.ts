import './look.ts'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import MoveTo from './MoveTo.svelte'

const button = () => page.getByRole('button', { name: 'Move to…' })
const item = (name: string) => page.getByRole('menuitem', { name })

const openMenu = async () => {
  const moved: string[] = []
  await render(MoveTo, { onmoved: (stage: string) => moved.push(stage) })
  button().element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(item('Offer')).toHaveFocus()
  return moved
}

test('arrows go round, letters jump, Enter does it and leads back to the button', async () => {
  const moved = await openMenu()
  await userEvent.keyboard('{ArrowUp}')
  await expect.element(item('Won')).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}w{Enter}')

  expect(moved).toEqual(['Won'])
  await expect.element(button()).toHaveFocus()
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
})

test('Escape and a press elsewhere leave all as it was', async () => {
  const moved = await openMenu()
  await userEvent.keyboard('{Escape}')
  await expect.element(button()).toHaveFocus()

  await button().click()
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
  expect(moved).toEqual([])
})

test('what cannot be done now can be read, not chosen', async () => {
  const moved = await openMenu()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(item('Negotiation')).toHaveFocus()
  await userEvent.keyboard('{Enter}')

  expect(moved).toEqual([])
})
