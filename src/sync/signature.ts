import { concat, utf8, type Bytes } from '../core/bytes.ts'

/** A text with its purpose in front, so that no signature is ever good for another. */
const purposeful = (purpose: string, text: Uint8Array): Bytes => concat([utf8(`satchel ${purpose} 1|`), text])

/** Ed25519. */
export const signFor = async (crypto: Crypto, purpose: string, key: CryptoKey, text: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, purposeful(purpose, text)))

export const importVerifyKey = (crypto: Crypto, publicKey: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify'])

/** False too where the public key is none. */
export const isSigned = async (crypto: Crypto, publicKey: Bytes, signature: Bytes, text: Bytes): Promise<boolean> => {
  try {
    return await crypto.subtle.verify('Ed25519', await importVerifyKey(crypto, publicKey), signature, text)
  } catch {
    return false
  }
}

export const isSignedFor = (crypto: Crypto, purpose: string, publicKey: Bytes, signature: Bytes, text: Uint8Array): Promise<boolean> =>
  isSigned(crypto, publicKey, signature, purposeful(purpose, text))
