import './look.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { windowClock } from '../../../src/ui/floats/timers.ts'
import { createToasts, toastStay } from '../../../src/ui/floats/toasts.svelte.ts'
import ToastStack from '../../../src/ui/floats/ToastStack.svelte'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const stackOf = async () => {
  const toasts = createToasts(windowClock)
  const undone: string[] = []
  await render(ToastStack, { toasts, label: 'What happened' })
  toasts.show({ text: 'Acme moved to the trash', action: { label: 'Undo', run: () => undone.push('Acme') } })
  await expect.element(toast()).toBeVisible()
  return { toasts, undone }
}

const toast = () => page.getByText('Acme moved to the trash')
const undo = () => page.getByRole('button', { name: 'Undo' })

test('what happened can be undone for ten seconds, then it goes', async () => {
  await stackOf()

  vi.advanceTimersByTime(toastStay - 1)
  await expect.element(undo()).toBeVisible()
  vi.advanceTimersByTime(1)
  await expect.element(toast()).not.toBeInTheDocument()
})

test('Undo takes it back and the toast goes', async () => {
  const { undone } = await stackOf()
  await undo().click()

  expect(undone).toEqual(['Acme'])
  await expect.element(toast()).not.toBeInTheDocument()
})

test('time stands still while the focus is on it', async () => {
  await stackOf()
  vi.advanceTimersByTime(9_000)
  undo().element().focus()
  vi.advanceTimersByTime(60_000)
  await expect.element(undo()).toBeVisible()

  undo().element().blur()
  await Promise.resolve()
  vi.advanceTimersByTime(1_000)
  await expect.element(toast()).not.toBeInTheDocument()
})

test('F6 leads to it and back to where one was', async () => {
  const field = document.body.appendChild(document.createElement('input'))
  await stackOf()
  field.focus()

  await userEvent.keyboard('{F6}')
  await expect.element(undo()).toHaveFocus()
  await userEvent.keyboard('{F6}')
  expect(document.activeElement).toBe(field)
  field.remove()
})

test('after Undo by keyboard the focus is back where one was', async () => {
  const field = document.body.appendChild(document.createElement('input'))
  await stackOf()
  field.focus()
  await userEvent.keyboard('{F6}{Enter}')

  await expect.poll(() => document.activeElement).toBe(field)
  field.remove()
})

test('it is read out as it comes', async () => {
  await stackOf()

  expect(toast().element().closest('[role=status]')?.getAttribute('aria-live')).toBe('polite')
})

test('no more than three stand at once', async () => {
  const { toasts } = await stackOf()
  for (const text of ['two', 'three', 'four']) toasts.show({ text })

  expect(toasts.shown.map(({ text }) => text)).toEqual(['two', 'three', 'four'])
})
