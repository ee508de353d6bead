import type { Random } from './random.ts'

/**
 * Fractional keys: a list's items sort by them as plain strings, and a key always fits between two others, so that moving one item writes one register.
 * A key is an integer part (its first letter tells its length) and a fraction, both base 62, after David Greenspan's "Implementing fractional indexing".
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = digits.length
const first = 'a0'
/** Three digits make 234,000 places: two devices that insert at one spot while apart hardly ever meet on one key. */
const jitterLength = 3

/** A key above `a` and below `b`; null is the list's end. With `random`, keys made apart at one place differ. */
export const between = (a: string | null, b: string | null, random?: Random): string => {
  const low = isKey(a) ? a : null
  const high = isKey(b) ? b : null
  // Equal neighbours (two devices once chose one key) leave no room: the new item goes right behind both.
  if (low !== null && high !== null && low >= high) return low + (random ? jitter(random) : middleDigit)
  return random ? jittered(low, high, random) : plain(low, high)
}

/** `n` keys in ascending order between `a` and `b`, as short as can be: a new list, an import. */
export const nBetween = (a: string | null, b: string | null, n: number): readonly string[] => {
  if (n <= 0) return []
  if (!isKey(b) || (isKey(a) && a >= b)) return chain(n, a, (key) => between(key, null))
  if (!isKey(a)) return chain(n, b, (key) => between(null, key)).toReversed()
  const half = Math.floor(n / 2)
  const middle = between(a, b)
  return [...nBetween(a, middle, half), middle, ...nBetween(middle, b, n - half - 1)]
}

/** The key of what nobody has put anywhere: behind every key made by hand, and by its id among its like. The id's 26 characters are the integer part that `z` begins. */
export const placeOfId = (id: string): string => `z${id.slice(-26)}`

/** A key of a newer app or a broken peer that is none of ours counts as no neighbour. */
const isKey = (key: string | null): key is string => {
  if (key === null || key === smallest || !/^[A-Za-z][0-9A-Za-z]*$/.test(key)) return false
  const length = integerLength(key)
  return key.length === length || (key.length > length && !key.endsWith('0'))
}

const chain = (n: number, start: string | null, next: (key: string | null) => string): string[] => {
  const keys: string[] = []
  for (let key = start; keys.length < n;) {
    key = next(key)
    keys.push(key)
  }
  return keys
}

const plain = (a: string | null, b: string | null): string => {
  if (a === null) return b === null ? first : below(b)
  const whole = integerOf(a)
  const next = increment(whole)
  if (b === null) return next ?? whole + middle(a.slice(whole.length), null)
  if (whole === integerOf(b)) return whole + middle(a.slice(whole.length), b.slice(whole.length))
  return next !== null && next < b ? next : whole + middle(a.slice(whole.length), null)
}

const below = (b: string): string => {
  const whole = integerOf(b)
  if (whole < b) return whole === smallest ? whole + middle('', b.slice(whole.length)) : whole
  return decrement(whole)
}

/** Random digits may follow a key only where the upper neighbour does not begin with it. */
const jittered = (a: string | null, b: string | null, random: Random): string => {
  let key = plain(a, b)
  while (b?.startsWith(key)) key = plain(key, b)
  return key + jitter(random)
}

const jitter = (random: Random): string => {
  let text = ''
  for (let at = 1; at < jitterLength; at++) text += digit(Math.floor(random() * base))
  // The last one is no zero: a fraction that ends in zero equals a shorter one, and nothing would fit between.
  return text + digit(1 + Math.floor(random() * (base - 1)))
}

const digit = (value: number): string => digits.charAt(value)
const valueOf = (char: string): number => digits.indexOf(char)
const middleDigit = digit(base >> 1)

/** `a` starts one digit, `b` two, …; `Z` one digit below zero, `Y` two, …. */
const integerLength = (key: string): number => {
  const head = key.charCodeAt(0)
  return head >= 97 ? head - 97 + 2 : 90 - head + 2
}
const integerOf = (key: string): string => key.slice(0, integerLength(key))
const smallest = `A${'0'.repeat(26)}`

/** The fraction halfway between two, without trailing zeros; null is one. */
const middle = (a: string, b: string | null): string => {
  if (b !== null) {
    let shared = 0
    while (shared < b.length && (a[shared] ?? '0') === b[shared]) shared++
    if (shared > 0) return b.slice(0, shared) + middle(a.slice(shared), b.slice(shared))
  }
  const low = a === '' ? 0 : valueOf(a.charAt(0))
  const high = b === null ? base : valueOf(b.charAt(0))
  if (high - low > 1) return digit((low + high) >> 1)
  if (b !== null && b.length > 1) return b.charAt(0)
  return digit(low) + middle(a.slice(1), null)
}

const increment = (whole: string): string | null => {
  const body = step(whole.slice(1), 1)
  if (body !== null) return whole.charAt(0) + body
  const head = whole.charAt(0)
  if (head === 'Z') return first
  if (head === 'z') return null
  const next = String.fromCharCode(head.charCodeAt(0) + 1)
  return next + '0'.repeat(integerLength(next) - 1)
}

const decrement = (whole: string): string => {
  const body = step(whole.slice(1), -1)
  if (body !== null) return whole.charAt(0) + body
  const head = whole.charAt(0) === 'a' ? 'Z' : String.fromCharCode(whole.charCodeAt(0) - 1)
  return head + 'z'.repeat(integerLength(head) - 1)
}

/** The digits one up or down, or null where they run over. */
const step = (body: string, by: 1 | -1): string | null => {
  const over = by === 1 ? 'z' : '0'
  let at = body.length - 1
  while (at >= 0 && body.charAt(at) === over) at--
  if (at < 0) return null
  return body.slice(0, at) + digit(valueOf(body.charAt(at)) + by) + (by === 1 ? '0' : 'z').repeat(body.length - 1 - at)
}
