import { idOf, writeIdBytes, type Id } from '../core/ids.ts'
import { grown, room } from './arrays.ts'

/** The ids of one entity: 16 bytes a row in one array, found by an open-addressed index. Rows are only ever added. */
export interface Ids {
  readonly length: number
  /** 16 bytes a row; longer than `length` rows, and replaced as it grows. */
  readonly bytes: Uint8Array
  readonly idOf: (row: number) => Id
  /** -1 where the id is unknown or of another entity. */
  readonly rowOf: (id: Id) => number
  /** The id's row, added if need be; -1 where the text is no id of this entity. */
  readonly intern: (id: Id) => number
  /** Adds rows as a blob holds them. */
  readonly adopt: (bytes: Uint8Array) => void
  /** Equal where the first `rows` ids are the same in the same order: by it a column of references knows the rows that it was written for. */
  readonly fingerprint: (rows: number) => number
  readonly owned: () => number
}

export const createIds = (entity: string): Ids => {
  const prefix = `${entity}_`
  const idLength = prefix.length + 26
  const key = new Uint8Array(16)
  const keyWords = new Uint32Array(key.buffer)
  let length = 0
  let bytes = new Uint8Array(0)
  let words = new Uint32Array(0)
  /** Row + 1 by hash; built when first asked, since a list that is only shown needs none. */
  let slots = new Uint32Array(0)
  /** Rows that `slots` have room for. */
  let limit = 0
  const fingerprints = new Map<number, number>()

  const hold = (rows: number): void => {
    bytes = grown(bytes, rows * 16)
    words = new Uint32Array(bytes.buffer)
  }

  const index = (): void => {
    slots = new Uint32Array(slotCount(Math.max(length + 1, bytes.length >>> 4)))
    limit = Math.floor((slots.length * 5) / 8)
    for (let row = 0; row < length; row += 1) slots[freeSlot(slots, words, row)] = row + 1
  }

  /** The slot of `key`, or the empty one where it belongs. */
  const slotOf = (): number => {
    if (length >= limit) index()
    const mask = slots.length - 1
    const a = keyWords[0] ?? 0
    const b = keyWords[1] ?? 0
    const c = keyWords[2] ?? 0
    const d = keyWords[3] ?? 0
    for (let slot = hashOf(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const at = ((slots[slot] ?? 0) - 1) * 4
      if (at < 0 || (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d)) return slot
    }
  }

  const isOwn = (id: Id): boolean => id.length === idLength && id.startsWith(prefix) && writeIdBytes(id, key)

  return {
    get length() {
      return length
    },
    get bytes() {
      return bytes
    },
    idOf: (row) => idOf(entity, bytes.subarray(row * 16, row * 16 + 16)),
    rowOf: (id) => {
      if (!isOwn(id)) return -1
      // First the slot: looking for it may make new slots.
      const slot = slotOf()
      return (slots[slot] ?? 0) - 1
    },
    intern: (id) => {
      if (!isOwn(id)) return -1
      const slot = slotOf()
      const row = (slots[slot] ?? 0) - 1
      if (row >= 0) return row
      if ((length + 1) * 16 > bytes.length) hold(room(length + 1))
      bytes.set(key, length * 16)
      length += 1
      slots[slot] = length
      return length - 1
    },
    adopt: (more) => {
      const rows = more.length >>> 4
      if ((length + rows) * 16 > bytes.length) hold(length + rows + 1_024)
      bytes.set(more, length * 16)
      length += rows
      slots = new Uint32Array(0)
      limit = 0
    },
    fingerprint: (rows) => {
      const known = fingerprints.get(rows)
      if (known !== undefined) return known
      let [from, hash] = [0, 0x811c9dc5]
      for (const [earlier, value] of fingerprints) if (earlier <= rows && earlier > from) [from, hash] = [earlier, value]
      for (let at = from * 4; at < rows * 4; at += 1) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193) ^ (hash >>> 15)
      fingerprints.set(rows, hash >>> 0)
      return hash >>> 0
    },
    owned: () => bytes.length + slots.byteLength,
  }
}

/** At most five of eight slots are taken. */
const slotCount = (rows: number): number => {
  let count = 16
  while (count * 5 < rows * 8) count *= 2
  return count
}

const freeSlot = (slots: Uint32Array, words: Uint32Array, row: number): number => {
  const mask = slots.length - 1
  const at = row * 4
  let slot = hashOf(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0) & mask
  while (slots[slot] !== 0) slot = (slot + 1) & mask
  return slot
}

/** The first words are time and equal for a batch; every word counts, since ids of other makers may be random elsewhere. */
const hashOf = (a: number, b: number, c: number, d: number): number => {
  let hash = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1) ^ Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
