import * as encoding from 'lib0/encoding'
import { concat, hex, type Bytes } from '../core/bytes.ts'
import type { DeviceKeys } from '../store/keyring.ts'

/** A roster's first entry: who began the workspace, on which device, with which spaces. Its hash is the workspace's id. */
export interface Genesis {
  readonly memberId: string
  readonly spaces: { readonly settings: string; readonly team: string; readonly private: string }
  /** Epoch ms. */
  readonly at: number
}

const VERSION = 1

/** `version | body | signature`: signed by the device that it names (Ed25519). Ids and keys only, no name of a person. */
export const signGenesis = async (crypto: Crypto, { memberId, spaces, at }: Genesis, device: DeviceKeys): Promise<Bytes> => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, VERSION)
  encoding.writeVarString(encoder, 'genesis')
  encoding.writeVarUint(encoder, at)
  encoding.writeVarString(encoder, memberId)
  encoding.writeVarUint8Array(encoder, device.signPublic)
  encoding.writeVarUint8Array(encoder, device.wrapPublic)
  for (const space of [spaces.settings, spaces.team, spaces.private]) encoding.writeVarString(encoder, space)
  encoding.writeVarUint8Array(encoder, crypto.getRandomValues(new Uint8Array(16)))
  const body = encoding.toUint8Array(encoder) // lib0 never hands out shared memory
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', device.sign, body))
  return concat([body, signature])
}

/** 64 hexadecimal digits: SHA-256 of the signed first entry. */
export const workspaceIdOf = async (crypto: Crypto, genesis: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', genesis)))
