import { hash } from 'node:crypto'
import { concat, fromHex, type Bytes } from '../src/core/bytes.ts'
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

/** Entries as they lie in a chunk and travel in a frame: each with its length in front. */
export const joined = (entries: readonly Bytes[]): Bytes => encode(run, entries)

/** At most so long is a length in front. */
export const LENGTH_BYTES = 3

/** By way of a text: bytes of Node's own making cost three times the hash, and as much again to be let go of. */
const sha256 = (text: Uint8Array): Bytes => fromHex(hash('sha256', text))

/** The next link of the chain, without the turns that WebCrypto takes: ten thousand pushes a second come by here. */
export const link = ({ seq, hash: previous }: Cursor, entry: Pick<Entry, 'msgId' | 'device' | 'body'>): Cursor => ({
  seq: seq + 1,
  hash: sha256(linkBytes(previous, seq + 1, entry, sha256(entry.body))),
})

const entriesOf = (bytes: Bytes): readonly Bytes[] => {
  const list = decode(run, bytes)
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

/** A chunk before its bytes are read. */
export interface ChunkSize {
  readonly first: number
  readonly count: number
  /** Of its bytes. */
  readonly size: number
}

/** As much as one page holds of the chunks that follow `after`. Whole chunks are passed on unread; only the first is ever cut. `last`: the log's last entry. */
export const pageOf = (chunks: Iterable<ChunkSize>, read: (first: number) => Chunk, after: number, last: number): Page => {
  const parts: Bytes[] = []
  let count = 0
  let bytes = 0
  for (const chunk of chunks) {
    const fits = count + chunk.count <= PAGE_ENTRIES && bytes + chunk.size <= PAGE_BYTES
    if (count > 0 && !fits) break
    const whole = read(chunk.first)
    const part = count === 0 && (chunk.first <= after || !fits) ? cut(whole, after) : whole
    parts.push(part.bytes)
    count += part.count
    bytes += part.bytes.length
    if (after + count < chunk.first + chunk.count - 1) break
  }
  return { seq: after + 1, count, bytes: concat(parts), isLast: after + count >= last }
}

/** What of a chunk follows `after`, as much as one page holds and at least one entry. */
const cut = ({ first, bytes }: Chunk, after: number): { readonly bytes: Bytes; readonly count: number } => {
  const wanted = entriesOf(bytes)
    .slice(Math.max(0, after + 1 - first))
    .map((entry) => encode(sized, entry))
  let size = 0
  const fits = wanted.findIndex((part, i) => {
    size += part.length
    return i > 0 && (size > PAGE_BYTES || i === PAGE_ENTRIES)
  })
  const taken = fits < 0 ? wanted : wanted.slice(0, fits)
  return { bytes: concat(taken), count: taken.length }
}
