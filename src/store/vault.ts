import { concat, utf8, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'

/** Seals and opens bytes under one key; `label` says where they belong, and opening them elsewhere fails. */
export interface Vault {
  readonly seal: (plain: Bytes, label: string) => Promise<Bytes>
  readonly open: (sealed: Bytes, label: string) => Promise<Result<Bytes, 'unsealable'>>
}

const NONCE = 12

/** AES-256-GCM with a random 96-bit nonce in front, never a counter (a restored backup would use it twice). */
export const vaultOf = (crypto: Crypto, key: CryptoKey): Vault => ({
  seal: async (plain, label) => {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(label) }, key, plain)
    return concat([iv, new Uint8Array(sealed)])
  },
  open: async (sealed, label) => {
    try {
      const iv = sealed.subarray(0, NONCE)
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(label) }, key, sealed.subarray(NONCE))
      return ok(new Uint8Array(plain))
    } catch {
      return err('unsealable') // WebCrypto tells no more
    }
  },
})

/** The key that everything on this device but packs is sealed under. It cannot be exported, but whoever has the profile's files can use it. */
export const makeVaultKey = (crypto: Crypto): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

export const makeSpaceKey = (crypto: Crypto): Bytes => crypto.getRandomValues(new Uint8Array(32))

export type Purpose = 'data' | 'pack' | 'live' | 'file'

/** HKDF-SHA-256(space key, salt = space id, info = purpose | device | epoch), RFC 5869. */
export const deriveKey = async (
  crypto: Crypto,
  spaceKey: Bytes,
  spaceId: string,
  purpose: Purpose,
  device: string,
  epoch: number,
): Promise<CryptoKey> => {
  const base = await crypto.subtle.importKey('raw', spaceKey, 'HKDF', false, ['deriveKey'])
  const info = utf8(`${purpose}|${device}|${epoch}`)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: utf8(spaceId), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
