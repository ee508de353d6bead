import type { Bytes } from '../core/bytes.ts'
import type { DeviceKeys } from '../store/keyring.ts'
import { rosterHash } from './rosterentry.ts'
import { signRosterEntry } from './rostersign.ts'

/** A roster's first entry: who began the workspace, on which device, with which spaces. Its hash is the workspace's id. */
export interface Genesis {
  readonly memberId: string
  readonly spaces: { readonly settings: string; readonly team: string; readonly private: string }
  /** Epoch ms. */
  readonly at: number
}

/** Signed by the device that it names. Ids and keys only, no name of a person. */
export const signGenesis = (crypto: Crypto, { memberId, spaces, at }: Genesis, device: DeviceKeys): Promise<Bytes> => {
  const { signPublic, wrapPublic } = device
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return signRosterEntry(crypto, device, { kind: 'genesis', at, memberId, signPublic, wrapPublic, ...spaces, salt })
}

/** 64 hexadecimal digits: SHA-256 of the signed first entry. */
export const workspaceIdOf = (crypto: Crypto, genesis: Bytes): Promise<string> => rosterHash(crypto, genesis)
