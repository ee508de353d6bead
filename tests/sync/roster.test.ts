import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import type { Bytes } from '../../src/core/bytes.ts'
import { accessOf, devicesOf, liveDevice, memberOf, rosterLength } from '../../src/sync/roster.ts'
import { decodeRosterEntry, encodeRosterBody, rosterHash } from '../../src/sync/rosterentry.ts'
import { extendRoster, foldRoster } from '../../src/sync/rosterfold.ts'
import { signJoin, signRosterEntry } from '../../src/sync/rostersign.ts'
import type { Dump } from '../fixtures/golden/database.ts'
import { restoreDatabase } from '../fixtures/golden/database.ts'
import { aDevice } from './devices.ts'
import { aTeam, NOON, OWN, SETTINGS, TEAM } from './team.ts'

const NONE: Bytes = new Uint8Array()
const forbidden = { ok: false, error: 'forbidden' }
const forged = { ok: false, error: 'forged' }
const moved = { ok: false, error: 'moved' }

describe('a roster', () => {
  test('begins with one owner, one device and three spaces, under the hash of its first entry', async () => {
    const { owner, entries, roster } = await aTeam()
    expect(roster().workspaceId).toBe(await rosterHash(crypto, must(entries[0], 'the genesis')))
    expect(memberOf(roster(), owner.id)).toMatchObject({ id: 'member_owner', role: 'owner' })
    for (const space of [SETTINGS, TEAM, OWN]) expect(accessOf(roster(), owner.id, space)).toBe('write')
    expect(accessOf(roster(), owner.id, 'space_unknown')).toBe('none')
  })

  test('folds to the same, entry by entry and all at once', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'admin')
    await team.member('member_cho')
    await team.add(bea, { kind: 'deviceRemove', device: must(devicesOf(team.roster(), 'member_cho')[0], 'a device').id })
    const whole = await foldRoster(crypto, team.entries)
    expect(whole).toEqual({ ok: true, value: team.roster() })
    expect(rosterLength(team.roster())).toBe(6)
  })

  test('leaves the one it extends as it was', async () => {
    const team = await aTeam()
    const before = team.roster()
    const copy = structuredClone(before)
    await team.member('member_bea')
    expect(before).toEqual(copy)
  })

  test('takes no entry twice, out of turn, or made for another head', async () => {
    const team = await aTeam()
    const late = await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE })
    await team.member('member_bea')
    expect(await team.push(late)).toEqual(moved)
    expect(await team.push(must(team.entries[1], 'the invite'))).toEqual(moved)
    expect(await team.push(must(team.entries[0], 'the genesis'))).toEqual(moved)
    const [genesis, ...later] = team.entries
    expect(await foldRoster(crypto, later)).toEqual(moved)
    expect(await foldRoster(crypto, [must(genesis, 'the genesis'), ...later.slice(1)])).toEqual(moved)
    expect(await foldRoster(crypto, [])).toEqual({ ok: false, error: 'malformed' })
  })

  test('altered at any byte is refused', async () => {
    const team = await aTeam()
    await team.member('member_bea')
    for (const [place, entry] of team.entries.entries())
      for (let at = 0; at < entry.length; at += 7) {
        const altered = team.entries.with(place, entry.with(at, ((entry[at] ?? 0) + 1) % 256))
        const folded = await foldRoster(crypto, altered)
        // A first entry with another salt is another workspace, were it signed.
        expect(folded.ok, `entry ${place}, byte ${at}`).toBe(false)
      }
  })

  test('says of what a later app wrote that it is newer', async () => {
    const team = await aTeam()
    const entry = await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE })
    expect(await team.push(entry.with(0, 2))).toEqual({ ok: false, error: 'newer' })
    const text = Buffer.from(entry)
    text.write('roleChang', 2)
    expect(await team.push(Uint8Array.from(text))).toEqual({ ok: false, error: 'newer' })
    expect(await team.push(entry.slice(0, 60))).toEqual({ ok: false, error: 'malformed' })
  })

  test('reads the first entry that version 1 of the app wrote', async () => {
    const dump = JSON.parse(readFileSync(new URL('../fixtures/golden/v1.json', import.meta.url), 'utf8')) as Dump // made by make.ts
    const { createProfile } = await import('../engine/profile.ts')
    const { openDatabase, databaseName } = await import('../../src/store/database.ts')
    const platform = createProfile().platform()
    await restoreDatabase(platform, dump, 1)
    const database = openDatabase(databaseName(dump.held.id), platform)
    await database.open()
    const genesis = (await database.meta.get('genesis'))?.value as Bytes // as it was put there
    const folded = await foldRoster(crypto, [Uint8Array.from(genesis)])
    database.close()
    expect(folded).toMatchObject({ ok: true, value: { workspaceId: dump.held.id } })
    expect(folded.ok && [...folded.value.spaces.keys()]).toEqual(Object.values(dump.held.spaces))
    const decoded = decodeRosterEntry(Uint8Array.from(genesis))
    expect(decoded.ok && encodeRosterBody(decoded.value.entry)).toEqual(decoded.ok && decoded.value.body)
  })
})

describe('an invite', () => {
  test('brings a new member with the spaces it names and one of their own', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const roster = team.roster()
    expect(memberOf(roster, bea.id)).toMatchObject({ id: 'member_bea', role: 'member' })
    expect(accessOf(roster, bea.id, TEAM)).toBe('write')
    expect(accessOf(roster, bea.id, SETTINGS)).toBe('read')
    expect(accessOf(roster, bea.id, 'space_member_bea')).toBe('write')
    expect(accessOf(roster, bea.id, OWN)).toBe('none')
    expect(accessOf(roster, team.owner.id, 'space_member_bea')).toBe('none')
  })

  test('is good once', async () => {
    const team = await aTeam()
    const invite = await team.invite(team.owner)
    expect((await team.push(await team.joinEntry(invite, 'member_bea', await aDevice()))).ok).toBe(true)
    expect(await team.push(await team.joinEntry(invite, 'member_cho', await aDevice()))).toEqual(forbidden)
    expect(team.roster().invites.get(invite.id)?.state).toBe('used')
  })

  test('that was revoked is good no more', async () => {
    const team = await aTeam()
    const invite = await team.invite(team.owner)
    expect((await team.add(team.owner, { kind: 'inviteRevoke', invite: invite.id })).ok).toBe(true)
    expect(await team.push(await team.joinEntry(invite, 'member_bea', await aDevice()))).toEqual(forbidden)
    expect(await team.add(team.owner, { kind: 'inviteRevoke', invite: invite.id })).toEqual(forbidden)
  })

  test('goes with the device that made it: a thief knows its secret', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'admin')
    const invite = await team.invite(bea)
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    expect(team.roster().invites.get(invite.id)?.state).toBe('revoked')
    expect(await team.push(await team.joinEntry(invite, 'member_thief', await aDevice()))).toEqual(forbidden)
  })

  test('is used only by who knows its secret and holds the device’s key', async () => {
    const team = await aTeam()
    const invite = await team.invite(team.owner)
    const other = await team.invite(team.owner)
    const bea = await aDevice()
    const join = { prev: team.roster().head, at: NOON, invite: invite.id, memberId: 'member_bea', private: 'space_bea' }
    expect(await team.push(await signJoin(crypto, bea, other.sign, join))).toEqual(forged)
    const stolen = { ...bea, signPublic: team.owner.signPublic }
    expect(await team.push(await signJoin(crypto, stolen, invite.sign, join))).toEqual(forbidden)
    const stranger = await aDevice()
    expect(await team.push(await signJoin(crypto, { ...bea, signPublic: stranger.signPublic }, invite.sign, join))).toEqual(forged)
  })

  test('makes nobody who is there already, and gives no space that is there already', async () => {
    const team = await aTeam()
    const invite = await team.invite(team.owner)
    const device = await aDevice()
    expect(await team.push(await team.joinEntry(invite, 'member_owner', device))).toEqual(forbidden)
    expect(await team.push(await team.joinEntry(invite, '', device))).toEqual(forbidden)
    expect(await team.push(await team.joinEntry(invite, 'member_bea', device, OWN))).toEqual(forbidden)
    expect(await team.push(await team.joinEntry(invite, 'member_bea', device, ''))).toEqual(forbidden)
    expect(await team.push(await team.joinEntry(invite, 'member_bea', team.owner))).toEqual(forbidden)
  })

  test('is given by owners and admins, for no more than they hold themselves', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'admin')
    const cho = await team.member('member_cho')
    await expect(team.invite(cho)).rejects.toThrow('forbidden')
    await expect(team.invite(bea, 'member', '', [TEAM, 'space_member_cho'])).rejects.toThrow('forbidden')
    await expect(team.invite(bea, 'member', '', [TEAM, 'space_member_bea'])).rejects.toThrow('forbidden')
    await expect(team.invite(bea, 'member', 'member_cho')).rejects.toThrow('forbidden')
    await team.invite(bea, 'admin')
  })

  test('for a further device makes the same member’s device, with their own space', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const invite = await team.invite(bea, 'member', 'member_bea', [TEAM, SETTINGS, 'space_member_bea'])
    const phone = await aDevice()
    expect(await team.push(await team.joinEntry(invite, 'member_other', phone))).toEqual(forbidden)
    expect((await team.push(await team.joinEntry(invite, 'member_bea', phone, ''))).ok).toBe(true)
    expect(devicesOf(team.roster(), 'member_bea').map(({ id }) => id)).toEqual([bea.id, phone.id])
    expect(accessOf(team.roster(), phone.id, 'space_member_bea')).toBe('write')
  })

  test('may be taken back by its maker or an admin, not by others', async () => {
    const team = await aTeam()
    const cho = await team.member('member_cho')
    const bea = await team.member('member_bea', 'admin')
    const invite = await team.invite(team.owner)
    expect(await team.add(cho, { kind: 'inviteRevoke', invite: invite.id })).toEqual(forbidden)
    expect((await team.add(bea, { kind: 'inviteRevoke', invite: invite.id })).ok).toBe(true)
    const own = await team.invite(cho, 'member', 'member_cho', [TEAM])
    expect((await team.add(cho, { kind: 'inviteRevoke', invite: own.id })).ok).toBe(true)
  })
})

describe('a device', () => {
  test('is added by another of the same member', async () => {
    const team = await aTeam()
    const phone = await aDevice()
    expect((await team.add(team.owner, { kind: 'deviceAdd', ...phone, keys: Uint8Array.of(1) })).ok).toBe(true)
    expect(memberOf(team.roster(), phone.id)?.id).toBe('member_owner')
    expect(liveDevice(team.roster(), phone.id)).toMatchObject({ keys: Uint8Array.of(1), addedAt: NOON })
    expect(await team.add(team.owner, { kind: 'deviceAdd', ...phone, keys: NONE })).toEqual(forbidden)
  })

  test('that is revoked does nothing any more, nor comes back', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'admin')
    expect((await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })).ok).toBe(true)
    const { length } = team.entries
    expect(team.roster().devices.get(bea.id)?.removedBy).toBe(length - 1)
    expect(accessOf(team.roster(), bea.id, TEAM)).toBe('none')
    expect(await team.add(bea, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE })).toEqual(forbidden)
    expect(await team.add(team.owner, { kind: 'deviceAdd', ...bea, keys: NONE })).toEqual(forbidden)
    expect(await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })).toEqual(forbidden)
  })

  test('is revoked by its own member, by admins, an owner’s by owners only', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'admin')
    const cho = await team.member('member_cho')
    const dao = await team.member('member_dao')
    const phone = await aDevice()
    await team.add(team.owner, { kind: 'deviceAdd', ...phone, keys: NONE })
    expect(await team.add(cho, { kind: 'deviceRemove', device: dao.id })).toEqual(forbidden)
    expect(await team.add(bea, { kind: 'deviceRemove', device: phone.id })).toEqual(forbidden)
    expect((await team.add(bea, { kind: 'deviceRemove', device: dao.id })).ok).toBe(true)
    expect((await team.add(cho, { kind: 'deviceRemove', device: cho.id })).ok).toBe(true)
    expect((await team.add(team.owner, { kind: 'deviceRemove', device: phone.id })).ok).toBe(true)
  })

  test('that is the last of all owners stays: nobody could act for the workspace', async () => {
    const team = await aTeam()
    await team.member('member_bea', 'admin')
    expect(await team.add(team.owner, { kind: 'deviceRemove', device: team.owner.id })).toEqual(forbidden)
  })

  test('signs for itself only', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const entry = { kind: 'deviceRemove', prev: team.roster().head, at: NOON, by: team.owner.id, device: bea.id } as const
    expect(await extendRoster(crypto, team.roster(), await signRosterEntry(crypto, bea, entry))).toEqual(forged)
    const unknown = await aDevice()
    expect(await team.add(unknown, { kind: 'deviceRemove', device: bea.id })).toEqual(forbidden)
  })
})
