import { difference } from '../../../store/texts.ts'
import type { OpenText } from '../../../sync/rooms/text.ts'

interface Heard {
  /** What stands in the field. */
  readonly onShown: (value: string) => void
  /** Where this person's selection begins and ends. */
  readonly onPlace: (anchor: number, head: number) => void
}

/** Ties a field to a text that others type into as well. What others type waits while a syllable is being put together: it would break it. */
export const attachNote = (area: HTMLTextAreaElement, text: OpenText, { onShown, onPlace }: Heard): (() => void) => {
  let isComposing = false
  /** The text as the field held it when a syllable was begun, and where its places are by now. */
  let begun = ''
  let since: ((at: number) => number)[] = []

  const show = (value: string, moved: (at: number) => number) => {
    const { selectionStart, selectionEnd, selectionDirection } = area
    const isHere = document.activeElement === area
    area.value = value
    if (isHere) area.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection)
    onShown(value)
  }
  const place = () => {
    if (document.activeElement !== area || isComposing) return
    const { selectionStart, selectionEnd, selectionDirection } = area
    if (selectionDirection === 'backward') onPlace(selectionEnd, selectionStart)
    else onPlace(selectionStart, selectionEnd)
  }
  const write = () => {
    text.write(area.value)
    onShown(area.value)
  }

  const composed = () => {
    isComposing = false
    const { start, removed, added } = difference(begun, area.value)
    const now = (at: number) => since.reduce((moved, move) => move(moved), at)
    const [from, to] = [now(start), now(start + removed)]
    const [before, after] = [text.read().slice(0, from), text.read().slice(Math.max(from, to))]
    const caret = before.length + added.length
    const isMoved = since.length > 0
    since = []
    text.write(before + added + after)
    if (isMoved) show(text.read(), () => caret)
    else onShown(area.value)
    place()
  }

  const stop = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(type: K, hear: (event: HTMLElementEventMap[K]) => void) =>
    area.addEventListener(type, hear, { signal: stop.signal })
  on('input', () => {
    if (!isComposing) write()
  })
  on('compositionstart', () => {
    isComposing = true
    begun = area.value
  })
  on('compositionend', composed)
  on('focus', place)
  // The browser's own undo knows nothing of what others typed between.
  on('beforeinput', (event) => {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
    event.preventDefault()
    takeBack(event.inputType === 'historyRedo')
  })
  on('keydown', (event) => {
    const key = event.key.toLowerCase()
    if (event.isComposing) return
    if (key === 'escape') area.blur()
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
    event.preventDefault()
    event.stopPropagation()
    takeBack(key === 'y' || event.shiftKey)
  })
  document.addEventListener('selectionchange', place, { signal: stop.signal })

  const takeBack = (isAgain: boolean) => (isAgain ? text.redo() : text.undo())
  const stopListening = text.listen((value, moved) => {
    if (isComposing) since.push(moved)
    else show(value, moved)
  })
  show(text.read(), (at) => at)

  return () => {
    stop.abort()
    stopListening()
  }
}
