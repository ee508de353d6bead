/** A key with what must be held: `Mod+K` (Ctrl, on a Mac Cmd), `Shift+?`, `F6`, `j`. */
export type Shortcut = string

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** Whether the person is writing, or looking for a choice by its first letters: single letters are then text, not shortcuts. */
const isWriting = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio]), textarea, select') ||
    target.closest('[role=menu], [role=listbox]') !== null)

/** With Ctrl or Cmd these belong to the text one writes. */
const EDITING: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'y', 'z'])

export const matches = (shortcut: Shortcut, event: KeyboardEvent): boolean => {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const wantsMod = parts.includes('Mod')
  const hasMod = isMac() ? event.metaKey : event.ctrlKey
  if (event.isComposing || event.altKey !== parts.includes('Alt') || hasMod !== wantsMod) return false
  if (parts.includes('Shift') && !event.shiftKey) return false
  if (key.length === 1 && isWriting(event) && (!wantsMod || EDITING.has(key.toLowerCase()))) return false
  return (
    event.key.toLowerCase() === key.toLowerCase() || (isForeign(event.key) && event.code === codeOf(key) && (key !== '?' || event.shiftKey))
  )
}

/** A letter of a Thai or a Korean keyboard: then the key's place counts. Any Latin layout says itself which letter it means. */
const isForeign = (key: string): boolean => key === 'Process' || (key.length === 1 && key > '\u007f')

/** Where a letter or a mark stands on the keyboard that the letters are printed on. */
const codeOf = (key: string): string => (key === '?' ? 'Slash' : `Key${key.toUpperCase()}`)

/** As people read it on their keyboard: `⌘K` on a Mac, else its parts `Ctrl`, `K`. */
export const keysOf = (shortcut: Shortcut): string[] =>
  shortcut.split('+').map((part) => {
    if (part === 'Mod') return isMac() ? '⌘' : 'Ctrl'
    return part.length === 1 ? part.toUpperCase() : part
  })

/** Listens on the window; the first shortcut that fits takes the key, unless a sheet stands above the page. Returns the end of it. */
export const listen = (runByShortcut: Readonly<Record<Shortcut, () => void>>, options: AddEventListenerOptions = {}): (() => void) => {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog:modal') !== null) return
    const hit = Object.entries(runByShortcut).find(([shortcut]) => matches(shortcut, event))
    if (hit === undefined) return
    event.preventDefault()
    hit[1]()
  }
  window.addEventListener('keydown', onkeydown, options)
  return () => {
    window.removeEventListener('keydown', onkeydown, options)
  }
}
