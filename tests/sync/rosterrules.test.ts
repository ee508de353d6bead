import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { accessOf, liveDevice, type Device, type Invite, type Member, type Roster, type Space } from '../../src/sync/roster.ts'
import type { RosterEntryOf } from '../../src/sync/rosterentry.ts'
import { apply, isAllowed, openInvite, type Draft, type Later } from '../../src/sync/rosterrules.ts'
import { OWN, SETTINGS, TEAM } from './team.ts'

/*
 * Who may add what to a roster, case by case, on one roster that has everybody in it: Dao began the workspace and has two devices, Ann is an admin,
 * Bea and Cho are members. Ann's old phone was removed. Rules are judged before signatures, so nothing here is signed.
 */

const NONE: Bytes = new Uint8Array()
const KEY = new Uint8Array(32)
const id = (letter: string) => letter.repeat(32)
const key = (letter: string) => letter.repeat(64)

const devices = {
  dao: id('0'),
  daoTablet: id('1'),
  ann: id('2'),
  annOld: id('3'),
  bea: id('4'),
  cho: id('5'),
  stranger: id('6'),
}
type Who = keyof typeof devices
const everyone = Object.keys(devices) as Who[] // the keys above

const member = (name: string, role: Member['role'], shared: readonly string[] = [SETTINGS, TEAM]): Member => ({
  id: name,
  role,
  spaces: [...shared, name === 'member_dao' ? OWN : `space_${name}`],
})
const device = (who: Who, memberId: string, removedBy: number | null = null): Device => ({
  id: devices[who],
  memberId,
  signPublic: KEY,
  wrapPublic: KEY,
  keys: NONE,
  addedAt: 0,
  removedBy,
})
const space = (spaceId: string, kind: Space['kind']): Space => ({ id: spaceId, kind, epoch: 1 })
const invite = (letter: string, by: Who, state: Invite['state'] = 'open', memberId = ''): Invite => ({
  key: key(letter),
  by: devices[by],
  role: 'member',
  memberId,
  spaces: [SETTINGS, TEAM],
  keys: NONE,
  place: 1,
  at: 0,
  state,
})
const by = <T extends object>(list: readonly T[], keyOf: (one: T) => string) => new Map(list.map((one) => [keyOf(one), one]))

const aDraft = (invites: readonly Invite[] = []): Draft => ({
  workspaceId: key('a'),
  head: key('b'),
  places: new Map([[key('b'), 7]]),
  members: by(
    [member('member_dao', 'owner'), member('member_ann', 'admin'), member('member_bea', 'member'), member('member_cho', 'member')],
    (one) => one.id,
  ),
  devices: by(
    [
      device('dao', 'member_dao'),
      device('daoTablet', 'member_dao'),
      device('ann', 'member_ann'),
      device('annOld', 'member_ann', 5),
      device('bea', 'member_bea'),
      device('cho', 'member_cho'),
    ],
    (one) => one.id,
  ),
  spaces: by(
    [
      space(SETTINGS, 'settings'),
      space(TEAM, 'team'),
      space(OWN, 'private'),
      ...['ann', 'bea', 'cho'].map((name) => space(`space_member_${name}`, 'private')),
    ],
    (one) => one.id,
  ),
  invites: by(invites, (one) => one.key),
})

type Said<K extends Later['kind']> = Omit<RosterEntryOf<K>, 'prev' | 'at' | 'kind' | 'by'>
const link = { prev: key('b'), at: 0 }
const byOf = (who: Who) => ({ ...link, by: devices[who] })

/** Those of everyone who may. */
const allowed = (may: (who: Who) => boolean): readonly Who[] => everyone.filter(may)

describe('a device is removed', () => {
  const may = (roster: Roster, who: Who, target: Who) =>
    isAllowed(roster, { kind: 'deviceRemove', ...byOf(who), device: devices[target] }, '')

  test.each([
    ['the owner’s', 'daoTablet', ['dao', 'daoTablet']],
    ['an admin’s', 'ann', ['dao', 'daoTablet', 'ann']],
    ['a member’s', 'bea', ['dao', 'daoTablet', 'ann', 'bea']],
    ['another member’s', 'cho', ['dao', 'daoTablet', 'ann', 'cho']],
    ['one that was removed already', 'annOld', []],
    ['one that was never there', 'stranger', []],
  ] as const)('%s: by these and nobody else', (_, target, who) => {
    expect(allowed((one) => may(aDraft(), one, target))).toEqual(who)
  })

  test('unless it is the last of all owners, whoever asks', () => {
    const draft = aDraft()
    apply(draft, { kind: 'deviceRemove', ...byOf('dao'), device: devices.daoTablet }, '', 8)
    expect(allowed((one) => may(draft, one, 'dao'))).toEqual([])
  })

  test('and the invites that it made go with it, but not those of others, nor what was used', () => {
    const draft = aDraft([invite('1', 'ann'), invite('2', 'ann', 'used'), invite('3', 'dao'), invite('4', 'ann', 'revoked')])
    apply(draft, { kind: 'deviceRemove', ...byOf('dao'), device: devices.ann }, '', 8)
    expect([...draft.invites.values()].map(({ state }) => state)).toEqual(['revoked', 'used', 'open', 'revoked'])
    expect(draft.devices.get(devices.ann)?.removedBy).toBe(8)
    expect([SETTINGS, TEAM, 'space_member_ann'].map((one) => accessOf(draft, devices.ann, one))).toEqual(['none', 'none', 'none'])
  })
})

describe('a device is added', () => {
  const may = (who: Who, newDevice: string) =>
    isAllowed(aDraft(), { kind: 'deviceAdd', ...byOf(who), signPublic: KEY, wrapPublic: KEY, keys: NONE }, newDevice)

  test('by any device that is there, for its own member', () => {
    expect(allowed((one) => may(one, id('9')))).toEqual(['dao', 'daoTablet', 'ann', 'bea', 'cho'])
    const draft = aDraft()
    apply(draft, { kind: 'deviceAdd', ...byOf('bea'), signPublic: KEY, wrapPublic: KEY, keys: Uint8Array.of(1) }, id('9'), 8)
    expect(liveDevice(draft, id('9'))).toMatchObject({ memberId: 'member_bea', keys: Uint8Array.of(1) })
  })

  test('but none that ever was there, live or removed', () => {
    for (const known of everyone.filter((one) => one !== 'stranger')) expect(allowed((one) => may(one, devices[known]))).toEqual([])
  })
})

describe('an invite is made', () => {
  const made: Said<'invite'> = { invite: key('9'), role: 'member', memberId: '', spaces: [SETTINGS, TEAM], keys: NONE }
  const may = (who: Who, said: Partial<Said<'invite'>>, invites: readonly Invite[] = []) =>
    isAllowed(aDraft(invites), { kind: 'invite', ...byOf(who), ...made, ...said }, '')

  test.each([
    ['for a new member', {}, ['dao', 'daoTablet', 'ann']],
    ['for a new admin', { role: 'admin' }, ['dao', 'daoTablet', 'ann']],
    ['for no space at all', { spaces: [] }, ['dao', 'daoTablet', 'ann']],
    ['for a new member, with somebody’s private space', { spaces: [TEAM, OWN] }, []],
    ['for a new member, with the maker’s own private space', { spaces: [TEAM, 'space_member_ann'] }, []],
    ['for a space that nobody knows', { spaces: ['space_unknown'] }, []],
    ['for a further device of the owner', { memberId: 'member_dao' }, ['dao', 'daoTablet']],
    ['for a further device of the admin', { memberId: 'member_ann' }, ['ann']],
    ['for a further device of a member', { memberId: 'member_bea' }, ['bea']],
    ['for a further device of a member, with the private space', { memberId: 'member_bea', spaces: [TEAM, 'space_member_bea'] }, ['bea']],
    ['for a further device of a member, with another’s private space', { memberId: 'member_bea', spaces: [TEAM, 'space_member_cho'] }, []],
    ['for a further device of somebody who is not there', { memberId: 'member_eve' }, []],
  ] as const)('%s: by these and nobody else', (_, said, who) => {
    expect(allowed((one) => may(one, said))).toEqual(who)
  })

  test.each(['open', 'used', 'revoked'] as const)('under no key that another has, %s as that may be', (state) => {
    expect(allowed((one) => may(one, {}, [invite('9', 'dao', state)]))).toEqual([])
  })
})

describe('an invite is taken back', () => {
  const may = (who: Who, open: Invite) => isAllowed(aDraft([open]), { kind: 'inviteRevoke', ...byOf(who), invite: open.key }, '')

  test.each([
    ['the owner’s', invite('9', 'dao'), ['dao', 'daoTablet', 'ann']],
    ['the admin’s', invite('9', 'ann'), ['dao', 'daoTablet', 'ann']],
    ['a member’s for a further device', invite('9', 'bea', 'open', 'member_bea'), ['dao', 'daoTablet', 'ann', 'bea']],
    ['one that was used', invite('9', 'dao', 'used'), []],
    ['one that was taken back before', invite('9', 'dao', 'revoked'), []],
  ] as const)('%s: by these and nobody else', (_, open, who) => {
    expect(allowed((one) => may(one, open))).toEqual(who)
  })

  test('but none that was never made', () => {
    expect(allowed((one) => isAllowed(aDraft(), { kind: 'inviteRevoke', ...byOf(one), invite: key('9') }, ''))).toEqual([])
  })
})

describe('somebody joins', () => {
  const joins: Said<'join'> = {
    invite: key('9'),
    memberId: 'member_eve',
    private: 'space_eve',
    signPublic: KEY,
    wrapPublic: KEY,
    proof: new Uint8Array(64),
  }
  const may = (open: Invite, said: Partial<Said<'join'>> = {}, newDevice = id('9')) =>
    isAllowed(aDraft([open]), { kind: 'join', ...link, ...joins, ...said }, newDevice)

  test('as a new member, with a space of their own', () => {
    expect(may(invite('9', 'dao'))).toBe(true)
  })

  test.each([
    ['with an invite that was used', invite('9', 'dao', 'used'), {}],
    ['with an invite that was taken back', invite('9', 'dao', 'revoked'), {}],
    ['with no invite', invite('8', 'dao'), {}],
    ['as somebody who is there', invite('9', 'dao'), { memberId: 'member_bea' }],
    ['as nobody', invite('9', 'dao'), { memberId: '' }],
    ['into somebody’s private space', invite('9', 'dao'), { private: OWN }],
    ['into the team’s space as their own', invite('9', 'dao'), { private: TEAM }],
    ['without a space of their own', invite('9', 'dao'), { private: '' }],
    ['as a new member by a link for a further device', invite('9', 'bea', 'open', 'member_bea'), {}],
    [
      'as a further device of another than the link says',
      invite('9', 'bea', 'open', 'member_bea'),
      { memberId: 'member_cho', private: '' },
    ],
    ['as a further device with a new space', invite('9', 'bea', 'open', 'member_bea'), { memberId: 'member_bea' }],
  ] as const)('not %s', (_, open, said) => {
    expect(may(open, said)).toBe(false)
  })

  test.each(everyone.filter((one) => one !== 'stranger'))('not with a device that was there before (%s)', (known) => {
    expect(may(invite('9', 'dao'), {}, devices[known])).toBe(false)
  })

  test('and has what the invite says, which is used up', () => {
    const draft = aDraft([{ ...invite('9', 'dao'), role: 'admin', spaces: [TEAM] }])
    apply(draft, { kind: 'join', ...link, ...joins }, id('9'), 8)
    expect(draft.members.get('member_eve')).toEqual({ id: 'member_eve', role: 'admin', spaces: [TEAM, 'space_eve'] })
    expect(draft.spaces.get('space_eve')).toEqual({ id: 'space_eve', kind: 'private', epoch: 1 })
    expect(liveDevice(draft, id('9'))?.memberId).toBe('member_eve')
    expect(openInvite(draft, key('9'))).toBeNull()
    expect(draft.invites.get(key('9'))?.state).toBe('used')
  })

  test('or brings a further device, and no member, no space and no rights beside', () => {
    const draft = aDraft([invite('9', 'bea', 'open', 'member_bea')])
    const before = { members: [...draft.members], spaces: [...draft.spaces] }
    apply(draft, { kind: 'join', ...link, ...joins, memberId: 'member_bea', private: '' }, id('9'), 8)
    expect({ members: [...draft.members], spaces: [...draft.spaces] }).toEqual(before)
    expect(liveDevice(draft, id('9'))?.memberId).toBe('member_bea')
  })
})

test('nothing that a stranger or a removed device says by its own name is ever allowed', () => {
  const hexOf = (letters: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${letters}}$`))
  const said = fc.oneof(
    fc.record({ kind: fc.constant('deviceRemove' as const), device: fc.constantFrom(...Object.values(devices)) }),
    fc.record({ kind: fc.constant('inviteRevoke' as const), invite: fc.constantFrom(key('1'), key('2')) }),
    fc.record({
      kind: fc.constant('invite' as const),
      invite: hexOf(64),
      role: fc.constantFrom('member' as const, 'admin' as const),
      memberId: fc.constantFrom('', 'member_ann', 'member_bea', 'member_eve'),
      spaces: fc.subarray([SETTINGS, TEAM, OWN, 'space_member_ann']),
      keys: fc.constant(NONE),
    }),
    fc.record({
      kind: fc.constant('deviceAdd' as const),
      signPublic: fc.constant(KEY),
      wrapPublic: fc.constant(KEY),
      keys: fc.constant(NONE),
    }),
  )
  const roster = aDraft([invite('1', 'dao'), invite('2', 'annOld')])
  fc.assert(
    fc.property(said, fc.constantFrom<Who>('stranger', 'annOld'), hexOf(32), (one, who, newDevice) => {
      expect(isAllowed(roster, { ...byOf(who), ...one }, newDevice)).toBe(false)
    }),
    { numRuns: 2_000, seed: 6 },
  )
})
