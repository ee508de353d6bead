import type { Bytes } from '../core/bytes.ts'

const through = async (bytes: Bytes, stream: CompressionStream | DecompressionStream): Promise<Bytes> => {
  const whole = new Response(new Blob([bytes]).stream().pipeThrough(stream))
  return new Uint8Array(await whole.arrayBuffer())
}

export const deflate = (bytes: Bytes): Promise<Bytes> => through(bytes, new CompressionStream('deflate-raw'))
/** Rejects on bytes that are no deflated stream. */
export const inflate = (bytes: Bytes): Promise<Bytes> => through(bytes, new DecompressionStream('deflate-raw'))
