import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { makeInviteSecret, type InviteLink } from '../../src/sync/invite.ts'
import { believeRoster } from '../../src/sync/join.ts'
import { aTeam, type Team } from './team.ts'

const linkOf = (team: Team): InviteLink => ({
  workspaceId: team.roster().workspaceId,
  rosterHead: team.roster().head,
  secret: makeInviteSecret(crypto),
})

describe('a newcomer with a link', () => {
  test('believes the roster that it names, also when it has grown since', async () => {
    const team = await aTeam()
    await team.invite(team.owner)
    const link = linkOf(team)
    expect(await believeRoster(crypto, link, team.entries)).toEqual({ ok: true, value: team.roster() })
    await team.member('member_bea')
    expect((await believeRoster(crypto, link, team.entries)).ok).toBe(true)
  })

  test('believes no other workspace, however well signed', async () => {
    const [team, fake] = [await aTeam(), await aTeam()]
    expect(await believeRoster(crypto, linkOf(team), fake.entries)).toEqual({ ok: false, error: 'otherWorkspace' })
  })

  test('believes no old roster, in which a revoked device still lives', async () => {
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const old = [...team.entries]
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    expect(await believeRoster(crypto, linkOf(team), old)).toEqual({ ok: false, error: 'tooOld' })
  })

  test('believes no fork: one that grew in another way after the same beginning', async () => {
    const team = await aTeam()
    const begun = [...team.entries]
    await team.invite(team.owner)
    const link = linkOf(team)
    const other = await aTeam()
    await other.invite(other.owner)
    const grafted = [...begun, must(other.entries[1], 'its invite')]
    expect(await believeRoster(crypto, link, grafted)).toEqual({ ok: false, error: 'moved' })
    expect(await believeRoster(crypto, link, begun)).toEqual({ ok: false, error: 'tooOld' })
    expect(await believeRoster(crypto, link, [])).toEqual({ ok: false, error: 'malformed' })
  })
})
