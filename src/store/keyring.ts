import { concat, type Bytes } from '../core/bytes.ts'
import { deviceIdOf } from '../core/deviceid.ts'
import { must } from '../core/result.ts'
import type { Database, KeyRow } from './database.ts'
import { deriveKey, makeSpaceKey, makeVaultKey, vaultOf, type Vault } from './vault.ts'

/** A device's two key pairs: it signs what it writes (Ed25519), and others wrap keys for it (X25519). Private halves never leave the device. */
export interface DeviceKeys {
  readonly id: string
  readonly sign: CryptoKey
  readonly signPublic: Bytes
  readonly wrapPublic: Bytes
}

export interface Keyring {
  readonly vault: Vault
  readonly device: DeviceKeys
  readonly spaceIds: readonly string[]
  /** Opens and seals the packs that `device` makes in a space. */
  readonly packVault: (spaceId: string, device: string, epoch: number) => Promise<Vault>
}

/** Epochs move with the first removal of a member; until then there is one. */
export const FIRST_EPOCH = 1

export interface NewKeys {
  /** To be put into the workspace's database as they are. */
  readonly rows: readonly KeyRow[]
  readonly device: DeviceKeys
}

/** A device's keys and those of its spaces, all sealed under a new vault key, which lies beside them. */
export const generateKeys = async (crypto: Crypto, spaceIds: readonly string[]): Promise<NewKeys> => {
  const vaultKey = await makeVaultKey(crypto)
  const vault = vaultOf(crypto, vaultKey)
  const sign = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) // the types know no Ed25519 pair
  const wrap = await crypto.subtle.generateKey('X25519', true, ['deriveBits']) // as above
  const raw = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('raw', key))
  const secret = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('pkcs8', key))
  const [signPublic, wrapPublic] = [await raw(sign.publicKey), await raw(wrap.publicKey)]
  const plain: [string, Bytes][] = [
    ['device/sign', await secret(sign.privateKey)],
    ['device/wrap', await secret(wrap.privateKey)],
    ['device/public', concat([signPublic, wrapPublic])],
    ...spaceIds.map((spaceId): [string, Bytes] => [`space/${spaceId}`, makeSpaceKey(crypto)]),
  ]
  const sealed = await Promise.all(plain.map(async ([id, bytes]) => ({ id, sealed: await vault.seal(bytes, `keys|${id}`) })))
  const device = { id: await deviceIdOf(crypto, signPublic), sign: sign.privateKey, signPublic, wrapPublic }
  return { rows: [{ id: 'vault', key: vaultKey }, ...sealed], device }
}

export const openKeyring = async (database: Database, crypto: Crypto): Promise<Keyring> => {
  const rows = await database.keys.toArray()
  const vault = vaultOf(crypto, must(rows.find(({ id }) => id === 'vault')?.key, 'the vault key'))
  const open = async (id: string): Promise<Bytes> => {
    const opened = await vault.open(must(rows.find((row) => row.id === id)?.sealed, id), `keys|${id}`)
    if (!opened.ok) throw new Error(`key ${id} does not open`)
    return opened.value
  }
  const publics = await open('device/public')
  const device: DeviceKeys = {
    id: await deviceIdOf(crypto, publics.subarray(0, 32)),
    sign: await crypto.subtle.importKey('pkcs8', await open('device/sign'), 'Ed25519', false, ['sign']),
    signPublic: publics.slice(0, 32),
    wrapPublic: publics.slice(32, 64),
  }
  const vaults = new Map<string, Promise<Vault>>()
  const packVault = (spaceId: string, maker: string, epoch: number): Promise<Vault> => {
    const name = `${spaceId}|${maker}|${epoch}`
    const known = vaults.get(name)
    if (known) return known
    const made = open(`space/${spaceId}`).then(async (key) => vaultOf(crypto, await deriveKey(crypto, key, spaceId, 'pack', maker, epoch)))
    vaults.set(name, made)
    return made
  }
  const spaceIds = rows.flatMap(({ id }) => (id.startsWith('space/') ? [id.slice('space/'.length)] : []))
  return { vault, device, spaceIds, packVault }
}
