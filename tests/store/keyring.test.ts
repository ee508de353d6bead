import { expect, test } from 'vitest'
import { utf8 } from '../../src/core/bytes.ts'
import { openKeyring, type HeldKey } from '../../src/store/keyring.ts'
import { aDevice } from '../sync/devices.ts'
import { openWith, sealTo } from '../../src/sync/hpke.ts'
import { createWorld, TEAM } from './world.ts'

const OTHER = 'space-other'

test('a device opens what others sealed to it, on every start', async () => {
  const { store, database } = await (await createWorld()).open()
  const sealed = await sealTo(crypto, store.keyring.device.wrapPublic, 'test', 'label', utf8('keys'))
  const { device } = await openKeyring(database, crypto)
  expect(device.id).toBe(store.keyring.device.id)
  expect(await openWith(crypto, device, 'test', 'label', sealed)).toEqual({ ok: true, value: utf8('keys') })
})

test('keys that an invite brought open the space from then on, and replace none that was there', async () => {
  const { store, database } = await (await createWorld()).open()
  const before = await store.keyring.spaceKeys()
  const brought: HeldKey[] = [OTHER, TEAM].map((spaceId) => ({ spaceId, epoch: 1, key: new Uint8Array(32).fill(9) }))
  await store.keyring.addSpaceKeys(brought)
  expect(store.keyring.spaceIds()).toContain(OTHER)
  const again = await openKeyring(database, crypto)
  const keys = new Map((await again.spaceKeys()).map(({ spaceId, key }) => [spaceId, key]))
  expect(keys.get(OTHER)).toEqual(new Uint8Array(32).fill(9))
  for (const { spaceId, key } of before) expect(keys.get(spaceId)).toEqual(key)
})

test('what one device writes opens on another with the same space key, under its author’s name only', async () => {
  const [one, two] = await Promise.all([createWorld(), createWorld()].map(async (world) => (await (await world).open()).store.keyring))
  if (one === undefined || two === undefined) throw new Error('two keyrings')
  const key = new Uint8Array(32).fill(5)
  for (const keyring of [one, two]) await keyring.addSpaceKeys([{ spaceId: OTHER, epoch: 1, key }])
  const sealed = await (await one.dataVault(OTHER, one.device.id, 1)).seal(utf8('Siam Beans'), 'label')
  expect(await (await two.dataVault(OTHER, one.device.id, 1)).open(sealed, 'label')).toEqual({ ok: true, value: utf8('Siam Beans') })
  for (const wrong of [await two.dataVault(OTHER, (await aDevice()).id, 1), await two.packVault(OTHER, one.device.id, 1)])
    expect((await wrong.open(sealed, 'label')).ok).toBe(false)
})
