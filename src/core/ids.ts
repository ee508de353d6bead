import { utf8, type Bytes } from './bytes.ts'
import type { Random } from './random.ts'

/** `deal_01kabc…`: an entity's name and a UUID in Crockford's base 32, as the TypeID specification (0.3) writes it: 26 characters that sort as the bytes do. */
export type Id = string

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i
const SUFFIX = 26

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then chance; ids made later sort later. */
export const uuidV7 = (now: number, random: Random): Bytes => {
  const bytes = new Uint8Array(16)
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  for (let i = 6; i < 16; i += 1) bytes[i] = Math.floor(random() * 256)
  bytes[6] = (byteAt(bytes, 6) & 0x0f) | 0x70
  bytes[8] = (byteAt(bytes, 8) & 0x3f) | 0x80
  return bytes
}

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0

/** Base 32 of 16 bytes: two leading zero bits, then five bits a character. */
const encode32 = (bytes: Uint8Array): string => {
  let text = ''
  let carry = 0
  let bits = 2
  for (let i = 0; i < 16; i += 1) {
    carry = (carry << 8) | byteAt(bytes, i)
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((carry >>> bits) & 31)
    }
    carry &= (1 << bits) - 1
  }
  return text
}

/** Writes the id's 16 bytes into `into` at `at`; false where the text is no id. */
export const writeIdBytes = (id: Id, into: Uint8Array, at = 0): boolean => {
  const start = id.length - SUFFIX
  if (start < 2 || id.charCodeAt(start - 1) !== 95) return false
  let carry = 0
  let bits = -2
  let out = at
  for (let i = start; i < id.length; i += 1) {
    const value = VALUES[id.charCodeAt(i)] ?? -1
    if (value < 0) return false
    carry = (carry << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      into[out] = (carry >>> bits) & 0xff
      out += 1
      carry &= (1 << bits) - 1
    }
  }
  return true
}

export const idOf = (entity: string, bytes: Uint8Array): Id => `${entity}_${encode32(bytes)}`
export const newId = (entity: string, now: number, random: Random): Id => idOf(entity, uuidV7(now, random))

/** The entity's name in front of the id. */
export const entityOf = (id: Id): string => id.slice(0, Math.max(0, id.length - SUFFIX - 1))

export const bytesOfId = (id: Id): Bytes => {
  const bytes = new Uint8Array(16)
  if (!writeIdBytes(id, bytes)) throw new Error(`no id: ${id}`)
  return bytes
}

export const isId = (text: string): boolean => writeIdBytes(text, new Uint8Array(16))

/** The id that every device derives from the same 16 bytes or more of hash: UUID version 8 (RFC 9562). */
export const derivedId = (entity: string, hash: Uint8Array): Id => {
  const bytes = hash.slice(0, 16)
  bytes[6] = (byteAt(bytes, 6) & 0x0f) | 0x80
  bytes[8] = (byteAt(bytes, 8) & 0x3f) | 0x80
  return idOf(entity, bytes)
}

/** The id that every device derives from the same text. */
export const idFrom = async (entity: string, text: string): Promise<Id> =>
  derivedId(entity, new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))))

const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Eight base-36 characters: enough for the items of one record. */
export const newItemId = (random: Random): string => {
  let text = ''
  for (let i = 0; i < 8; i += 1) text += BASE36.charAt(Math.floor(random() * 36))
  return text
}
