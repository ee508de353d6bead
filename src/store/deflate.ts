import { concat, type Bytes } from '../core/bytes.ts'

/** Bytes handed to a stream at a time. A deflated one grows up to 1,032-fold, and a browser unpacks all it is handed before anyone can stop it. */
const SLICE = 16 * 1024

/** Written straight into the stream: going through a Blob asks the browser's own process twice. */
export const deflate = async (bytes: Bytes): Promise<Bytes> => {
  const { readable, writable } = new CompressionStream('deflate-raw')
  const writer = writable.getWriter()
  // What goes wrong in writing goes wrong in reading too, and is told there.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  return new Uint8Array(await new Response(readable).arrayBuffer())
}

/** Rejects on bytes that are no deflated stream, and on one of more than `max` bytes: whoever made it may mean to fill the memory. */
export const inflate = async (bytes: Bytes, max: number): Promise<Bytes> => {
  const { readable, writable } = new DecompressionStream('deflate-raw')
  feed(bytes, writable.getWriter()).catch(() => undefined)
  const reader = readable.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > max) {
      await reader.cancel()
      throw new RangeError('more than is allowed')
    }
    parts.push(part.value)
  }
  return concat(parts)
}

/** Each slice waits until what came of the one before is read. */
const feed = async (bytes: Bytes, writer: WritableStreamDefaultWriter<Bytes>): Promise<void> => {
  for (let at = 0; at < bytes.length; at += SLICE) await writer.write(bytes.subarray(at, at + SLICE))
  await writer.close()
}
