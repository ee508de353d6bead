import { err, type Result } from '../core/result.ts'
import { concat, fromHex, type Bytes } from '../core/bytes.ts'
import { decode, encode, fixed, hexOf, rest, struct, text, uint, type ValuesOf } from './fields.ts'
import { cursor, type Cursor } from './wire.ts'

/** What the log holds: who wrote it, what its author had seen, and a sealed body. The space is not in it; its seal and signature cover it. */
const shape = {
  version: uint,
  /** How the body was packed before it was sealed. */
  codec: uint,
  msgId: hexOf(16),
  device: hexOf(16),
  /** The device's own count of its pushes in this space, never used twice. */
  counter: uint,
  epoch: uint,
  /** The newest roster entry that its author knew. */
  rosterHead: hexOf(32),
  /** The newest log entry that its author had. */
  cursor,
  /** Ed25519. */
  signature: fixed(64),
  body: rest,
}
const field = struct(shape)

export type Entry = ValuesOf<typeof shape>
export type Unsigned = Omit<Entry, 'signature' | 'version'>

export const ENTRY_VERSION = 1

export const encodeEntry = (entry: Entry): Bytes => encode(field, entry)

export const decodeEntry = (bytes: Uint8Array): Result<Entry, 'malformed' | 'newer'> => {
  const decoded = decode(field, bytes)
  if (!decoded.ok) return decoded
  return decoded.value.version === ENTRY_VERSION ? decoded : err(decoded.value.version > ENTRY_VERSION ? 'newer' : 'malformed')
}

/** What a body's seal covers beside itself. */
export const sealLabel = (space: string, { msgId, epoch, device, codec }: Pick<Entry, 'msgId' | 'epoch' | 'device' | 'codec'>): string =>
  [ENTRY_VERSION, 'data', space, msgId, epoch, device, codec].join('|')

const signed = struct({ label: text(512), rosterHead: hexOf(32), counter: uint, cursor, bodyHash: fixed(32) })

const sha256 = async (crypto: Crypto, bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

const bytesToSign = async (crypto: Crypto, space: string, entry: Unsigned): Promise<Bytes> =>
  encode(signed, { ...entry, label: sealLabel(space, entry), bodyHash: await sha256(crypto, entry.body) })

/** Signing anew under another cursor or counter leaves the sealed body and its message id as they are. */
export const signEntry = async (crypto: Crypto, key: CryptoKey, space: string, entry: Unsigned): Promise<Entry> => {
  const signature = await crypto.subtle.sign('Ed25519', key, await bytesToSign(crypto, space, entry))
  return { ...entry, version: ENTRY_VERSION, signature: new Uint8Array(signature) }
}

/** `key`: the public one of the device that the entry names. */
export const verifyEntry = async (crypto: Crypto, key: CryptoKey, space: string, entry: Entry): Promise<boolean> =>
  crypto.subtle.verify('Ed25519', key, entry.signature, await bytesToSign(crypto, space, entry))

/** Big-endian. */
const eightBytes = (value: number): Bytes => {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(value / 2 ** 32))
  view.setUint32(4, value >>> 0)
  return bytes
}

/** The chain's next hash is the SHA-256 of these: `previous | seq | msgId | device | SHA-256(body)`. */
export const linkBytes = (previous: Bytes, seq: number, { msgId, device }: Pick<Entry, 'msgId' | 'device'>, bodyHash: Uint8Array): Bytes =>
  concat([previous, eightBytes(seq), fromHex(msgId), fromHex(device), bodyHash])

/** Where the log stands after this entry. */
export const follow = async (crypto: Crypto, { seq, hash }: Cursor, entry: Entry): Promise<Cursor> => {
  const next = seq + 1
  return { seq: next, hash: await sha256(crypto, linkBytes(hash, next, entry, await sha256(crypto, entry.body))) }
}
