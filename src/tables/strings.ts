/** Distinct strings by code. An array is one; those of a blob are cut from its text when somebody asks. */
export interface Strings extends Iterable<string> {
  readonly length: number
  readonly at: (code: number) => string | undefined
}

/**
 * Strings that stand one after another in one text. A start reads a million of them and shows fifty: as strings of their own
 * they would cost 30 bytes each and most of its time. Throws where the lengths (UTF-16 units) are not those of the text.
 */
export const cutStrings = (text: string, lengths: ArrayLike<number>): Strings => {
  const { length } = lengths
  const starts = new Uint32Array(length + 1)
  for (let at = 0; at < length; at += 1) starts[at + 1] = (starts[at] ?? 0) + (lengths[at] ?? 0)
  if (starts[length] !== text.length) throw new Error('texts of another length')
  const cut = (at: number): string | undefined => (at < length ? text.slice(starts[at], starts[at + 1]) : undefined)
  return { length, at: cut, [Symbol.iterator]: () => walk(length, cut) }
}

function* walk(length: number, at: Strings['at']): Generator<string, undefined> {
  for (let code = 0; code < length; code += 1) yield at(code) ?? ''
}

/** Strings of one origin under neighbouring codes. */
interface Stretch {
  readonly first: number
  readonly from: Strings
  /** Which of them, where some were known before. */
  readonly places: number[] | null
}

/** The strings that a pool began with, all of them from blobs: equal where the same stood in the same order. */
export interface Origin {
  readonly length: number
  readonly print: number
}

/** Distinct strings by code, in order of first appearance, with an index of about 20 bytes a string (a Map takes 40 and twice the time). */
export interface StringPool {
  /** One object while the pool lives, only added to. */
  readonly strings: Strings
  /** The string's code, added if need be. */
  readonly codeOf: (text: string) => number
  /** The codes of distinct strings and their hashes, added if need be; into an empty pool without making an index. */
  readonly adopt: (texts: Strings, hashes: ArrayLike<number>) => Uint32Array
  /** Null once a string of another origin came in between. */
  readonly origin: () => Origin | null
  readonly owned: () => number
}

export const createStringPool = (first: readonly string[] = []): StringPool => {
  /** By rising codes; the last one may be an array that is added to. */
  const stretches: Stretch[] = []
  let length = 0
  let open: string[] | null = null
  /** Hash and code + 1 by hash, side by side so that a look-up touches one line of the cache; made when first asked. */
  let slots = new Int32Array(0)
  /** Strings that `slots` have room for. */
  let limit = 0
  /** What a blob told of the first strings. */
  let hashes: ArrayLike<number> = []
  let origin: Origin | null = { length: 0, print: 0 }
  let lastText = ''
  let lastCode = -1

  const stringAt = (code: number): string | undefined => {
    if (code >= length) return undefined
    let at = stretches.length - 1
    while (code < (stretches[at]?.first ?? 0)) at -= 1
    const stretch = stretches[at]
    if (stretch === undefined) return undefined
    const place = code - stretch.first
    return stretch.from.at(stretch.places === null ? place : (stretch.places[place] ?? 0))
  }
  const strings: Strings = {
    get length() {
      return length
    },
    at: stringAt,
    [Symbol.iterator]: () => walk(length, stringAt),
  }
  const begin = (from: Strings, places: number[] | null): void => {
    stretches.push({ first: length, from, places })
    open = null
  }
  const push = (text: string): number => {
    if (open === null) {
      const added: string[] = []
      begin(added, null)
      open = added
    }
    open.push(text)
    return (length += 1)
  }
  first.forEach(push)

  const fill = (hash: number, code: number): void => {
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
    slots[slot] = hash
    slots[slot + 1] = code + 1
  }
  const extend = (count: number): void => {
    let size = 16
    while (size * 0.6 < count) size *= 2
    const old = slots
    slots = new Int32Array(size * 2)
    limit = Math.floor(size * 0.6)
    for (let slot = 0; slot < old.length; slot += 2) if (old[slot + 1] !== 0) fill(old[slot] ?? 0, (old[slot + 1] ?? 0) - 1)
    if (old.length === 0) for (let code = 0; code < length; code += 1) fill(hashes[code] ?? hashOf(stringAt(code) ?? ''), code)
    hashes = []
  }
  /** The slot of the text, or the empty one where it belongs. */
  const slotOf = (text: string, hash: number): number => {
    if (length >= limit) extend(length * 1.25 + 1)
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (; slots[slot + 1] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot] === hash && stringAt((slots[slot + 1] ?? 0) - 1) === text) return slot
    }
    return slot
  }
  const codeOf = (text: string): number => {
    if (text === lastText && lastCode >= 0) return lastCode
    const hash = hashOf(text)
    const slot = slotOf(text, hash)
    const code = (slots[slot + 1] ?? 0) - 1
    const whole = code < 0 ? wellFormed(text) : text
    if (whole !== text) return codeOf(whole)
    lastText = text
    lastCode = code
    if (code < 0) {
      slots[slot] = hash
      slots[slot + 1] = push(text)
      lastCode = length - 1
    }
    return lastCode
  }

  return {
    strings,
    codeOf,
    adopt: (texts, given) => {
      const codes = new Uint32Array(texts.length)
      if (length === 0) {
        begin(texts, null)
        length = texts.length
        hashes = new Int32Array(given)
        origin = { length, print: printOf(hashes) }
        return codes.map((_, at) => at)
      }
      if (limit <= length + texts.length) extend(length + texts.length + 1)
      let print = origin?.length === length ? origin.print : null
      const places: number[] = []
      begin(texts, places)
      for (let at = 0; at < texts.length; at += 1) {
        const hash = given[at] ?? 0
        const slot = slotOf(texts.at(at) ?? '', hash)
        if (slots[slot + 1] === 0) {
          slots[slot] = hash
          slots[slot + 1] = length += 1
          places.push(at)
          if (print !== null) print = printOf([hash], print)
        }
        codes[at] = (slots[slot + 1] ?? 0) - 1
      }
      origin = print === null ? null : { length, print }
      return codes
    },
    origin: () => origin,
    owned: () => slots.byteLength + hashes.length * 4,
  }
}

/** Half a character, as a cut-off file may hold, has no UTF-8: what is read back must be what was held. */
const wellFormed = (text: string): string => {
  for (let at = 0; at < text.length; at += 1) {
    if ((text.charCodeAt(at) & 0xf800) === 0xd800) return text.replace(/\p{Surrogate}/gu, '\ufffd')
  }
  return text
}

/** One number for many hashes in their order; `before` is that of those in front. */
export const printOf = (hashes: ArrayLike<number>, before = 0): number => {
  let print = before
  for (let at = 0; at < hashes.length; at += 1) print = Math.imul(print ^ (hashes[at] ?? 0), 0x01000193) ^ (print >>> 15)
  return print | 0
}

export const hashesOf = (texts: Strings): Int32Array => Int32Array.from(texts, hashOf)
/** FNV-1a over UTF-16 units, mixed. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
