import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fromHex, hex, textOf } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { decodeEntry, encodeEntry, follow, verifyEntry, type Entry } from '../../src/sync/entry.ts'
import { inviteKeysOf, readInviteUrl } from '../../src/sync/invite.ts'
import { accessOf, devicesOf } from '../../src/sync/roster.ts'
import { foldRoster } from '../../src/sync/rosterfold.ts'
import { openItems } from '../../src/sync/seal.ts'
import { importVerifyKey } from '../../src/sync/signature.ts'
import { openKeysInInvite, openKeysWith } from '../../src/sync/spacekeys.ts'
import { decodeFrame, encodeFrame, START } from '../../src/sync/wire.ts'
import { aFolder, entriesIn, openLog } from '../sync-server/logs.ts'
import { dataVault } from './devices.ts'
import { frameTypes } from './frames.ts'
import { SETTINGS, TEAM } from './team.ts'

interface Golden {
  readonly workspaceId: string
  readonly url: string
  readonly phone: { readonly jwk: JsonWebKey; readonly wrapPublic: string }
  readonly roster: readonly string[]
  readonly texts: readonly string[]
  readonly entries: readonly string[]
  readonly end: string
  readonly frames: Readonly<Record<string, string>>
  readonly relay: string
}

const golden = JSON.parse(readFileSync(new URL('../fixtures/golden/sync-v1.json', import.meta.url), 'utf8')) as Golden // made by makesync.ts

const theRoster = async () => {
  const folded = await foldRoster(crypto, golden.roster.map(fromHex))
  return must(folded.ok ? folded.value : null, 'the roster')
}

const theEntries = (): Entry[] =>
  golden.entries.map((text) => {
    const decoded = decodeEntry(fromHex(text))
    return must(decoded.ok ? decoded.value : null, 'an entry')
  })

describe('what version 1 wrote', () => {
  test('each frame says what it said', () => {
    expect(Object.keys(golden.frames).toSorted()).toEqual(frameTypes.toSorted())
    for (const [type, text] of Object.entries(golden.frames)) {
      const frame = decodeFrame(fromHex(text))
      expect(frame).toMatchObject({ ok: true, value: { type } })
      expect(frame.ok && hex(encodeFrame(frame.value))).toBe(text)
    }
  })

  test('the roster folds to the same members, devices and invites', async () => {
    const roster = await theRoster()
    expect(roster.workspaceId).toBe(golden.workspaceId)
    expect([...roster.members.values()].map(({ id, role }) => `${id} ${role}`)).toEqual(['member_owner owner', 'member_bea member'])
    expect([...roster.invites.values()].map(({ state }) => state)).toEqual(['used', 'revoked'])
    const [owner, phone] = devicesOf(roster, 'member_owner')
    for (const device of [owner, phone]) expect(accessOf(roster, must(device, 'a device').id, SETTINGS)).toBe('write')
    expect(devicesOf(roster, 'member_bea')[0]?.removedBy).toBe(golden.roster.length - 1)
  })

  test('the invite link opens the keys that were sealed in it, and the phone those sealed to it', async () => {
    const roster = await theRoster()
    const link = readInviteUrl(golden.url)
    const { secret } = must(link.ok ? link.value : null, 'the link')
    const keys = await inviteKeysOf(crypto, secret, golden.workspaceId)
    const expected = { ok: true, value: [{ spaceId: TEAM, epoch: 1, key: new Uint8Array(32).fill(7) }] }
    const sealed = must(roster.invites.get(keys.id), 'the invite').keys
    expect(await openKeysInInvite(keys, golden.workspaceId, sealed)).toEqual(expected)

    const wrap = await crypto.subtle.importKey('jwk', golden.phone.jwk, 'X25519', false, ['deriveBits'])
    const wrapPublic = fromHex(golden.phone.wrapPublic)
    const phone = must(devicesOf(roster, 'member_owner')[1], 'the phone')
    expect(await openKeysWith(crypto, { wrap, wrapPublic }, golden.workspaceId, phone.keys)).toEqual(expected)
  })

  test('the entries are signed by their author, chain to the same hash, and open to their texts', async () => {
    const roster = await theRoster()
    let cursor = START
    for (const [i, entry] of theEntries().entries()) {
      const author = must(roster.devices.get(entry.device), 'its author')
      expect(await verifyEntry(crypto, await importVerifyKey(crypto, author.signPublic), TEAM, entry)).toBe(true)
      expect(entry.cursor).toEqual(cursor)
      const opened = await openItems(await dataVault(entry.device, TEAM), TEAM, entry)
      expect(opened.ok && opened.value.map(textOf)).toEqual([golden.texts[i]])
      cursor = await follow(crypto, cursor, entry)
    }
    expect(hex(cursor.hash)).toBe(golden.end)
  })

  test('the relay’s file is read, and goes on', async () => {
    const folder = aFolder()
    writeFileSync(join(folder, 'relay.db'), inflateRawSync(Buffer.from(golden.relay, 'base64')))
    const log = openLog(folder)
    const place = { workspace: golden.workspaceId, space: TEAM }
    expect((await log.roster(golden.workspaceId)).map(({ bytes }) => hex(bytes))).toEqual(golden.roster)
    const page = await log.page(place, 0)
    expect(entriesIn(page.bytes).map(hex)).toEqual(golden.entries)
    expect(hex((await log.last(place)).hash)).toBe(golden.end)
    expect(await log.pack(place, 'ab'.repeat(16))).toEqual(Uint8Array.of(1, 2, 3))
    const [first] = theEntries()
    const again = must(first, 'an entry')
    expect(await log.append(place, again, encodeEntry(again))).toEqual({ ok: true, value: await follow(crypto, START, again) })
    await log.close()
  })
})
