import { hash } from 'node:crypto'
import { concat, type Bytes } from '../src/core/bytes.ts'
import { must } from '../src/core/result.ts'
import { decodeEntry, linkBytes, type Entry } from '../src/sync/entry.ts'
import { bytes, decode, encode, restOf } from '../src/sync/fields.ts'
import { MAX_ENTRY, PAGE_ENTRIES, type Cursor } from '../src/sync/wire.ts'
import type { Page } from './log.ts'

/** A row of the log's table: entries in a row, and the chain's hash before the first. */
export interface Chunk {
  readonly first: number
  readonly count: number
  readonly before: Bytes
  readonly bytes: Bytes
}

export const PAGE_BYTES = 256 * 1024

const sized = bytes(MAX_ENTRY, 1)
const run = restOf(sized, Number.MAX_SAFE_INTEGER)

/** An entry as it lies in a chunk and travels in a frame. */
export const withLength = (entry: Bytes): Bytes => encode(sized, entry)

const sha256 = (text: Uint8Array): Bytes => Uint8Array.from(hash('sha256', text, 'buffer'))

/** The next link of the chain, without the turns that WebCrypto takes: ten thousand pushes a second come by here. */
export const link = ({ seq, hash: previous }: Cursor, entry: Entry): Cursor => ({
  seq: seq + 1,
  hash: sha256(linkBytes(previous, seq + 1, entry, sha256(entry.body))),
})

const entriesOf = (joined: Bytes): readonly Bytes[] => {
  const list = decode(run, joined)
  if (!list.ok) throw new Error('a chunk of the log is damaged')
  return list.value
}

/** The chain's hash at an entry of this chunk. */
export const hashIn = ({ first, before, bytes }: Chunk, seq: number): Bytes =>
  entriesOf(bytes)
    .slice(0, seq - first + 1)
    .reduce<Cursor>(
      (at, source) => {
        const entry = decodeEntry(source)
        return link(at, must(entry.ok ? entry.value : null, 'an entry of the log'))
      },
      { seq: first - 1, hash: before },
    ).hash

/** As much as one page holds of the chunks that follow `after`; whole chunks are passed on unread. `last`: the log's last entry. */
export const pageOf = (chunks: Iterable<Chunk>, after: number, last: number): Page => {
  const parts: Bytes[] = []
  let count = 0
  let size = 0
  const hasRoom = (more: number, length: number) => count === 0 || (count + more <= PAGE_ENTRIES && size + length <= PAGE_BYTES)
  const take = (more: number, part: Bytes) => {
    parts.push(part)
    count += more
    size += part.length
  }
  for (const chunk of chunks) {
    const isWhole = chunk.first > after && chunk.count <= PAGE_ENTRIES && chunk.bytes.length <= PAGE_BYTES
    if (isWhole && hasRoom(chunk.count, chunk.bytes.length)) take(chunk.count, chunk.bytes)
    else {
      const wanted = entriesOf(chunk.bytes)
        .slice(Math.max(0, after + 1 - chunk.first))
        .map(withLength)
      const taken = wanted.findIndex((part) => {
        if (!hasRoom(1, part.length)) return true
        take(1, part)
        return false
      })
      if (taken >= 0) break
    }
  }
  return { seq: after + 1, count, bytes: concat(parts), isLast: after + count >= last }
}
