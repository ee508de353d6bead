import type { Bytes } from '../core/bytes.ts'

/** Written straight into the stream: going through a Blob asks the browser's own process twice. */
const through = async (bytes: Bytes, { readable, writable }: CompressionStream | DecompressionStream): Promise<Bytes> => {
  const writer = writable.getWriter()
  // What goes wrong in writing goes wrong in reading too, and is told there.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  return new Uint8Array(await new Response(readable).arrayBuffer())
}

export const deflate = (bytes: Bytes): Promise<Bytes> => through(bytes, new CompressionStream('deflate-raw'))
/** Rejects on bytes that are no deflated stream. */
export const inflate = (bytes: Bytes): Promise<Bytes> => through(bytes, new DecompressionStream('deflate-raw'))
