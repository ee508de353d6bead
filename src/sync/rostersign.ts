import { concat, type Bytes } from '../core/bytes.ts'
import type { DeviceKeys } from '../store/keyring.ts'
import { encodeRosterBody, SIGNATURE, type RosterEntry, type RosterEntryOf } from './rosterentry.ts'
import { signFor } from './signature.ts'

/** `body | signature`: an entry ready to be appended. */
export const signRosterEntry = async (crypto: Crypto, { sign }: Pick<DeviceKeys, 'sign'>, entry: RosterEntry): Promise<Bytes> => {
  const body = encodeRosterBody(entry)
  return concat([body, new Uint8Array(await crypto.subtle.sign('Ed25519', sign, body))])
}

/** A join carries two signatures: the invite's key shows that its secret is known, the device's that its keys are its own. */
export const signJoin = async (
  crypto: Crypto,
  device: DeviceKeys,
  inviteKey: CryptoKey,
  join: Omit<RosterEntryOf<'join'>, 'kind' | 'proof' | 'signPublic' | 'wrapPublic'>,
): Promise<Bytes> => {
  const { signPublic, wrapPublic } = device
  const bare = { ...join, kind: 'join' as const, signPublic, wrapPublic, proof: new Uint8Array(SIGNATURE) }
  const proof = await signFor(crypto, 'join', inviteKey, encodeRosterBody(bare).slice(0, -SIGNATURE))
  return signRosterEntry(crypto, device, { ...bare, proof })
}
