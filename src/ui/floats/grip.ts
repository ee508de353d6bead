import type { Attachment } from 'svelte/attachments'

/** How far down, in pixels, a sheet must be pulled to close; a quick flick needs less. */
const enough = 96
const quick = 0.6

/** Lets a sheet be pulled down by its head. The dialog follows the finger and springs back when let go early. */
export const grip =
  (onclose: () => void): Attachment<HTMLElement> =>
  (head) => {
    let start: { y: number; at: number } | undefined
    const sheet = () => head.closest('dialog')

    const move = (event: PointerEvent) => {
      const dialog = sheet()
      if (start === undefined || dialog === null) return
      dialog.style.transform = `translateY(${Math.max(0, event.clientY - start.y)}px)`
    }

    const end = (event: PointerEvent) => {
      const dialog = sheet()
      if (start === undefined || dialog === null) return
      const pulled = event.clientY - start.y
      const speed = pulled / Math.max(1, event.timeStamp - start.at)
      start = undefined
      const isClosing = event.type === 'pointerup' && (pulled > enough || (pulled > 24 && speed > quick))
      if (isClosing) onclose()
      else dialog.style.transform = ''
    }

    const begin = (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || (event.target instanceof Element && event.target.closest('button'))) return
      start = { y: event.clientY, at: event.timeStamp }
      head.setPointerCapture(event.pointerId)
    }

    head.addEventListener('pointerdown', begin)
    head.addEventListener('pointermove', move)
    head.addEventListener('pointerup', end)
    head.addEventListener('pointercancel', end)
    return () => {
      head.removeEventListener('pointerdown', begin)
      head.removeEventListener('pointermove', move)
      head.removeEventListener('pointerup', end)
      head.removeEventListener('pointercancel', end)
    }
  }
