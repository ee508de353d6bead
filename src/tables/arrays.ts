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
