import { concat, fromHex, utf8, type Bytes } from '../core/bytes.ts'
import { isSignedFor, signFor } from './signature.ts'

/** What a login is about: the relay's challenge, so that an old answer is worth nothing, for which workspace, and at which relay. */
export interface Challenge {
  readonly workspaceId: string
  readonly nonce: Bytes
  /** Of the relay as the device calls it, `https://host`: a relay that passes on another's challenge gets no answer that the other takes. */
  readonly origin: string
}

const textOf = ({ workspaceId, nonce, origin }: Challenge): Bytes => concat([fromHex(workspaceId), nonce, utf8(origin)])

/** `key`: of a device, or of an open invite. */
export const signLogin = (crypto: Crypto, key: CryptoKey, challenge: Challenge): Promise<Bytes> =>
  signFor(crypto, 'login', key, textOf(challenge))

export const isLogin = (crypto: Crypto, publicKey: Bytes, signature: Bytes, challenge: Challenge): Promise<boolean> =>
  isSignedFor(crypto, 'login', publicKey, signature, textOf(challenge))
