import { utf8, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { partOf, type Link, type Numbers, type Part } from './columns/writer.ts'
import { cutStrings } from './strings.ts'

/** Raised with any change of what follows: blobs of another number are thrown away and made again from the records. */
const FORMAT = 0x5343_0002
const HEAD = 16

/** Both mean the same to a caller, rebuild; the journal tells them apart. */
export type BlobError = 'otherFormat' | 'corrupt'

/** What stands in front, as JSON: where each array lies follows from their order, each at a multiple of eight bytes. */
interface Meta {
  readonly key: string
  readonly count: number
  readonly present: 'all' | 'none' | 'bits'
  readonly arrays: readonly (readonly [type: number, length: number])[]
  readonly texts: number
  readonly lengths: number
  readonly hashes: number
  readonly textBytes: number
  readonly links: readonly Link[]
  readonly note: string
}

const kinds = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array] as const

/**
 * One part of a column as bytes (little-endian, as every machine that browsers run on): format, checksum, length of the meta, meta, then presence bits,
 * arrays in the narrowest type that holds them, and the dictionary's lengths (UTF-16 units), hashes and text (UTF-8). `key` is written in, so that no blob passes for another.
 */
export const encodePart = (key: string, part: Part): Bytes => {
  const bits = typeof part.present === 'string' ? null : bitsOf(part.present)
  const arrays = part.arrays.map(narrowed)
  const texts = [...part.texts]
  const lengths = narrowed(Uint32Array.from(texts, ({ length }) => length))
  const hashes = narrowed(part.hashes)
  const text = utf8(texts.join(''))
  const meta: Meta = {
    key,
    count: part.count,
    present: typeof part.present === 'string' ? part.present : 'bits',
    arrays: arrays.map((array) => [typeOf(array), array.length]),
    texts: texts.length,
    lengths: typeOf(lengths),
    hashes: typeOf(hashes),
    textBytes: text.length,
    links: part.links,
    note: part.note,
  }
  const head = utf8(JSON.stringify(meta))
  const sections: readonly ArrayBufferView[] = [head, ...(bits === null ? [] : [bits]), ...arrays, lengths, hashes, text]
  const bytes = new Uint8Array(sections.reduce((at, { byteLength }) => at + padded(byteLength), HEAD))
  let at = HEAD
  for (const { buffer, byteOffset, byteLength } of sections) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += padded(byteLength)
  }
  const words = new Uint32Array(bytes.buffer)
  words[0] = FORMAT
  words[2] = head.length
  words[3] = bytes.length
  words[1] = checksum(words)
  return bytes
}

export const decodePart = (key: string, sealed: Uint8Array): Result<Part, BlobError> => {
  if (sealed.length < HEAD || sealed.length % 8 !== 0) return err('corrupt')
  const bytes = sealed.byteOffset % 8 === 0 ? sealed : sealed.slice()
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  if (words[0] !== FORMAT) return err('otherFormat')
  if (words[3] !== bytes.length || words[1] !== checksum(words)) return err('corrupt')
  try {
    const meta = JSON.parse(decoder.decode(bytes.subarray(HEAD, HEAD + (words[2] ?? 0)))) as Meta // the checksum says that we wrote it
    return meta.key === key ? ok(readPart(meta, bytes, HEAD + padded(words[2] ?? 0))) : err('corrupt')
  } catch {
    return err('corrupt')
  }
}

/** Throws where lengths do not fit, which `decodePart` turns into `corrupt`. */
const readPart = (meta: Meta, bytes: Uint8Array, from: number): Part => {
  let at = from
  const section = (type: number, length: number): Numbers => {
    const kind = kinds[type]
    if (kind === undefined) throw new Error('no such array')
    const array = new kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length) // bytes from storage are never shared
    at += padded(array.byteLength)
    return array
  }
  const present = meta.present === 'bits' ? bytesOf(section(0, (meta.count + 7) >>> 3), meta.count) : meta.present
  const arrays = meta.arrays.map(([type, length]) => section(type, length))
  const lengths = section(meta.lengths, meta.texts)
  const hashes = section(meta.hashes, meta.texts)
  const text = decoder.decode(bytes.subarray(at, at + meta.textBytes))
  return partOf(meta.count, { present, arrays, texts: cutStrings(text, lengths), hashes, links: meta.links, note: meta.note })
}

/** A leading U+FEFF belongs to the text. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const padded = (length: number): number => (length + 7) & ~7
const typeOf = (array: Numbers): number => kinds.findIndex((kind) => array instanceof kind)

const narrowed = (array: Numbers): Numbers => {
  if (array instanceof Uint32Array || array instanceof Uint16Array) {
    let top = 0
    for (const value of array) if (value > top) top = value
    if (top < 256) return new Uint8Array(array)
    return top < 65_536 ? new Uint16Array(array) : array
  }
  if (!(array instanceof Float64Array)) return array
  if (array.every((value) => Object.is(value, value | 0))) return new Int32Array(array)
  return array.every((value) => Object.is(value, Math.fround(value))) ? new Float32Array(array) : array
}

const bitsOf = (present: Uint8Array): Uint8Array => {
  const bits = new Uint8Array((present.length + 7) >>> 3)
  for (let at = 0; at < present.length; at += 1) if (present[at] === 1) bits[at >>> 3] = (bits[at >>> 3] ?? 0) | (1 << (at & 7))
  return bits
}
const bytesOf = (bits: Numbers, count: number): Uint8Array => {
  const present = new Uint8Array(count)
  for (let at = 0; at < count; at += 1) present[at] = ((bits[at >>> 3] ?? 0) >>> (at & 7)) & 1
  return present
}

/** Of all words but itself: two lanes, because each step waits for the last. Sealing guards against malice; this, against mistakes. */
const checksum = (words: Uint32Array): number => {
  let a = 0x811c9dc5 ^ (words[0] ?? 0)
  let b = 0x9e3779b1 ^ words.length
  for (let at = 2; at < words.length; at += 2) {
    a = Math.imul(a ^ (words[at] ?? 0), 0x01000193)
    b = Math.imul(b ^ (words[at + 1] ?? 0), 0x85ebca6b)
    a ^= a >>> 15
    b ^= b >>> 13
  }
  return (a ^ Math.imul(b, 0xc2b2ae35)) >>> 0
}
