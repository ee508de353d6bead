import type { Attachment } from 'svelte/attachments'

/** What a swipe of a row does; the same actions stand in its menu, for those who cannot swipe. */
export interface Swipe<T> {
  label: string
  run: (row: T) => void
}

/** `onward` follows the direction of reading: call and log. `back` goes against it: task, snooze. */
export interface Swipes<T> {
  onward?: Swipe<T>
  back?: Swipe<T>
}

/** Sideways pixels from which a touch is a swipe and no tap, and from which letting go acts. */
const begun = 12
const enough = 88

/** Follows a finger over a list that knows which row is under it. */
export type Swiping<T> = (rowOf: (target: Element) => { line: HTMLElement; row: T } | undefined) => Attachment<HTMLElement>

/** Moves the cell of a row with the finger, shows behind it what will be done, and does it when let go far enough. */
export const swiping =
  <T>(swipes: Swipes<T>): Swiping<T> =>
  (rowOf) =>
  (list) => {
    let touch: { line: HTMLElement; row: T; x: number; y: number; pointer: number; way: number; word: HTMLElement | undefined } | undefined
    list.style.touchAction = 'pan-y'

    const actionFor = (way: number) => {
      const isRightToLeft = getComputedStyle(list).direction === 'rtl'
      return way > 0 !== isRightToLeft ? swipes.onward : swipes.back
    }

    const begin = (event: PointerEvent) => {
      const found = event.pointerType !== 'mouse' && event.target instanceof Element ? rowOf(event.target) : undefined
      if (found && !touch) touch = { ...found, x: event.clientX, y: event.clientY, pointer: event.pointerId, way: 0, word: undefined }
    }

    const move = (event: PointerEvent) => {
      if (event.pointerId !== touch?.pointer) return
      const way = event.clientX - touch.x
      const isSideways = Math.abs(way) > begun && Math.abs(way) > Math.abs(event.clientY - touch.y)
      const action = actionFor(way)
      if ((!isSideways && touch.way === 0) || action === undefined) return
      touch.way = way
      touch.word ??= wordIn(touch.line)
      touch.word.textContent = action.label
      paint(touch.word, way)
      cellOf(touch.line)?.style.setProperty('translate', `${way}px`)
      cellOf(touch.line)?.style.setProperty('background', 'var(--surface)')
    }

    const end = (event: PointerEvent) => {
      if (event.pointerId !== touch?.pointer) return
      const { line, row, way, word } = touch
      touch = undefined
      word?.remove()
      cellOf(line)?.style.removeProperty('translate')
      cellOf(line)?.style.removeProperty('background')
      if (way === 0) return
      list.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => {
        list.removeEventListener('click', swallow, { capture: true })
      })
      if (event.type === 'pointerup' && Math.abs(way) >= enough) actionFor(way)?.run(row)
    }

    list.addEventListener('pointerdown', begin)
    list.addEventListener('pointermove', move)
    list.addEventListener('pointerup', end)
    list.addEventListener('pointercancel', end)
    return () => {
      list.style.removeProperty('touch-action')
      list.removeEventListener('pointerdown', begin)
      list.removeEventListener('pointermove', move)
      list.removeEventListener('pointerup', end)
      list.removeEventListener('pointercancel', end)
    }
  }

const cellOf = (line: HTMLElement) => line.querySelector<HTMLElement>('[role="gridcell"]')

const wordIn = (line: HTMLElement): HTMLElement => {
  const word = document.createElement('span')
  word.ariaHidden = 'true'
  Object.assign(word.style, { position: 'absolute', inset: '0', display: 'flex', alignItems: 'center', paddingInline: 'var(--gutter)' })
  word.style.font = 'var(--text-strong)'
  line.prepend(word)
  return word
}

/** Soft while letting go would do nothing, filled once it would act. */
const paint = (word: HTMLElement, way: number) => {
  const isFar = Math.abs(way) >= enough
  word.style.color = isFar ? 'var(--on-accent)' : 'var(--accent-ink)'
  word.style.background = isFar ? 'var(--accent)' : 'var(--accent-soft)'
  word.style.justifyContent = way > 0 ? 'left' : 'right'
}

const swallow = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}
