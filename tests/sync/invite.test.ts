import { describe, expect, test } from 'vitest'
import { inviteKeysOf, inviteUrl, makeInviteSecret, readInviteUrl } from '../../src/sync/invite.ts'
import { openKeysInInvite, openKeysWith, sealKeysInInvite, sealKeysTo, type SpaceKey } from '../../src/sync/spacekeys.ts'
import { isLogin, signLogin } from '../../src/sync/login.ts'
import { aDevice } from './devices.ts'

const workspaceId = 'ab'.repeat(32)
const rosterHead = 'cd'.repeat(32)
const keys: readonly SpaceKey[] = [
  { spaceId: 'space_team', epoch: 1, key: new Uint8Array(32).fill(1) },
  { spaceId: 'space_settings', epoch: 1, key: new Uint8Array(32).fill(2) },
]

describe('an invite link', () => {
  const link = { workspaceId, rosterHead, secret: makeInviteSecret(crypto) }
  const url = inviteUrl('https://crm.example', link)

  test('is read back from an address, its fragment, or a message round it', () => {
    for (const text of [url, url.slice(url.indexOf('#')), `Join us here: ${url}. See you!`, `<${url}>`])
      expect(readInviteUrl(text)).toEqual({ ok: true, value: link })
  })

  test('keeps everything in the fragment, which no server sees', () => {
    expect(new URL(url).pathname + new URL(url).search).toBe('/')
    expect(url.length).toBeLessThan(150)
  })

  test('that lost letters is told apart from what is none', () => {
    for (let cut = 1; cut < url.length - url.indexOf('=') - 1; cut += 1) expect(readInviteUrl(url.slice(0, -cut)).ok).toBe(false)
    expect(readInviteUrl(url.slice(0, -1))).toEqual({ ok: false, error: 'cut' })
    expect(readInviteUrl(`${url}.more`)).toEqual({ ok: false, error: 'cut' })
    expect(readInviteUrl('https://crm.example/deals')).toEqual({ ok: false, error: 'notOne' })
  })
})

describe('an invite’s secret', () => {
  test('gives everyone who knows it the same keys, and others in another workspace', async () => {
    const secret = makeInviteSecret(crypto)
    const [one, two] = [await inviteKeysOf(crypto, secret, workspaceId), await inviteKeysOf(crypto, secret, workspaceId)]
    expect(one.id).toBe(two.id)
    expect(one.id).toMatch(/^[0-9a-f]{64}$/)
    expect((await inviteKeysOf(crypto, secret, rosterHead)).id).not.toBe(one.id)
    expect((await inviteKeysOf(crypto, makeInviteSecret(crypto), workspaceId)).id).not.toBe(one.id)
  })

  test('opens the space keys, and nothing else does', async () => {
    const secret = makeInviteSecret(crypto)
    const sealed = await sealKeysInInvite(await inviteKeysOf(crypto, secret, workspaceId), workspaceId, keys)
    expect(await openKeysInInvite(await inviteKeysOf(crypto, secret, workspaceId), workspaceId, sealed)).toEqual({ ok: true, value: keys })
    const other = await inviteKeysOf(crypto, makeInviteSecret(crypto), workspaceId)
    expect(await openKeysInInvite(other, workspaceId, sealed)).toEqual({ ok: false, error: 'unsealable' })
  })

  test('logs in, for this challenge, workspace and relay', async () => {
    const invite = await inviteKeysOf(crypto, makeInviteSecret(crypto), workspaceId)
    const challenge = { workspaceId, nonce: crypto.getRandomValues(new Uint8Array(32)), origin: 'https://crm.example' }
    const signature = await signLogin(crypto, invite.sign, challenge)
    expect(await isLogin(crypto, invite.signPublic, signature, challenge)).toBe(true)
    expect(await isLogin(crypto, invite.signPublic, signature, { ...challenge, nonce: new Uint8Array(32) })).toBe(false)
    expect(await isLogin(crypto, invite.signPublic, signature, { ...challenge, workspaceId: rosterHead })).toBe(false)
    for (const origin of ['https://crm.example.org', 'http://crm.example', ''])
      expect(await isLogin(crypto, invite.signPublic, signature, { ...challenge, origin })).toBe(false)
    expect(await isLogin(crypto, new Uint8Array(3), signature, challenge)).toBe(false)
  })
})

describe('space keys', () => {
  test('go to one device whoever carries them', async () => {
    const phone = await aDevice()
    const sealed = await sealKeysTo(crypto, phone.wrapPublic, workspaceId, keys)
    expect(await openKeysWith(crypto, phone, workspaceId, sealed)).toEqual({ ok: true, value: keys })
    expect(await openKeysWith(crypto, await aDevice(), workspaceId, sealed)).toEqual({ ok: false, error: 'unsealable' })
    expect(await openKeysWith(crypto, phone, rosterHead, sealed)).toEqual({ ok: false, error: 'unsealable' })
  })
})
