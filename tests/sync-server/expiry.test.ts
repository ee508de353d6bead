import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { INVITE_MS, type InviteKeys } from '../../src/sync/invite.ts'
import { aDevice } from '../sync/devices.ts'
import { aTeam, SETTINGS, TEAM, NOON, type Team } from '../sync/team.ts'
import { greet, logIn, type LoggedIn } from './peer.ts'
import { aRelay } from './relays.ts'

const HOUR = 3_600_000

const append = async (peer: LoggedIn, entry: Bytes): Promise<number> => {
  peer.send({ type: 'rosterAppend', entry })
  const answer = await peer.next('roster', 'error')
  return answer.type === 'roster' ? 200 : answer.status
}

/** A relay that holds the beginning of a team's roster as of an hour after its invites' end: it was restored from a copy of the day they were made. */
const restored = async (team: Team, entries: number) => {
  let now = NOON
  const relay = await aRelay({ now: () => now })
  const id = team.roster().workspaceId
  const owner = await logIn(relay.address, id, team.owner)
  for (const entry of team.entries.slice(0, entries)) expect(await append(owner, entry)).toBe(200)
  now = NOON + INVITE_MS + HOUR
  const as = (key: Pick<InviteKeys, 'sign' | 'signPublic'>) => logIn(relay.address, id, key, team.entries.length)
  const refusal = async (key: Pick<InviteKeys, 'sign' | 'signPublic'>) => (await (await greet(relay.address, id, key)).next('error')).status
  return { as, refusal }
}

describe('a relay that forgot who joined, and whose clock says that the invite is over', () => {
  test('hears it from a member of the team, and then lets in who joined', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const chai = await team.member('member_chai')
    const { as, refusal } = await restored(team, 4)
    expect(await refusal(chai)).toBe(401)
    expect(await append(await as(bea), must(team.entries[4], 'the JOIN'))).toBe(200)
    expect((await as(chai)).welcome.rosterLength).toBe(5)
  })

  test('still turns away who holds the link alone', async () => {
    const team = await aTeam()
    const invite = await team.invite(team.owner)
    const { refusal } = await restored(team, 2)
    expect(await refusal(invite)).toBe(410)
  })

  test('takes from no member what would make somebody more than that member is', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea', 'member')
    const asAdmin = await team.invite(team.owner, 'admin')
    const asOwner = await team.invite(team.owner, 'member', 'member_owner', [SETTINGS, TEAM])
    const { as } = await restored(team, 5)
    const peer = await as(bea)
    expect(await append(peer, await team.joinEntry(asAdmin, 'member_dao', await aDevice()))).toBe(410)
    expect(await append(peer, await team.joinEntry(asOwner, 'member_owner', await aDevice(), ''))).toBe(410)
    // Who may invite an admin anew, and add a device of their own, brings back both.
    const owner = await as(team.owner)
    for (const [invite, member, own] of [
      [asAdmin, 'member_dao', 'space_dao'],
      [asOwner, 'member_owner', ''],
    ] as const) {
      const join = await team.joinEntry(invite, member, await aDevice(), own)
      expect(await append(owner, join)).toBe(200)
      await team.push(join)
    }
  })
})

describe('a relay that forgot everything', () => {
  test('hears it from whoever comes first, old as the invites are', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const chai = await team.member('member_chai')
    const { as } = await restored(team, 0)
    const peer = await as(chai)
    for (const entry of team.entries) expect(await append(peer, entry)).toBe(200)
    for (const device of [team.owner, bea, chai]) expect((await as(device)).welcome.rosterLength).toBe(5)
  })

  test('gives no link that had run out another three days', async () => {
    const team = await aTeam()
    const unused = await team.invite(team.owner)
    const { as, refusal } = await restored(team, 0)
    const owner = await as(team.owner)
    for (const entry of team.entries) expect(await append(owner, entry)).toBe(200)
    expect(await refusal(unused)).toBe(410)
  })

  test('shows strangers who wait for it nothing of what is brought', async () => {
    const team = await aTeam()
    const { as } = await restored(team, 0)
    const stranger = await as(await aDevice())
    const owner = await as(team.owner)
    expect(await append(owner, must(team.entries[0], 'the genesis'))).toBe(200)
    expect(await stranger.next('roster', 'error')).toMatchObject({ type: 'error', status: 401 })
    expect((await stranger.closed).code).toBe(1008)
  })
})
