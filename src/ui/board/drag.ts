import type { Attachment } from 'svelte/attachments'

export interface Point {
  x: number
  y: number
}

interface Drag {
  /** The card under a press, if it may be dragged. */
  cardAt: (target: Element) => HTMLElement | undefined
  onlift: (card: HTMLElement, at: Point) => void
  oncarry: (at: Point) => void
  onend: (isDropped: boolean) => void
}

/** A mouse lifts after this many pixels; a finger after resting this many milliseconds, since moving at once means scrolling. */
const slack = 5
const rest = 280

/** Drags by mouse, pen and finger. What a drag means is the caller's affair. */
export const draggable =
  ({ cardAt, onlift, oncarry, onend }: Drag): Attachment<HTMLElement> =>
  (board) => {
    let pressed: { card: HTMLElement; from: Point; pointer: number; timer: ReturnType<typeof setTimeout> | undefined } | undefined
    let isCarrying = false
    let ghost: HTMLElement | undefined

    const begin = (event: PointerEvent) => {
      const card = event.button === 0 && event.target instanceof Element ? cardAt(event.target) : undefined
      if (card === undefined || pressed) return
      const from = { x: event.clientX, y: event.clientY }
      const timer = event.pointerType === 'mouse' ? undefined : setTimeout(lift, rest)
      pressed = { card, from, pointer: event.pointerId, timer }
    }

    const lift = () => {
      if (!pressed) return
      isCarrying = true
      // Safari and Firefox have none.
      if ('vibrate' in navigator) navigator.vibrate(10)
      ghost = ghostOf(pressed.card)
      board.append(ghost)
      onlift(pressed.card, pressed.from)
    }

    const move = (event: PointerEvent) => {
      if (event.pointerId !== pressed?.pointer) return
      const at = { x: event.clientX, y: event.clientY }
      const way = { x: at.x - pressed.from.x, y: at.y - pressed.from.y }
      if (!isCarrying && Math.hypot(way.x, way.y) < slack) return
      if (!isCarrying && pressed.timer !== undefined) {
        end(false)
        return
      }
      if (!isCarrying) lift()
      if (ghost) ghost.style.transform = `translate(${way.x}px, ${way.y}px) rotate(1.5deg)`
      oncarry(at)
    }

    const end = (isDropped: boolean) => {
      clearTimeout(pressed?.timer)
      pressed = undefined
      ghost?.remove()
      ghost = undefined
      if (isCarrying) onend(isDropped)
      isCarrying = false
    }

    const up = () => {
      // The click that follows a drop would open the card.
      if (isCarrying) window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => {
        window.removeEventListener('click', swallow, { capture: true })
      })
      end(true)
    }
    const cancel = () => {
      end(false)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isCarrying) return
      event.preventDefault()
      event.stopPropagation()
      cancel()
    }
    /** Only while a card is carried: otherwise a finger scrolls. */
    const hold = (event: Event) => {
      if (isCarrying) event.preventDefault()
    }

    board.addEventListener('pointerdown', begin)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', key, { capture: true })
    board.addEventListener('touchmove', hold, { passive: false })
    board.addEventListener('contextmenu', hold)
    return () => {
      cancel()
      board.removeEventListener('pointerdown', begin)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', key, { capture: true })
      board.removeEventListener('touchmove', hold)
      board.removeEventListener('contextmenu', hold)
    }
  }

const swallow = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}

/** What follows the pointer: a copy, so that the list may redraw beneath it. */
const ghostOf = (card: HTMLElement): HTMLElement => {
  const { left, top, width, height } = card.getBoundingClientRect()
  const ghost = document.createElement('div')
  ghost.className = 'ghost'
  ghost.inert = true
  ghost.append(card.cloneNode(true))
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  return ghost
}
