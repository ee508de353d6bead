import { hex, type Bytes } from '../../src/core/bytes.ts'
import type { DeviceKeys } from '../../src/store/keyring.ts'
import { deriveKey, vaultOf, type Vault } from '../../src/store/vault.ts'
import { signEntry, type Entry, type Unsigned } from '../../src/sync/entry.ts'
import type { WrapKeys } from '../../src/sync/hpke.ts'
import { sealItems } from '../../src/sync/seal.ts'
import { START } from '../../src/sync/wire.ts'

export type TestDevice = DeviceKeys & WrapKeys

/** A device with real keys. */
export const aDevice = async (): Promise<TestDevice> => {
  const sign = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const wrap = await crypto.subtle.generateKey('X25519', true, ['deriveBits'])
  const raw = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('raw', key))
  const [signPublic, wrapPublic] = [await raw(sign.publicKey), await raw(wrap.publicKey)]
  const id = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', signPublic)).slice(0, 16))
  return { id, sign: sign.privateKey, signPublic, wrap: wrap.privateKey, wrapPublic }
}

export const SPACE = 'space_01ke70ehg0ez9rqzf2fb6cdsve'
const SPACE_KEY = new Uint8Array(32).fill(7)

export const dataVault = async (device: string, space = SPACE, epoch = 1): Promise<Vault> =>
  vaultOf(crypto, await deriveKey(crypto, SPACE_KEY, space, 'data', device, epoch))

let messages = 0

export const aMessageId = (): string => {
  messages += 1
  return messages.toString(16).padStart(32, '0')
}

/** A sealed and signed entry; only what matters needs to be said. */
export const anEntry = async (
  device: TestDevice,
  items: readonly Bytes[],
  { space = SPACE, ...wanted }: Partial<Unsigned> & { space?: string } = {},
): Promise<Entry> => {
  const plain = { msgId: aMessageId(), device: device.id, counter: 1, epoch: 1, rosterHead: '0'.repeat(64), cursor: START, ...wanted }
  const sealed = await sealItems(await dataVault(plain.device, space, plain.epoch), space, plain, items)
  return signEntry(crypto, device.sign, space, { ...plain, ...sealed, ...wanted })
}
