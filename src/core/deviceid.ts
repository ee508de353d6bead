import { hex, type Bytes } from './bytes.ts'

/** A device's id: the first 16 bytes of the hash of its signing key, in hexadecimal. */
export const deviceIdOf = async (crypto: Crypto, signPublic: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', signPublic)).slice(0, 16))
