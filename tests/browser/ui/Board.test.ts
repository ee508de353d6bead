import './look.ts'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import Deals from './Deals.svelte'

const boardOf = async (more: { isRefusing?: boolean; columns?: Record<string, string[]> } = {}) => {
  await page.viewport(1_000, 600)
  const moved: string[] = []
  const opened: string[] = []
  await render(Deals, {
    columns: { Open: ['Acme', 'Bolt', 'Cargo'], Offer: ['Delta'], Won: [] },
    onmoved: (text: string) => moved.push(text),
    onopen: (card: string) => opened.push(card),
    ...more,
  })
  return { moved, opened }
}

const cardsIn = (column: string) =>
  [...page.getByRole('region', { name: column }).element().querySelectorAll('li')]
    .toSorted((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
    .map((card) => card.textContent.trim())
const card = (name: string) => page.getByRole('button', { name })
const spoken = () => document.querySelector('[aria-live=assertive]')?.textContent

describe('by keyboard', () => {
  test('Space takes a card up, arrows carry it, Space puts it down, and each step is read out', async () => {
    const { moved, opened } = await boardOf()
    card('Bolt').element().focus()

    await userEvent.keyboard(' ')
    expect(spoken()).toContain('Bolt')
    await userEvent.keyboard('{ArrowRight}')
    expect(cardsIn('Open')).toEqual(['Acme', 'Cargo'])
    expect(cardsIn('Offer')).toEqual(['Delta', 'Bolt'])
    expect(spoken()).toContain('Offer')
    await userEvent.keyboard('{ArrowUp} ')

    expect(moved).toEqual(['Bolt to Offer between top and Delta'])
    expect(cardsIn('Offer')).toEqual(['Bolt', 'Delta'])
    await expect.element(card('Bolt')).toHaveFocus()
    expect(opened).toEqual([])
  })

  test('Escape puts it back where it was', async () => {
    const { moved } = await boardOf()
    card('Acme').element().focus()

    await userEvent.keyboard(' {ArrowRight}{ArrowRight}{Escape}')

    expect(moved).toEqual([])
    expect(cardsIn('Open')).toEqual(['Acme', 'Bolt', 'Cargo'])
    await expect.element(card('Acme')).toHaveFocus()
  })

  test('an empty column takes a card', async () => {
    const { moved } = await boardOf()
    card('Delta').element().focus()

    await userEvent.keyboard(' {ArrowRight} ')

    expect(moved).toEqual(['Delta to Won between top and bottom'])
  })

  test('a move that was refused is undone on the board', async () => {
    await boardOf({ isRefusing: true })
    card('Acme').element().focus()

    await userEvent.keyboard(' {ArrowRight} ')

    await expect.poll(() => cardsIn('Open')).toEqual(['Acme', 'Bolt', 'Cargo'])
  })

  test('arrows walk over the cards, Enter opens one, and the board is one tab stop', async () => {
    const { opened } = await boardOf()
    await userEvent.keyboard('{Tab}{ArrowDown}{Enter}')
    expect(opened).toEqual(['Bolt'])

    await userEvent.keyboard('{ArrowRight}')
    await expect.element(card('Delta')).toHaveFocus()
    expect(document.querySelectorAll('.open[tabindex="0"]')).toHaveLength(1)
  })
})

test('a mouse carries a card to another column and does not open it', async () => {
  const { moved, opened } = await boardOf()
  await userEvent.dragAndDrop(card('Acme'), page.getByRole('region', { name: 'Won' }), { steps: 12 })

  await expect.poll(() => moved).toEqual(['Acme to Won between top and bottom'])
  expect(cardsIn('Won')).toEqual(['Acme'])
  expect(opened).toEqual([])
})

test('of a thousand cards only those in sight exist', async () => {
  await boardOf({ columns: { Open: Array.from({ length: 1_000 }, (_, index) => `Deal ${index}`), Won: [] } })

  expect(document.querySelectorAll('li').length).toBeLessThan(16)
  expect(document.querySelector('li')?.getAttribute('aria-setsize')).toBe('1000')
})
