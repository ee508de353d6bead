const letters = /^\p{L}[\p{L}\p{M}'-]*$/u
/** A syllable or a word each, where other scripts spell with several letters. */
const syllables = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/

/** Whether a mistyped word may stand for another: numbers and codes may not, nor may words so short that anything is near. */
export const isForgiving = (word: string): boolean => letters.test(word) && word.length >= (syllables.test(word) ? 3 : 4)

/**
 * Pieces of which any word one edit away holds at least one: with one edit, one half of the word stays as it is,
 * unless the letters on both sides of the middle are swapped.
 */
export const piecesOf = (word: string): readonly string[] => {
  const middle = word.length >> 1
  const swapped = word.slice(0, middle - 1) + word.charAt(middle) + word.charAt(middle - 1) + word.slice(middle + 1)
  return [word.slice(0, middle), word.slice(middle), swapped]
}

/** One letter more, less, other, or two neighbours swapped (Damerau 1964). */
export const isNear = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a.charCodeAt(from) === b.charCodeAt(from)) from += 1
  let left = a.length
  let right = b.length
  while (left > from && right > from && a.charCodeAt(left - 1) === b.charCodeAt(right - 1)) {
    left -= 1
    right -= 1
  }
  if (left - from <= 1 && right - from <= 1) return true
  return (
    left - from === 2 &&
    right - from === 2 &&
    a.charCodeAt(from) === b.charCodeAt(from + 1) &&
    a.charCodeAt(from + 1) === b.charCodeAt(from)
  )
}
