import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { INVITE_MS, inviteKeysOf, makeInviteSecret, type InviteLink } from '../../../src/sync/invite.ts'
import { joinByLink, type Joiner } from '../../../src/sync/link/joining.ts'
import { addDevice, invite, removeDevice, revokeInvite, type Author, type Invitation } from '../../../src/sync/link/members.ts'
import { openKeysWith, sealKeysInInvite, type SpaceKey } from '../../../src/sync/spacekeys.ts'
import { aRelay, type TestRelay } from '../../sync-server/relays.ts'
import { aDevice, type TestDevice } from '../devices.ts'
import { aTeam, OWN, SETTINGS, TEAM, type Team } from '../team.ts'
import { aPlatform, eventually } from './crew.ts'
import { aDesk, areSettled, type Desk } from './desk.ts'
import { aMiddle } from './middle.ts'

const KEYS: readonly SpaceKey[] = [SETTINGS, TEAM].map((spaceId, i) => ({ spaceId, epoch: 1, key: new Uint8Array(32).fill(i + 1) }))
const MEMBER: Invitation = { role: 'member', memberId: '', keys: KEYS }

const authorOf = (desk: Desk): Author => ({ link: desk, crypto, device: desk.device, now: Date.now })

const aJoiner = async (name: string): Promise<Joiner & { readonly device: TestDevice }> => ({
  device: await aDevice(),
  memberId: `member_${name}`,
  privateSpace: `space_${name}`,
})

const join = (address: string, link: InviteLink, joiner: Joiner) => joinByLink(aPlatform(), `http://${address}`, link, joiner)

interface Office {
  readonly relay: TestRelay
  readonly team: Team
  readonly owner: Desk
  readonly aLink: (wanted?: Partial<Invitation>) => Promise<InviteLink>
}

const anOffice = async (options: Parameters<typeof aRelay>[0] = {}): Promise<Office> => {
  const relay = await aRelay(options)
  const team = await aTeam()
  const owner = await aDesk(relay.address, team, team.owner)
  await areSettled(owner)
  const aLink = async (wanted: Partial<Invitation> = {}) => {
    const made = await invite(authorOf(owner), { ...MEMBER, ...wanted })
    return must(made.ok ? made.value : null, 'a link')
  }
  return { relay, team, owner, aLink }
}

const joined = async (...asked: Parameters<typeof join>) => {
  const done = await join(...asked)
  if (!done.ok) throw new Error(done.error)
  return done.value
}

describe('whoever opens an invite link', () => {
  test('is a member with the keys of its spaces, reads everything and writes', async () => {
    const { relay, owner, aLink } = await anOffice()
    owner.write('before you came')
    await areSettled(owner)
    const bea = await aJoiner('bea')
    const { sources, roster, memberId, keys } = await joined(relay.address, await aLink(), bea)
    expect(memberId).toBe('member_bea')
    expect(keys).toEqual(KEYS)
    expect(roster.members.get('member_bea')).toMatchObject({ role: 'member', spaces: [SETTINGS, TEAM, 'space_bea'] })

    const desk = await aDesk(relay.address, { entries: sources }, bea.device)
    desk.write('here I am')
    await areSettled(owner, desk)
    await eventually(() => expect(owner.team.texts()).toEqual(['before you came', 'here I am']))
    expect(owner.roster().head).toBe(roster.head)
  })

  test('of one\u2019s own adds a device, with the private space too', async () => {
    const { relay, aLink } = await anOffice()
    const own: SpaceKey = { spaceId: OWN, epoch: 1, key: new Uint8Array(32).fill(9) }
    const phone = await aJoiner('unused')
    const { roster, memberId, keys } = await joined(relay.address, await aLink({ memberId: 'member_owner', keys: [...KEYS, own] }), phone)
    expect(memberId).toBe('member_owner')
    expect(keys).toContainEqual(own)
    expect(roster.members.size).toBe(1)
    expect(roster.devices.get(phone.device.id)?.memberId).toBe('member_owner')
  })

  test('that was used, revoked, or made more than 72 hours ago is told that it is gone', async () => {
    let hours = 0
    const { relay, owner, aLink } = await anOffice({ now: () => Date.now() + hours * 3_600_000 })
    const [used, revoked, old] = [await aLink(), await aLink(), await aLink()]
    await joined(relay.address, used, await aJoiner('bea'))
    const gone = { ok: false, error: 'gone' }
    expect(await join(relay.address, used, await aJoiner('chai'))).toEqual(gone)
    const key = must([...owner.roster().invites.values()].at(1), 'the second invite').key
    expect((await revokeInvite(authorOf(owner), key)).ok).toBe(true)
    expect(await join(relay.address, revoked, await aJoiner('chai'))).toEqual(gone)
    hours = INVITE_MS / 3_600_000 + 1
    expect(await join(relay.address, old, await aJoiner('chai'))).toEqual(gone)
  })

  test('twice, because the first answer was lost, has joined all the same', async () => {
    const { relay, aLink } = await anOffice()
    const middle = await aMiddle(relay.address)
    let isLost = false
    middle.setChange((frame) => {
      if (isLost || frame.type !== 'roster' || frame.from < 2) return [frame]
      isLost = true
      middle.cutAll()
      return []
    })
    const bea = await aJoiner('bea')
    const link = await aLink()
    expect((await joined(middle.address, link, bea)).roster.devices.has(bea.device.id)).toBe(true)
    expect(isLost).toBe(true)
    // The page was closed before it could keep what it had: the same again.
    expect((await joined(middle.address, link, bea)).memberId).toBe('member_bea')
  })

  test('at the same moment as others joins after them', async () => {
    const { relay, owner, aLink } = await anOffice()
    const links = [await aLink(), await aLink(), await aLink()]
    const joiners = await Promise.all(['bea', 'chai', 'dora'].map(aJoiner))
    const all = await Promise.all(links.map((link, i) => joined(relay.address, link, must(joiners[i], 'a joiner'))))
    expect(all).toHaveLength(3)
    await eventually(() => expect(owner.roster().members.size).toBe(4))
  })

  test('believes no relay that shows another workspace, an old roster, or a roster that was altered', async () => {
    const { relay, team, aLink } = await anOffice()
    const link = await aLink()
    const other = await aTeam()
    const middle = await aMiddle(relay.address)
    middle.setChange((frame) =>
      frame.type === 'roster' ? [{ ...frame, entries: [...other.entries, ...frame.entries.slice(1)] }] : [frame],
    )
    expect((await join(middle.address, link, await aJoiner('bea'))).ok).toBe(false)
    middle.setChange((frame) => {
      if (frame.type === 'welcome') return [{ ...frame, rosterLength: 1 }]
      return frame.type === 'roster' ? [{ ...frame, entries: team.entries.slice(0, 1) }] : [frame]
    })
    expect(await join(middle.address, link, await aJoiner('bea'))).toEqual({ ok: false, error: 'tooOld' })
    middle.setChange((frame) => {
      if (frame.type === 'welcome') return [{ ...frame, rosterLength: 1 }]
      return frame.type === 'roster' ? [{ ...frame, entries: other.entries }] : [frame]
    })
    expect(await join(middle.address, link, await aJoiner('bea'))).toEqual({ ok: false, error: 'otherWorkspace' })
  })

  test('at a relay that does not know the workspace, or at none, is told so', async () => {
    const { aLink } = await anOffice()
    const elsewhere = await aRelay()
    const link = await aLink()
    expect(await join(elsewhere.address, link, await aJoiner('bea'))).toEqual({ ok: false, error: 'notHere' })
    const closed = await aRelay({ takesNew: false })
    expect(await join(closed.address, link, await aJoiner('bea'))).toEqual({ ok: false, error: 'notHere' })
    expect(await joinByLink(aPlatform({}, 500), 'http://127.0.0.1:9', link, await aJoiner('bea'))).toEqual({ ok: false, error: 'offline' })
  })

  test('with another secret is a stranger', async () => {
    const { relay, aLink } = await anOffice()
    const guessed = { ...(await aLink()), secret: makeInviteSecret(crypto) }
    expect(await join(relay.address, guessed, await aJoiner('bea'))).toEqual({ ok: false, error: 'notHere' })
  })

  test('whose keys do not cover its spaces joins nothing', async () => {
    const { relay, team, owner } = await anOffice()
    const { workspaceId } = team.roster()
    const secret = makeInviteSecret(crypto)
    const { id } = await inviteKeysOf(crypto, secret, workspaceId)
    const keys = await sealKeysInInvite(await inviteKeysOf(crypto, secret, workspaceId), workspaceId, KEYS.slice(1))
    const entry = await team.signed(team.owner, {
      kind: 'invite',
      invite: id,
      role: 'member',
      memberId: '',
      spaces: [SETTINGS, TEAM],
      keys,
    })
    const made = await owner.appendRoster(() => Promise.resolve(entry))
    const link = { workspaceId, rosterHead: made.ok ? made.value.head : '', secret }
    expect(await join(relay.address, link, await aJoiner('bea'))).toEqual({ ok: false, error: 'unsealable' })
    expect(owner.roster().invites.get(id)?.state).toBe('open')
  })
})

describe('the roster', () => {
  test('takes what two devices add at the same moment, each on the other', async () => {
    const { relay, owner, aLink } = await anOffice()
    const bea = await aJoiner('bea')
    const { sources } = await joined(relay.address, await aLink({ role: 'admin' }), bea)
    const admin = await aDesk(relay.address, { entries: sources }, bea.device)
    await areSettled(owner, admin)
    const made = await Promise.all([owner, admin, owner, admin].map((desk) => invite(authorOf(desk), MEMBER)))
    expect(made.map(({ ok }) => ok)).toEqual([true, true, true, true])
    await eventually(() => expect(admin.roster().head).toBe(owner.roster().head))
    expect(owner.roster().invites.size).toBe(5)
  })

  test('is not asked for what it does not allow', async () => {
    const { relay, owner, aLink } = await anOffice()
    const bea = await aJoiner('bea')
    const { sources } = await joined(relay.address, await aLink(), bea)
    const member = await aDesk(relay.address, { entries: sources }, bea.device)
    await areSettled(owner, member)
    const forbidden = { ok: false, error: 'forbidden' }
    expect(await invite(authorOf(member), MEMBER)).toEqual(forbidden)
    expect(await removeDevice(authorOf(member), owner.device.id)).toEqual(forbidden)
    expect(await removeDevice(authorOf(owner), owner.device.id)).toEqual(forbidden)
    expect(relay.metrics.text({})).not.toMatch(/refusals_total [1-9]/)
  })

  test('names a device whose keys were read from its screen; the space keys are sealed to it', async () => {
    const { relay, owner } = await anOffice()
    const phone = await aDevice()
    expect((await addDevice(authorOf(owner), phone, KEYS)).ok).toBe(true)
    const { keys } = must(owner.roster().devices.get(phone.id), 'the phone')
    expect(await openKeysWith(crypto, phone, owner.roster().workspaceId, keys)).toEqual({ ok: true, value: KEYS })
    const desk = await aDesk(relay.address, { entries: owner.rosterStore.entries }, phone)
    await areSettled(owner, desk)
    expect((await removeDevice(authorOf(owner), phone.id)).ok).toBe(true)
    await desk.shows({ kind: 'stopped', why: 'revoked' })
  })

  test('changes over a line that was cut in between, once', async () => {
    const { relay, team, owner } = await anOffice()
    const middle = await aMiddle(relay.address)
    owner.close()
    const again = await aDesk(middle.address, team, team.owner)
    await areSettled(again)
    let isLost = false
    middle.setChange((frame) => {
      if (isLost || frame.type !== 'roster') return [frame]
      isLost = true
      middle.cutAll()
      return []
    })
    expect((await invite(authorOf(again), MEMBER)).ok).toBe(true)
    expect(isLost).toBe(true)
    expect(again.roster().invites.size).toBe(1)
    expect(await relay.log.roster(team.roster().workspaceId)).toHaveLength(2)
  })

  test('cannot change while nobody answers, and says so', async () => {
    const { relay, owner } = await anOffice()
    await relay.stop()
    expect(await invite(authorOf(owner), MEMBER)).toEqual({ ok: false, error: 'offline' })
    expect(owner.roster().invites.size).toBe(0)
  })
})
