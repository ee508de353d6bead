import type { Attachment } from 'svelte/attachments'

/** A finger that rests this long, in milliseconds, means "choose", not "open". */
const longPress = 450
/** A finger that moves further than this, in pixels, is scrolling. */
const still = 10

/** Calls `onlongpress` with what the finger rests on, and swallows the click that follows. */
export const longPressed =
  (onlongpress: (target: Element) => void): Attachment<HTMLElement> =>
  (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let from = { x: 0, y: 0 }
    let hasFired = false

    const cancel = () => {
      clearTimeout(timer)
      timer = undefined
    }
    const begin = ({ target, pointerType, clientX, clientY }: PointerEvent) => {
      hasFired = false
      if (pointerType === 'mouse' || !(target instanceof Element)) return
      from = { x: clientX, y: clientY }
      timer = setTimeout(() => {
        hasFired = true
        // Safari and Firefox have none.
        if ('vibrate' in navigator) navigator.vibrate(10)
        onlongpress(target)
      }, longPress)
    }
    const move = ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > still) cancel()
    }
    const swallow = (event: Event) => {
      if (!hasFired) return
      event.preventDefault()
      event.stopPropagation()
      if (event.type === 'click') hasFired = false
    }

    const listeners: [string, EventListener, boolean][] = [
      // An event's type is settled by its name; the DOM's typings of addEventListener cannot say so for a list.
      ['pointerdown', begin as EventListener, false],
      ['pointermove', move as EventListener, false],
      ['pointerup', cancel, false],
      ['pointercancel', cancel, false],
      ['scroll', cancel, false],
      ['contextmenu', swallow, true],
      ['click', swallow, true],
    ]
    for (const [name, listener, isCapture] of listeners) element.addEventListener(name, listener, isCapture)
    return () => {
      cancel()
      for (const [name, listener, isCapture] of listeners) element.removeEventListener(name, listener, isCapture)
    }
  }
