import { concat, type Bytes } from '../core/bytes.ts'
import { deviceIdOf } from '../core/deviceid.ts'
import { must } from '../core/result.ts'
import type { Database, KeyRow } from './database.ts'
import { deriveKey, makeSpaceKey, makeVaultKey, vaultOf, type Purpose, type Vault } from './vault.ts'

/** A device's two key pairs: it signs what it writes (Ed25519), and others wrap keys for it (X25519). Private halves never leave the device. */
export interface DeviceKeys {
  readonly id: string
  readonly sign: CryptoKey
  readonly signPublic: Bytes
  readonly wrap: CryptoKey
  readonly wrapPublic: Bytes
}

/** A space's key as it is handed on to whoever may read the space. */
export interface HeldKey {
  readonly spaceId: string
  readonly epoch: number
  readonly key: Bytes
}

export interface Keyring {
  readonly vault: Vault
  /** Another one from the moment that the database turns out to be a copy: `parting.ts`. */
  device: DeviceKeys
  readonly spaceIds: () => readonly string[]
  /** Opens and seals the packs that `device` makes in a space. */
  readonly packVault: (spaceId: string, device: string, epoch: number) => Promise<Vault>
  /** Opens and seals what `device` writes to a space's log. */
  readonly dataVault: (spaceId: string, device: string, epoch: number) => Promise<Vault>
  /** Opens and seals what `device` says beside the log: who is here. */
  readonly liveVault: (spaceId: string, device: string, epoch: number) => Promise<Vault>
  /** The keys themselves, for an invite to carry. */
  readonly spaceKeys: () => Promise<readonly HeldKey[]>
  /** Takes the keys that an invite brought; one that is held already stays as it is. */
  readonly addSpaceKeys: (keys: readonly HeldKey[]) => Promise<void>
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
  const device = { id: await deviceIdOf(crypto, signPublic), sign: sign.privateKey, signPublic, wrap: wrap.privateKey, wrapPublic }
  return { rows: [{ id: 'vault', key: vaultKey }, ...sealed], device }
}

const SPACE = 'space/'

export const openKeyring = async (database: Database, crypto: Crypto): Promise<Keyring> => {
  const held = await database.keys.toArray()
  const rows = new Map(held.map((row) => [row.id, row]))
  const vault = vaultOf(crypto, must(rows.get('vault')?.key, 'the vault key'))
  const open = async (id: string): Promise<Bytes> => {
    const opened = await vault.open(must(rows.get(id)?.sealed, id), `keys|${id}`)
    if (!opened.ok) throw new Error(`key ${id} does not open`)
    return opened.value
  }
  const [publics, sign, wrap] = await Promise.all(['device/public', 'device/sign', 'device/wrap'].map(open))
  const both = must(publics, 'public keys')
  const device: DeviceKeys = {
    id: await deviceIdOf(crypto, both.slice(0, 32)),
    sign: await crypto.subtle.importKey('pkcs8', must(sign, 'signing key'), 'Ed25519', false, ['sign']),
    signPublic: both.slice(0, 32),
    wrap: await crypto.subtle.importKey('pkcs8', must(wrap, 'wrapping key'), 'X25519', false, ['deriveBits']),
    wrapPublic: both.slice(32, 64),
  }
  const vaults = new Map<string, Promise<Vault>>()
  const derived = (purpose: Purpose) => (spaceId: string, maker: string, epoch: number) => {
    const name = `${purpose}|${spaceId}|${maker}|${epoch}`
    const known = vaults.get(name)
    if (known) return known
    const made = open(`${SPACE}${spaceId}`).then(async (key) =>
      vaultOf(crypto, await deriveKey(crypto, key, spaceId, purpose, maker, epoch)),
    )
    vaults.set(name, made)
    return made
  }
  const spaceIds = () => [...rows.keys()].flatMap((id) => (id.startsWith(SPACE) ? [id.slice(SPACE.length)] : []))
  return {
    vault,
    device,
    spaceIds,
    packVault: derived('pack'),
    dataVault: derived('data'),
    liveVault: derived('live'),
    spaceKeys: () =>
      Promise.all(spaceIds().map(async (spaceId) => ({ spaceId, epoch: FIRST_EPOCH, key: await open(`${SPACE}${spaceId}`) }))),
    addSpaceKeys: async (keys) => {
      const fresh = keys.filter(({ spaceId, epoch }) => epoch === FIRST_EPOCH && !rows.has(`${SPACE}${spaceId}`))
      const sealed = await Promise.all(
        fresh.map(async ({ spaceId, key }): Promise<KeyRow> => {
          const id = `${SPACE}${spaceId}`
          return { id, sealed: await vault.seal(key, `keys|${id}`) }
        }),
      )
      await database.keys.bulkPut(sealed)
      for (const row of sealed) rows.set(row.id, row)
    },
  }
}
