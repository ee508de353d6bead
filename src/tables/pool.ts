import type { Codes } from './column.ts'

type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array
type Kind<A extends TypedArray> = new (length: number) => A

/** Places to hold so that adding one by one copies each cell about five times in all. */
export const room = (length: number): number => length + (length >>> 2) + 64

/** A longer copy. */
export const grown = <A extends TypedArray>(array: A, length: number): A => {
  const next = new (array.constructor as Kind<A>)(length) // an array of the same kind
  next.set(array)
  return next
}

const zeroByKind = new Map<unknown, TypedArray>()
/** Zeros that every empty column shares; never written to. */
export const zeros = <A extends TypedArray>(kind: Kind<A>, length: number): A => {
  const held = zeroByKind.get(kind)
  if (held !== undefined && held.length >= length) return held as A // kept by its own kind
  const made = new kind(length)
  zeroByKind.set(kind, made)
  return made
}

let ones = new Uint8Array(0)
const onesOf = (length: number): Uint8Array => {
  if (ones.length < length) ones = new Uint8Array(length).fill(1)
  return ones
}

/** One byte a place. While no place, or every place so far, holds a value, the bytes are shared with other columns. */
export interface Presence {
  readonly bytes: Uint8Array
  readonly has: (at: number) => boolean
  readonly mark: (at: number) => void
  /** True where there was a value. */
  readonly clear: (at: number) => boolean
  readonly grow: (capacity: number) => void
  /** Places `at` … as a blob holds them. */
  readonly adopt: (at: number, count: number, present: Uint8Array | 'all' | 'none') => void
  readonly gather: (places: Uint32Array, count: number, capacity: number) => void
  readonly owned: () => number
}

export const createPresence = (): Presence => {
  let bytes: Uint8Array = zeros(Uint8Array, 0)
  let capacity = 0
  /** While positive, places below it all hold a value, and `bytes` are the shared ones. */
  let filled = 0
  /** Places below it were said to be empty: shared ones would say otherwise. */
  let emptied = 0
  let isOwn = false

  const own = (): void => {
    const made = new Uint8Array(capacity)
    made.fill(1, 0, filled)
    bytes = made
    filled = 0
    isOwn = true
  }
  const mark = (at: number): void => {
    if (isOwn) bytes[at] = 1
    else if (at >= filled) {
      if (at === filled && at >= emptied) {
        filled += 1
        if (at === 0) bytes = onesOf(capacity)
      } else {
        own()
        bytes[at] = 1
      }
    }
  }

  return {
    get bytes() {
      return bytes
    },
    has: (at) => (isOwn ? bytes[at] === 1 : at < filled),
    mark,
    clear: (at) => {
      const had = isOwn ? bytes[at] === 1 : at < filled
      if (!isOwn && filled > 0) own()
      if (isOwn) bytes[at] = 0
      else if (at >= emptied) emptied = at + 1
      return had
    },
    grow: (more) => {
      capacity = more
      if (isOwn) bytes = grown(bytes, capacity)
      else bytes = filled > 0 ? onesOf(capacity) : zeros(Uint8Array, capacity)
    },
    adopt: (at, count, present) => {
      if (count === 0) return
      if (present === 'none' && !isOwn && filled === 0) {
        emptied = Math.max(emptied, at + count)
        return
      }
      if (present === 'all' && !isOwn && filled === at && emptied <= at) {
        filled += count
        bytes = onesOf(capacity)
        return
      }
      if (!isOwn) own()
      if (typeof present === 'string') bytes.fill(present === 'all' ? 1 : 0, at, at + count)
      else bytes.set(present, at)
    },
    gather: (places, count, more) => {
      capacity = more
      const made = new Uint8Array(capacity)
      for (let at = 0; at < count; at += 1) made[at] = isOwn ? (bytes[places[at] ?? 0] ?? 0) : Number((places[at] ?? 0) < filled)
      bytes = made
      filled = 0
      isOwn = true
    },
    owned: () => (isOwn ? bytes.length : 0),
  }
}

/** Wide enough for `top`, and as long as before. */
export const widened = (codes: Codes, top: number): Codes => {
  if (top < 256 || (top < 65_536 && codes.BYTES_PER_ELEMENT > 1) || codes.BYTES_PER_ELEMENT > 2) return codes
  const next = top < 65_536 ? new Uint16Array(codes.length) : new Uint32Array(codes.length)
  next.set(codes)
  return next
}

/** Distinct strings by code, in order of first appearance, with an index of about 20 bytes a string (a Map takes 40 and twice the time). */
export interface StringPool {
  readonly strings: readonly string[]
  /** The string's code, added if need be. */
  readonly codeOf: (text: string) => number
  /** The codes of distinct strings and their hashes, added if need be; into an empty pool without making an index. */
  readonly adopt: (texts: readonly string[], hashes: ArrayLike<number>) => Uint32Array
  readonly owned: () => number
}

export const createStringPool = (first: readonly string[] = []): StringPool => {
  const strings: string[] = [...first]
  /** Hash and code + 1 by hash, side by side so that a look-up touches one line of the cache; made when first asked. */
  let slots = new Int32Array(0)
  /** Strings that `slots` have room for. */
  let limit = 0
  /** What a blob told of the first strings. */
  let hashes: ArrayLike<number> = []
  let lastText = ''
  let lastCode = -1

  const fill = (hash: number, code: number): void => {
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
    slots[slot] = hash
    slots[slot + 1] = code + 1
  }
  const extend = (count: number): void => {
    let length = 16
    while (length * 0.6 < count) length *= 2
    const old = slots
    slots = new Int32Array(length * 2)
    limit = Math.floor(length * 0.6)
    for (let slot = 0; slot < old.length; slot += 2) if (old[slot + 1] !== 0) fill(old[slot] ?? 0, (old[slot + 1] ?? 0) - 1)
    if (old.length === 0) for (let code = 0; code < strings.length; code += 1) fill(hashes[code] ?? hashOf(strings[code] ?? ''), code)
    hashes = []
  }
  /** The slot of the text, or the empty one where it belongs. */
  const slotOf = (text: string, hash: number): number => {
    if (strings.length >= limit) extend(strings.length * 1.25 + 1)
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (; slots[slot + 1] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot] === hash && strings[(slots[slot + 1] ?? 0) - 1] === text) return slot
    }
    return slot
  }
  const add = (slot: number, text: string, hash: number): number => {
    slots[slot] = hash
    slots[slot + 1] = strings.push(text)
    return strings.length - 1
  }
  const codeOf = (text: string): number => {
    if (text === lastText && lastCode >= 0) return lastCode
    const hash = hashOf(text)
    const slot = slotOf(text, hash)
    const code = (slots[slot + 1] ?? 0) - 1
    const whole = code < 0 ? wellFormed(text) : text
    if (whole !== text) return codeOf(whole)
    lastText = text
    lastCode = code < 0 ? add(slot, text, hash) : code
    return lastCode
  }

  return {
    strings,
    codeOf,
    adopt: (texts, given) => {
      const codes = new Uint32Array(texts.length)
      const isFirst = strings.length === 0
      if (isFirst) hashes = new Int32Array(given)
      else if (limit <= strings.length + texts.length) extend(strings.length + texts.length + 1)
      for (let at = 0; at < texts.length; at += 1) {
        const text = texts[at] ?? ''
        const hash = given[at] ?? 0
        const slot = isFirst ? 0 : slotOf(text, hash)
        const code = isFirst ? strings.push(text) - 1 : (slots[slot + 1] ?? 0) - 1
        codes[at] = code < 0 ? add(slot, text, hash) : code
      }
      return codes
    },
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

export const hashesOf = (texts: readonly string[]): Int32Array => {
  const hashes = new Int32Array(texts.length)
  for (let at = 0; at < texts.length; at += 1) hashes[at] = hashOf(texts[at] ?? '')
  return hashes
}
/** FNV-1a over UTF-16 units, mixed. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
