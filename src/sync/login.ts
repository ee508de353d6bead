import { concat, fromHex, type Bytes } from '../core/bytes.ts'
import { isSignedFor, signFor } from './signature.ts'

/** What a login is about: the relay's challenge, so that an old answer is worth nothing, and for which workspace. */
export interface Challenge {
  readonly workspaceId: string
  readonly nonce: Bytes
}

const textOf = ({ workspaceId, nonce }: Challenge): Bytes => concat([fromHex(workspaceId), nonce])

/** `key`: of a device, or of an open invite. */
export const signLogin = (crypto: Crypto, key: CryptoKey, challenge: Challenge): Promise<Bytes> =>
  signFor(crypto, 'login', key, textOf(challenge))

export const isLogin = (crypto: Crypto, publicKey: Bytes, signature: Bytes, challenge: Challenge): Promise<boolean> =>
  isSignedFor(crypto, 'login', publicKey, signature, textOf(challenge))
