/** Letters typed within this time, in milliseconds, belong to one word. */
const pause = 700

/** `Enter`, `F6`, `ArrowUp`: keys that have a name and not a letter. */
const named = /^[A-Z][A-Za-z0-9]+$/

/** Collects what is typed over a list; the same letter again and again means "the next one with it". */
export const createSeek = (now: () => number) => {
  let text = ''
  let last = -Infinity

  return {
    /** What to look for after this key; undefined where the key is no letter. */
    type: (event: KeyboardEvent): string | undefined => {
      const isLetter = !named.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
      const isNew = now() - last > pause
      if (!isLetter || (isNew && event.key === ' ')) return undefined
      const key = event.key.toLocaleLowerCase()
      last = now()
      if (isNew) text = key
      else if (text !== key) text += key
      return text
    },
  }
}
