import type { Attachment } from 'svelte/attachments'

/** What the Tab key can reach inside `root`, in its order. */
export const focusables = (root: Element): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled, [inert] *') && element.checkVisibility(),
  )

/** Remembers where the focus is; the function it returns puts it back there, if that place still exists. */
export const keepFocus = (): (() => void) => {
  const before = document.activeElement
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
  }
}

let isArriving = false

/** A page is about to be shown whose title takes the focus. */
export const arrive = (): void => {
  isArriving = true
}

/** On the title of a page: one that was gone to takes the focus, so that it is read out and Tab goes on from there. */
export const heading: Attachment<HTMLElement> = (title) => {
  if (isArriving) title.focus({ preventScroll: true })
  isArriving = false
}

/** The neighbour in a bar or menu that an arrow key leads to, going round at the ends; undefined for other keys. */
export const stepped = (key: string, index: number, count: number, axis: 'row' | 'column' | 'both' = 'both'): number | undefined => {
  if (count === 0) return undefined
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const back = axis === 'row' ? ['ArrowLeft'] : ['ArrowUp', ...(axis === 'both' ? ['ArrowLeft'] : [])]
  const on = axis === 'row' ? ['ArrowRight'] : ['ArrowDown', ...(axis === 'both' ? ['ArrowRight'] : [])]
  if (back.includes(key)) return (index - 1 + count) % count
  return on.includes(key) ? (index + 1) % count : undefined
}
