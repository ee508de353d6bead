import { fold, wordsOf } from '../../core/fold.ts'

/** A stretch of a text, and whether a search found it. */
export interface Stretch {
  readonly text: string
  readonly isHit: boolean
}

/**
 * A text with what was searched for marked. Words are compared folded (case, width, accents), letter by letter, so that a mark never cuts one; what was found
 * by initials or by sound stands unmarked.
 */
export const marked = (text: string, query: string): readonly Stretch[] => {
  const letters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  const folded = letters.map((letter) => (letter.trim() === '' ? ' ' : fold(letter)))
  const starts = startsOf(folded)
  const whole = folded.join('')
  const hits = new Array<boolean>(letters.length).fill(false)
  for (const word of wordsOf(query)) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
      for (let letter = 0; letter < letters.length; letter += 1) {
        const from = starts[letter] ?? 0
        if (from < at + word.length && from + (folded[letter]?.length ?? 0) > at) hits[letter] = true
      }
    }
  }
  return stretched(letters, hits)
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const startsOf = (parts: readonly string[]): readonly number[] => {
  let at = 0
  return parts.map((part) => (at += part.length) - part.length)
}

const stretched = (letters: readonly string[], hits: readonly boolean[]): readonly Stretch[] => {
  const stretches: { text: string; isHit: boolean }[] = []
  letters.forEach((letter, at) => {
    const isHit = hits[at] ?? false
    const last = stretches.at(-1)
    if (last?.isHit === isHit) last.text += letter
    else stretches.push({ text: letter, isHit })
  })
  return stretches
}
