/** Bytes that WebCrypto and IndexedDB take: never backed by shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const utf8 = (text: string): Bytes => encoder.encode(text)
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

export const concat = (parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const areEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += digits[byte] ?? ''
  return text
}

const valueOf = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** Bytes of lower- or upper-case hexadecimal; throws on anything else. */
export const fromHex = (text: string): Bytes => {
  const bytes = new Uint8Array(text.length >> 1)
  let wrong = text.length & 1
  for (let i = 0; i < bytes.length; i += 1) {
    const value = (valueOf(text.charCodeAt(2 * i)) << 4) | valueOf(text.charCodeAt(2 * i + 1))
    wrong |= value >> 8
    bytes[i] = value
  }
  if (wrong !== 0) throw new Error('no hexadecimal')
  return bytes
}

/** Base 64 for addresses (RFC 4648 section 5), without padding. */
export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Null where the text is not what `base64url` writes. */
export const fromBase64url = (text: string): Bytes | null => {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  return base64url(bytes) === text ? bytes : null
}
