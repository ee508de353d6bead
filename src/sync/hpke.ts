import { concat, utf8, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'

/**
 * Sealing to whoever holds an X25519 key: RFC 9180 (HPKE), base mode, one message, with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. Layout: `encapsulated key (32) | ciphertext`.
 */

const KEM = concat([utf8('KEM'), Uint8Array.of(0, 0x20)])
const SUITE = concat([utf8('HPKE'), Uint8Array.of(0, 0x20, 0, 1, 0, 2)])
const VERSION = utf8('HPKE-v1')
const NONE = new Uint8Array()
const KEY_BYTES = 32
const NONCE_BYTES = 12

const hmac = async (crypto: Crypto, key: Bytes, text: Bytes): Promise<Bytes> => {
  // WebCrypto takes no empty key; HMAC fills a short one with zeros anyway.
  const raw = key.length === 0 ? new Uint8Array(32) : key
  const imported = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, text))
}

const extract = (crypto: Crypto, suite: Bytes, salt: Bytes, label: string, input: Bytes): Promise<Bytes> =>
  hmac(crypto, salt, concat([VERSION, suite, utf8(label), input]))

/** At most 32 bytes: one round of HKDF-Expand. */
const expand = async (crypto: Crypto, suite: Bytes, secret: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> => {
  const text = concat([Uint8Array.of(0, length), VERSION, suite, utf8(label), info, Uint8Array.of(1)])
  return (await hmac(crypto, secret, text)).slice(0, length)
}

interface Sealer {
  readonly key: CryptoKey
  readonly iv: Bytes
}

/** The key schedule from what both ends agree on. */
const sealerOf = async (crypto: Crypto, shared: Bytes, info: Bytes): Promise<Sealer> => {
  const context = concat([
    Uint8Array.of(0),
    await extract(crypto, SUITE, NONE, 'psk_id_hash', NONE),
    await extract(crypto, SUITE, NONE, 'info_hash', info),
  ])
  const secret = await extract(crypto, SUITE, shared, 'secret', NONE)
  const raw = await expand(crypto, SUITE, secret, 'key', context, KEY_BYTES)
  return {
    key: await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
    iv: await expand(crypto, SUITE, secret, 'base_nonce', context, NONCE_BYTES),
  }
}

const agree = async (crypto: Crypto, own: CryptoKey, theirs: Bytes, encapsulated: Bytes, recipient: Bytes): Promise<Bytes> => {
  const publicKey = await crypto.subtle.importKey('raw', theirs, 'X25519', true, [])
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, own, 256))
  const secret = await extract(crypto, KEM, NONE, 'eae_prk', dh)
  return expand(crypto, KEM, secret, 'shared_secret', concat([encapsulated, recipient]), KEY_BYTES)
}

/** `info` says what it is for; `label` what it belongs to. */
export const sealTo = async (crypto: Crypto, recipient: Bytes, info: string, label: string, plain: Bytes): Promise<Bytes> => {
  const pair = await crypto.subtle.generateKey('X25519', true, ['deriveBits'])
  const encapsulated = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const shared = await agree(crypto, pair.privateKey, recipient, encapsulated, recipient)
  const { key, iv } = await sealerOf(crypto, shared, utf8(info))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(label) }, key, plain)
  return concat([encapsulated, new Uint8Array(sealed)])
}

export interface WrapKeys {
  readonly wrap: CryptoKey
  readonly wrapPublic: Bytes
}

export const openWith = async (
  crypto: Crypto,
  { wrap, wrapPublic }: WrapKeys,
  info: string,
  label: string,
  sealed: Bytes,
): Promise<Result<Bytes, 'unsealable'>> => {
  try {
    const encapsulated = sealed.slice(0, KEY_BYTES)
    const shared = await agree(crypto, wrap, encapsulated, encapsulated, wrapPublic)
    const { key, iv } = await sealerOf(crypto, shared, utf8(info))
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(label) }, key, sealed.slice(KEY_BYTES))
    return ok(new Uint8Array(plain))
  } catch {
    return err('unsealable') // WebCrypto tells no more
  }
}
