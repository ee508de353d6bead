import { expect, test } from 'vitest'
import { textOf, utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { decodeEntry, encodeEntry, follow, verifyEntry } from '../../src/sync/entry.ts'
import { inviteKeysOf, inviteUrl, makeInviteSecret, readInviteUrl } from '../../src/sync/invite.ts'
import { isLogin, signLogin } from '../../src/sync/login.ts'
import { accessOf } from '../../src/sync/roster.ts'
import { foldRoster } from '../../src/sync/rosterfold.ts'
import { openItems } from '../../src/sync/seal.ts'
import { importVerifyKey } from '../../src/sync/signature.ts'
import { openKeysInInvite, openKeysWith, sealKeysInInvite, sealKeysTo } from '../../src/sync/spacekeys.ts'
import { START } from '../../src/sync/wire.ts'
import { aDevice, anEntry, dataVault } from '../sync/devices.ts'
import { fuzz } from '../sync/frames.ts'
import { aTeam, SETTINGS, TEAM } from '../sync/team.ts'

test('a browser founds, invites, joins, logs in, seals and opens as the relay’s Node does', async () => {
  const team = await aTeam()
  const { workspaceId } = team.roster()
  const keys = [{ spaceId: TEAM, epoch: 1, key: new Uint8Array(32).fill(7) }]
  const secret = makeInviteSecret(crypto)
  const invite = await inviteKeysOf(crypto, secret, workspaceId)
  const sealed = await sealKeysInInvite(invite, workspaceId, keys)
  await team.add(team.owner, { kind: 'invite', invite: invite.id, role: 'member', memberId: '', spaces: [TEAM, SETTINGS], keys: sealed })
  const link = readInviteUrl(inviteUrl(location.origin, { workspaceId, rosterHead: team.roster().head, secret }))
  expect(link.ok && link.value.secret).toEqual(secret)
  expect(await openKeysInInvite(invite, workspaceId, sealed)).toEqual({ ok: true, value: keys })

  const bea = await aDevice()
  expect((await team.push(await team.joinEntry(invite, 'member_bea', bea))).ok).toBe(true)
  const folded = await foldRoster(crypto, team.entries)
  expect(folded.ok && accessOf(folded.value, bea.id, TEAM)).toBe('write')
  const wrapped = await sealKeysTo(crypto, bea.wrapPublic, workspaceId, keys)
  expect(await openKeysWith(crypto, bea, workspaceId, wrapped)).toEqual({ ok: true, value: keys })

  const challenge = { workspaceId, nonce: crypto.getRandomValues(new Uint8Array(32)), origin: location.origin }
  expect(await isLogin(crypto, bea.signPublic, await signLogin(crypto, bea.sign, challenge), challenge)).toBe(true)

  const text = 'บริษัท สยามการค้า จำกัด '.repeat(100)
  const entry = await anEntry(bea, [utf8(text)], { space: TEAM })
  const read = decodeEntry(encodeEntry(entry))
  expect(read).toEqual({ ok: true, value: entry })
  expect(await verifyEntry(crypto, await importVerifyKey(crypto, bea.signPublic), TEAM, entry)).toBe(true)
  const opened = await openItems(await dataVault(bea.id, TEAM), TEAM, must(read.ok ? read.value : null, 'the entry'))
  expect(opened.ok && opened.value.map(textOf)).toEqual([text])
  expect((await follow(crypto, START, entry)).seq).toBe(1)
})

test('a browser’s decoder stands what Node’s does', () => {
  const { decoded, refused } = fuzz(11, 20_000)
  expect(Math.min(decoded, refused)).toBeGreaterThan(500)
})
