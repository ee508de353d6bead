import { beforeAll, describe, expect, test } from 'vitest'
import { base64url, concat, fromHex, textOf, utf8 } from '../../src/core/bytes.ts'
import { openWith, sealTo } from '../../src/sync/hpke.ts'
import { aDevice, type TestDevice } from './devices.ts'

// RFC 9180's published vectors (test-vectors.json): base mode, kem 0x0020, kdf 0x0001, aead 0x0002, the first message.
const vector = {
  info: 'Ode on a Grecian Urn',
  skRm: '497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d',
  pkRm: '430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c',
  enc: '6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256',
  aad: 'Count-0',
  ct: 'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
  pt: 'Beauty is truth, truth beauty',
}

let bea: TestDevice
beforeAll(async () => {
  bea = await aDevice()
})

describe('sealing to a device', () => {
  test('opens what the standard sealed', async () => {
    const jwk = { kty: 'OKP', crv: 'X25519', d: base64url(fromHex(vector.skRm)), x: base64url(fromHex(vector.pkRm)) }
    const wrap = await crypto.subtle.importKey('jwk', jwk, 'X25519', false, ['deriveBits'])
    const sealed = concat([fromHex(vector.enc), fromHex(vector.ct)])
    const opened = await openWith(crypto, { wrap, wrapPublic: fromHex(vector.pkRm) }, vector.info, vector.aad, sealed)
    expect(opened.ok && textOf(opened.value)).toBe(vector.pt)
  })

  test('opens on that device, for that purpose, in that place', async () => {
    const sealed = await sealTo(crypto, bea.wrapPublic, 'keys', 'workspace', utf8('the key'))
    const opened = await openWith(crypto, bea, 'keys', 'workspace', sealed)
    expect(opened.ok && textOf(opened.value)).toBe('the key')
    const closed = { ok: false, error: 'unsealable' }
    expect(await openWith(crypto, bea, 'other', 'workspace', sealed)).toEqual(closed)
    expect(await openWith(crypto, bea, 'keys', 'elsewhere', sealed)).toEqual(closed)
    expect(await openWith(crypto, await aDevice(), 'keys', 'workspace', sealed)).toEqual(closed)
  })

  test('altered, cut or pointed at a weak key, it stays shut', async () => {
    const sealed = await sealTo(crypto, bea.wrapPublic, 'keys', 'w', utf8('the key'))
    const closed = { ok: false, error: 'unsealable' }
    for (const at of [0, 31, 32, sealed.length - 1])
      expect(await openWith(crypto, bea, 'keys', 'w', sealed.with(at, ((sealed[at] ?? 0) + 1) % 256))).toEqual(closed)
    for (const length of [0, 31, 40]) expect(await openWith(crypto, bea, 'keys', 'w', sealed.slice(0, length))).toEqual(closed)
    expect(await openWith(crypto, bea, 'keys', 'w', concat([new Uint8Array(32), sealed.slice(32)]))).toEqual(closed)
  })

  test('is never the same twice', async () => {
    expect(await sealTo(crypto, bea.wrapPublic, 'keys', 'w', utf8('k'))).not.toEqual(
      await sealTo(crypto, bea.wrapPublic, 'keys', 'w', utf8('k')),
    )
  })
})
