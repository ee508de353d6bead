import './look.ts'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Span } from '../../../src/ui/lists/geometry.ts'
import { isSelected, selectedCount, type Selection } from '../../../src/ui/lists/selection.ts'
import People from './People.svelte'

const focusedRow = () => document.activeElement?.getAttribute('aria-rowindex')
const rowNamed = (name: string) => page.getByRole('row', { name: `${name} Call` })
const grid = () => page.getByRole('grid', { name: 'People' })
const scrollBy = async (pixels: number) => {
  grid().element().scrollTop += pixels
  await new Promise((done) => setTimeout(done, 120))
}

const listOf = async (
  more: Partial<{ total: number; delay: number; shift: number; onswipe: (text: string) => void; onask: (span: Span) => void }> = {},
) => {
  const opened: string[] = []
  let selection: Selection | undefined
  const screen = await render(People, {
    total: 100_000,
    onopen: (name: string) => opened.push(name),
    onselect: (next: Selection) => {
      selection = next
    },
    ...more,
  })
  await expect.element(rowNamed('Person 0')).toBeVisible()
  return { opened, screen, selection: () => selection }
}

/** Into the list by its one tab stop. */
const enter = async () => {
  await userEvent.keyboard('{Tab}')
  expect(focusedRow()).toBe('1')
}

describe('by keyboard', () => {
  test('arrows, pages and the ends move the focus, and Enter opens the row', async () => {
    const { opened } = await listOf()
    await enter()

    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(focusedRow()).toBe('3')
    await userEvent.keyboard('{PageDown}')
    expect(focusedRow()).toBe('12')
    await userEvent.keyboard('{End}')
    await expect.element(rowNamed('Person 99999')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual(['Person 99999'])
    await userEvent.keyboard('{Home}')
    await expect.element(rowNamed('Person 0')).toHaveFocus()
  })

  test('the list is one tab stop; the right arrow goes to a row’s own links and the left one back', async () => {
    await listOf()
    await enter()

    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement?.textContent).toBe('Call')
    await userEvent.keyboard('{ArrowLeft}')
    expect(focusedRow()).toBe('1')
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement?.closest('[role=grid]')).toBeNull()
  })

  test('letters seek', async () => {
    await listOf()
    await enter()

    await userEvent.keyboard('p')
    await expect.element(rowNamed('Person 500')).toHaveFocus()
  })
})

describe('the focus', () => {
  test('survives that its row is scrolled away, and goes on from there', async () => {
    await listOf()
    await enter()
    await userEvent.keyboard('{ArrowDown}')

    await scrollBy(500_000)
    await expect.element(rowNamed('Person 12500')).toBeVisible()
    expect(focusedRow()).toBe('2')
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(rowNamed('Person 2')).toHaveFocus()
  })

  test('stays where a row has not yet come, and opens it once it is there', async () => {
    const { opened } = await listOf({ delay: 250 })
    await enter()

    await userEvent.keyboard('{End}')
    expect(focusedRow()).toBe('100000')
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual([])
    await expect.element(rowNamed('Person 99999')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual(['Person 99999'])
  })

  test('goes with its record when others come in above it', async () => {
    const { opened, screen } = await listOf()
    await enter()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')

    await screen.rerender({ total: 100_003, shift: 3 })
    await expect.element(rowNamed('Person 2')).toHaveFocus()
    expect(focusedRow()).toBe('6')
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual(['Person 2'])
  })
})

describe('choosing rows', () => {
  test('Space chooses one, Shift and the arrows a stretch, Ctrl+A all, Escape none', async () => {
    const { selection } = await listOf()
    await enter()

    await userEvent.keyboard(' ')
    expect(selectedCount(selection() ?? { kind: 'some', ids: new Set() }, 100_000)).toBe(1)
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await vi.waitFor(() => {
      expect(selection()).toEqual({ kind: 'some', ids: new Set(['Person 0', 'Person 1', 'Person 2']) })
    })
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(selectedCount(selection() ?? { kind: 'some', ids: new Set() }, 100_000)).toBe(100_000)
    await userEvent.keyboard('{Escape}')
    expect(selectedCount(selection() ?? { kind: 'all', except: new Set() }, 100_000)).toBe(0)
  })

  test('once something is chosen a click chooses and does not open', async () => {
    const { opened, selection } = await listOf()
    await rowNamed('Person 3').click({ modifiers: ['Control'] })
    await rowNamed('Person 5').click()

    expect(opened).toEqual([])
    expect(isSelected(selection() ?? { kind: 'some', ids: new Set() }, 'Person 5')).toBe(true)
  })

  test('a finger that rests on a row chooses it', async () => {
    const { opened, selection } = await listOf()
    const row = rowNamed('Person 4').element()
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch', clientX: 5, clientY: 5 }))
    await vi.waitFor(() => {
      expect(selection()).toEqual({ kind: 'some', ids: new Set(['Person 4']) })
    })
    row.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, pointerType: 'touch' }))
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))

    expect(opened).toEqual([])
    expect(selection()).toEqual({ kind: 'some', ids: new Set(['Person 4']) })
  })
})

describe('by a finger', () => {
  const swipe = (name: string, way: number, drift = 0) => {
    const row = rowNamed(name).element()
    const at = (type: string, step: number) =>
      row.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerType: 'touch',
          pointerId: 3,
          clientX: 100 + way * step,
          clientY: 20 + drift * step,
        }),
      )
    at('pointerdown', 0)
    at('pointermove', 0.3)
    at('pointermove', 1)
    const word = row.querySelector('[aria-hidden]')?.textContent
    at('pointerup', 1)
    return word
  }

  test('a swipe says what it will do, and does it when it was long enough', async () => {
    const done: string[] = []
    const { opened } = await listOf({ onswipe: (text) => done.push(text) })

    expect(swipe('Person 2', 120)).toBe('Call')
    expect(swipe('Person 3', -120)).toBe('Task')
    swipe('Person 4', 40)

    expect(done).toEqual(['call Person 2', 'task for Person 3'])
    expect(opened).toEqual([])
    expect(rowNamed('Person 4').element().querySelector('[aria-hidden]')).toBeNull()
  })

  test('scrolling is no swipe', async () => {
    const done: string[] = []
    await listOf({ onswipe: (text) => done.push(text) })

    swipe('Person 2', 120, 300)

    expect(done).toEqual([])
  })
})

describe('of 100,000 rows', () => {
  test('only those in sight exist, and their places are told to screen readers', async () => {
    await listOf()

    expect(grid().element().querySelectorAll('[role=row]').length).toBeLessThan(24)
    expect(grid().element().getAttribute('aria-rowcount')).toBe('100000')
    expect(rowNamed('Person 7').element().getAttribute('aria-rowindex')).toBe('8')
  })

  test('a long scroll asks for windows, never for all', async () => {
    const asked: Span[] = []
    await listOf({ onask: (span) => asked.push(span) })

    const element = grid().element()
    for (let step = 0; step < 120; step++) {
      element.scrollTop += step < 60 ? 90 : 4_000
      await new Promise((done) => requestAnimationFrame(done))
    }
    await new Promise((done) => setTimeout(done, 200))

    expect(Math.max(...asked.map(({ count }) => count))).toBeLessThanOrEqual(36)
    await expect.element(rowNamed(`Person ${Math.round(element.scrollTop / 40)}`)).toBeVisible()
  })
})
