import { err, ok, type Result } from '../core/result.ts'
import { guessEncodings, interestingBytes, type Encoding, type EncodingGuess } from './encoding.ts'
import { foreignKindOf, isGzip, type ForeignKind } from './kind.ts'

/** A file as the browser hands it over; `File` and `Blob` with a name fit. */
export interface FileSource {
  readonly name: string
  /** Bytes as stored, before any unpacking. */
  readonly size: number
  readonly stream: () => ReadableStream<Uint8Array>
}

export type FileRefusal =
  | { readonly reason: 'foreign'; readonly kind: ForeignKind }
  | { readonly reason: 'empty' }
  | { readonly reason: 'unreadable'; readonly detail: string }

export interface Peek {
  readonly encodings: readonly EncodingGuess[]
  /** The file's first bytes, unpacked; ends anywhere. */
  readonly head: Uint8Array
  readonly isWhole: boolean
}

/** Unpacked bytes that are looked through for letters beyond ASCII before the encoding is settled. */
const PEEKED = 4 * 1024 * 1024
const HEAD = 256 * 1024

/** Looks at the start of a file: is it text, and in which encoding? */
export const peekFile = async (source: FileSource): Promise<Result<Peek, FileRefusal>> => {
  try {
    const { bytes, isWhole } = await firstBytes(source, PEEKED)
    if (bytes.length === 0) return err({ reason: 'empty' })
    const kind = foreignKindOf(bytes)
    if (kind) return err({ reason: 'foreign', kind })
    const head = bytes.subarray(0, HEAD)
    const isWide = head.includes(0) || (head[0] === 0xef && head[1] === 0xbb)
    const encodings = guessEncodings(isWide ? head : interestingBytes(bytes))
    return ok({ encodings, head, isWhole: isWhole && head.length === bytes.length })
  } catch (error) {
    return err({ reason: 'unreadable', detail: detailOf(error) })
  }
}

/** Streams fail with whatever the browser throws: a moved file, a truncated gzip. */
export const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const firstBytes = async (source: FileSource, limit: number): Promise<{ bytes: Uint8Array; isWhole: boolean }> => {
  const bytes = new Uint8Array(limit)
  let length = 0
  try {
    for await (const { bytes: chunk } of readBytes(source)) {
      const taken = chunk.subarray(0, limit - length)
      bytes.set(taken, length)
      length += taken.length
      if (taken.length < chunk.length || length === limit) return { bytes: bytes.subarray(0, length), isWhole: false }
    }
  } catch (error) {
    // What comes before the place where a file breaks off is good.
    if (length === 0) throw error
    return { bytes: bytes.subarray(0, length), isWhole: false }
  }
  return { bytes: bytes.subarray(0, length), isWhole: true }
}

export interface Chunk<T> {
  /** How much of the stored file has been taken in, for progress. */
  readonly at: number
  readonly value: T
}

/** The file's text in pieces; bytes that the encoding does not know come as U+FFFD. */
export async function* readText(source: FileSource, encoding: Encoding, signal?: AbortSignal): AsyncGenerator<Chunk<string>, void> {
  const decoder = new TextDecoder(encoding)
  let at = 0
  for await (const { bytes, at: position } of readBytes(source, signal)) {
    at = position
    for (let from = 0; from < bytes.length; from += PIECE) {
      yield { at, value: decoder.decode(bytes.subarray(from, from + PIECE), { stream: true }) }
    }
  }
  const rest = decoder.decode()
  if (rest !== '') yield { at, value: rest }
}

/** Bytes decoded at once: some 600 rows, a millisecond. */
const PIECE = 65_536

/** Unpacked bytes; a gzip is known by its first two, whatever the file is called. */
async function* readBytes(source: FileSource, signal?: AbortSignal): AsyncGenerator<{ bytes: Uint8Array; at: number }, void> {
  let at = 0
  const counted = source.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        at += chunk.length
        controller.enqueue(chunk)
      },
    }),
  )
  const reader = (await unpacked(counted)).getReader()
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { done, value } = await reader.read()
      if (done) return
      yield { bytes: value, at }
    }
  } finally {
    // Leaving early (cancel, preview) lets the file go; a stream that broke has nothing to cancel.
    await reader.cancel().catch(() => undefined)
  }
}

const unpacked = async (stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> => {
  const reader = stream.getReader()
  const first = await reader.read()
  reader.releaseLock()
  if (first.done) return stream
  const whole = prepended(first.value, stream)
  if (!isGzip(first.value)) return whole
  return whole.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>) // the DOM's types ask for bytes that are never shared
}

const prepended = (first: Uint8Array, rest: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = rest.getReader()
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(first),
    pull: async (controller) => {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
