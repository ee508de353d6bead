import { GHOST, LIVE, TRASHED } from '../column.ts'
import { choiceWriter } from './text.ts'
import { partOf, type Part } from './writer.ts'
import type { Ids } from '../ids.ts'
import { grown } from '../arrays.ts'

/** What every row has whatever its entity: life, bucket and space. Kept with the ids, and loaded before anything else. */
export interface Spine {
  readonly live: Uint8Array
  readonly buckets: Uint32Array
  readonly spaces: ReturnType<typeof choiceWriter>
  readonly grow: (capacity: number) => void
  /** True where the row's life, bucket or space changed. */
  readonly set: (row: number, life: number, bucket: number, spaceId: string | null) => boolean
  readonly part: (from: number, to: number) => Part
  /** Takes all parts over, in order, into an entity that has no rows yet; false, with nothing taken, where one does not fit. */
  readonly take: (parts: readonly Part[]) => boolean
  readonly owned: () => number
}

export const createSpine = (ids: Ids): Spine => {
  const spaces = choiceWriter([])
  let live = new Uint8Array(0)
  let buckets = new Uint32Array(0)

  const grow = (capacity: number): void => {
    live = grown(live, capacity)
    buckets = grown(buckets, capacity)
    spaces.grow(capacity)
  }
  const spacePart = (from: number, to: number): Uint32Array =>
    Uint32Array.from({ length: to - from }, (_, i) =>
      spaces.column.present[from + i] === 1 ? (spaces.column.codes[from + i] ?? 0) + 1 : 0,
    )

  return {
    get live() {
      return live
    },
    get buckets() {
      return buckets
    },
    spaces,
    grow,
    set: (row, life, bucket, spaceId) => {
      const isMoved = spaces.putCode(row, spaces.codeOf(spaceId))
      if (!isMoved && live[row] === life && buckets[row] === bucket) return false
      live[row] = life
      buckets[row] = bucket
      return true
    },
    part: (from, to) =>
      partOf(to - from, {
        arrays: [ids.bytes.slice(from * 16, to * 16), live.slice(from, to), buckets.slice(from, to), spacePart(from, to)],
        texts: spaces.column.pool,
        hashes: new Int32Array(spaces.column.pool.length),
      }),
    take: (parts) => {
      if (!parts.every(isSpinePart)) return false
      for (const { arrays } of parts) ids.adopt(arrays[0])
      grow(ids.bytes.length >>> 4)
      let row = 0
      for (const { count, arrays, texts } of parts) {
        const [, lives, bucketParts, spaceParts] = arrays
        live.set(lives, row)
        buckets.set(bucketParts, row)
        const codes = Array.from(texts, spaces.codeOf)
        for (let i = 0; i < count; i += 1) spaces.putCode(row + i, codes[(spaceParts[i] ?? 0) - 1] ?? -1)
        row += count
      }
      return true
    },
    owned: () => ids.owned() + live.byteLength + buckets.byteLength + spaces.owned(),
  }
}

type SpinePart = Part & { readonly arrays: readonly [Uint8Array, Uint8Array, Part['arrays'][number], Part['arrays'][number]] }
const isSpinePart = (part: Part): part is SpinePart => {
  const [bytes, lives, buckets, spaces] = part.arrays
  return (
    bytes instanceof Uint8Array &&
    bytes.length === part.count * 16 &&
    lives instanceof Uint8Array &&
    lives.length === part.count &&
    lives.every((life) => life === GHOST || life === LIVE || life === TRASHED) &&
    buckets?.length === part.count &&
    spaces?.length === part.count
  )
}
