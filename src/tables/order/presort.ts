import type { Comparing } from './comparing.ts'
import { mergeSorted } from './merge.ts'
import type { Steps } from './steps.ts'

/** Where sorting packed numbers in one go would take longer than a step may. */
const packable = 8_192
const small = 6
/** So that numbers of up to 30 figures are told apart by their length. */
const leastBase = 32
const keySpace = new Float64Array(packable)
const stepSize = 1_000

/**
 * An order near the collator's, by the classes of single characters: what a locale holds for one letter is one class, what it ignores is left out.
 * Letters that contract (Czech ch) and differences of case and accent are for the caller to settle.
 */
export function* presorted(texts: readonly string[], comparing: Comparing): Steps<Uint32Array> {
  const classed = yield* classedBy(texts, comparing)
  const { base } = classed
  const order = new Uint32Array(texts.length)
  for (let at = 0; at < order.length; at += 1) order[at] = at
  const width = Math.max(1, Math.floor(Math.log(2 ** 53 / packable) / Math.log(base)))
  const open: [from: number, to: number, depth: number][] = [[0, order.length, 0]]
  let work = 0
  for (let segment = open.pop(); segment !== undefined; segment = open.pop()) {
    const [from, to, depth] = segment
    work += to - from
    if (to - from > packable) yield* counted(order, from, to, depth, classed, open)
    else packed(order, from, to, depth, width, classed, open)
    if (work > stepSize) {
      work = 0
      yield
    }
  }
  return order
}

/** Deals a long segment out by one character. */
function* counted(
  order: Uint32Array,
  from: number,
  to: number,
  depth: number,
  { classes, starts, base }: Classed,
  open: [number, number, number][],
): Steps<void> {
  const source = order.slice(from, to)
  const values = new Uint16Array(source.length)
  const ends = new Uint32Array(base)
  for (let at = 0; at < source.length; at += 1) {
    const code = source[at] ?? 0
    const place = (starts[code] ?? 0) + depth
    // Class 0 is the end of the text.
    const value = place < (starts[code + 1] ?? 0) ? (classes[place] ?? 0) : 0
    values[at] = value
    ends[value] = (ends[value] ?? 0) + 1
    if (at % packable === 0) yield
  }
  let sum = from
  for (let value = 0; value < base; value += 1) {
    const many = ends[value] ?? 0
    // What ends here is sorted.
    if (many > 1 && value > 0) open.push([sum, sum + many, depth + 1])
    ends[value] = sum
    sum += many
  }
  for (let at = 0; at < source.length; at += 1) {
    const value = values[at] ?? 0
    const place = ends[value] ?? 0
    ends[value] = place + 1
    order[place] = source[at] ?? 0
    if (at % packable === 0) yield
  }
}

/** Sorts a segment by as many characters as fit into a double beside the place. */
const packed = (
  order: Uint32Array,
  from: number,
  to: number,
  depth: number,
  width: number,
  { classes, starts, base }: Classed,
  open: [number, number, number][],
): void => {
  const source = order.slice(from, to)
  const keys = keySpace.subarray(0, source.length)
  for (let at = 0; at < source.length; at += 1) {
    const code = source[at] ?? 0
    const end = starts[code + 1] ?? 0
    let key = 0
    for (let place = (starts[code] ?? 0) + depth, left = width; left > 0; place += 1, left -= 1)
      key = key * base + (place < end ? (classes[place] ?? 0) : 0)
    keys[at] = key * packable + at
  }
  keys.sort()
  let start = 0
  for (let at = 0; at < keys.length; at += 1) {
    order[from + at] = source[(keys[at] ?? 0) % packable] ?? 0
    const key = Math.floor((keys[at] ?? 0) / packable)
    if (at + 1 < keys.length && Math.floor((keys[at + 1] ?? 0) / packable) === key) continue
    // A few that tie are sorted faster by the collator; those whose text ended are equal.
    if (at + 1 - start > small && key % base !== 0) open.push([from + start, from + at + 1, depth + width])
    start = at + 1
  }
}

interface Classed {
  readonly classes: Uint16Array
  /** Where each text's classes begin, and one more. */
  readonly starts: Uint32Array
  readonly base: number
}

function* classedBy(texts: readonly string[], comparing: Comparing): Steps<Classed> {
  const seen = new Uint8Array(65_536)
  let size = 0
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at] ?? ''
    for (let i = 0; i < text.length; i += 1) seen[text.charCodeAt(i)] = 1
    size += text.length
    if (at % stepSize === 0) yield
  }
  const letters = yield* charClasses(seen, comparing)
  const classes = new Uint16Array(comparing.isNumeric ? 3 * size : size)
  const starts = new Uint32Array(texts.length + 1)
  let end = 0
  for (let at = 0; at < texts.length; at += 1) {
    end = write(texts[at] ?? '', letters, comparing.isNumeric, classes, end)
    starts[at + 1] = end
    if (at % stepSize === 0) yield
  }
  return { classes, starts, base: letters.base }
}

const write = (text: string, letters: Letters, isNumeric: boolean, into: Uint16Array, from: number): number => {
  const { classByChar } = letters
  let end = from
  for (let i = 0; i < text.length; i += 1) {
    let char = text.charCodeAt(i)
    if (isNumeric && isDigit(char)) {
      const next = runEnd(text, i)
      end = writeNumber(text, i, next, letters, into, end)
      i = next - 1
      continue
    }
    // A Thai vowel written before its consonant sorts behind it.
    if (char >= 0x0e40 && char <= 0x0e44 && i + 1 < text.length) {
      const consonant = classByChar[text.charCodeAt(i + 1)] ?? 0
      if (consonant > 0) into[end++] = consonant
      i += 1
    } else if (char >= 0xd800 && char <= 0xdfff) char = 0xd800
    const value = classByChar[char] ?? 0
    if (value > 0) into[end++] = value
  }
  return end
}

const isDigit = (char: number): boolean => char >= 48 && char <= 57
const runEnd = (text: string, from: number): number => {
  let to = from
  while (to < text.length && isDigit(text.charCodeAt(to))) to += 1
  return to
}

/** A number stands where figures do, longer ones behind shorter ones: 9, 10, 100. */
const writeNumber = (
  text: string,
  from: number,
  to: number,
  { classByChar, base, figures }: Letters,
  into: Uint16Array,
  at: number,
): number => {
  let first = from
  while (first < to - 1 && text.charCodeAt(first) === 48) first += 1
  into[at] = figures
  into[at + 1] = Math.min(to - first, base - 1)
  for (let i = first; i < to; i += 1) into[at + 2 + i - first] = classByChar[text.charCodeAt(i)] ?? 0
  return at + 2 + to - first
}

interface Letters {
  readonly classByChar: Uint16Array
  readonly base: number
  /** The class of the lowest figure. */
  readonly figures: number
}

/** One class for the characters that the locale takes for one letter, in its order, from 1; 0 for what it ignores. */
function* charClasses(seen: Uint8Array, comparing: Comparing): Steps<Letters> {
  const compare = (a: number, b: number): number => comparing.compareLetters(String.fromCharCode(a), String.fromCharCode(b))
  const found: number[] = []
  for (let code = 0; code < seen.length; code += 1) {
    if (seen[code] === 0 || (code >= 0xd800 && code <= 0xdfff)) continue
    if (comparing.compareLetters(String.fromCharCode(code), '') !== 0) found.push(code)
    if (found.length % stepSize === 0) yield
  }
  const chars = Uint32Array.from(found)
  yield* mergeSorted(chars, compare)
  const classByChar = new Uint16Array(65_536)
  let value = 0
  chars.forEach((char, at) => {
    if (at === 0 || compare(chars[at - 1] ?? 0, char) !== 0) value += 1
    classByChar[char] = value
  })
  // Half a character of a higher plane: behind all others.
  if (seen.subarray(0xd800, 0xe000).includes(1)) classByChar[0xd800] = value += 1
  const figures = classByChar.subarray(48, 58).filter((each) => each > 0)
  return { classByChar, base: Math.max(value + 1, leastBase), figures: figures.length === 0 ? 0 : Math.min(...figures) }
}
