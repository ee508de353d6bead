import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { accessOf, memberOf, type Roster } from '../../src/sync/roster.ts'
import { foldRoster } from '../../src/sync/rosterfold.ts'
import { aDevice, type TestDevice } from './devices.ts'
import { aTeam, OWN, SETTINGS, TEAM, type Team } from './team.ts'

const NONE: Bytes = new Uint8Array()

/** One thing that somebody tries, allowed or not; numbers pick from whoever is there. */
const attempt = fc.record({
  what: fc.constantFrom('invite', 'join', 'add', 'remove', 'revoke'),
  who: fc.nat(20),
  whom: fc.nat(20),
  isAdmin: fc.boolean(),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never

const tryIt = async (team: Team, devices: TestDevice[], { what, who, whom, isAdmin }: Attempt): Promise<boolean> => {
  const by = devices[who % devices.length] ?? team.owner
  const target = devices[whom % devices.length] ?? team.owner
  const invites = [...team.roster().invites.keys()]
  if (what === 'invite') return team.invite(by, isAdmin ? 'admin' : 'member').then(...bothWays)
  if (what === 'revoke') return (await team.add(by, { kind: 'inviteRevoke', invite: invites[whom % invites.length] ?? 'ab'.repeat(32) })).ok
  if (what === 'remove') return (await team.add(by, { kind: 'deviceRemove', device: target.id })).ok
  const device = await aDevice()
  if (what === 'add') {
    const added = await team.add(by, { kind: 'deviceAdd', signPublic: device.signPublic, wrapPublic: device.wrapPublic, keys: NONE })
    if (added.ok) devices.push(device)
    return added.ok
  }
  return team.member(`member_${devices.length}`, isAdmin ? 'admin' : 'member', by).then(
    (joined) => {
      devices.push(joined)
      return true
    },
    () => false,
  )
}
const bothWays = [() => true, () => false] as const

const liveOwners = (roster: Roster): number => [...roster.devices.keys()].filter((id) => memberOf(roster, id)?.role === 'owner').length

test('whatever is tried by whomever, an owner stays, the revoked do nothing, and everyone folds to the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 5, maxLength: 25 }), async (attempts) => {
      const team = await aTeam()
      const devices = [team.owner]
      for (const one of attempts) {
        const before = team.roster()
        const worked = await tryIt(team, devices, one)
        const roster = team.roster()
        expect(liveOwners(roster)).toBeGreaterThan(0)
        expect(roster.places.size).toBe(team.entries.length)
        if (!worked && one.what !== 'join') expect(roster).toBe(before)
        for (const { id, removedBy } of roster.devices.values()) {
          const isLive = removedBy === null
          expect(accessOf(roster, id, TEAM)).toBe(isLive ? 'write' : 'none')
          const member = memberOf(roster, id)
          expect(accessOf(roster, id, SETTINGS) === 'write').toBe(isLive && member?.role !== 'member')
          expect(accessOf(roster, id, OWN) === 'write').toBe(isLive && member?.role === 'owner')
        }
        // Nobody comes back.
        for (const { id, removedBy } of before.devices.values())
          if (removedBy !== null) expect(roster.devices.get(id)?.removedBy).toBe(removedBy)
      }
      expect(await foldRoster(crypto, team.entries)).toEqual({ ok: true, value: team.roster() })
    }),
    { numRuns: 25 },
  )
})
