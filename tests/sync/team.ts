import type { Result } from '../../src/core/result.ts'
import type { Bytes } from '../../src/core/bytes.ts'
import { signGenesis } from '../../src/sync/genesis.ts'
import { inviteKeysOf, makeInviteSecret, type InviteKeys } from '../../src/sync/invite.ts'
import type { Roster } from '../../src/sync/roster.ts'
import type { InvitedRole, RosterEntry } from '../../src/sync/rosterentry.ts'
import { extendRoster, foldRoster, type RosterFailure } from '../../src/sync/rosterfold.ts'
import { signJoin, signRosterEntry } from '../../src/sync/rostersign.ts'
import { aDevice, type TestDevice } from './devices.ts'

export const NOON = Date.UTC(2026, 0, 5, 12)
export const SETTINGS = 'space_settings'
export const TEAM = 'space_team'
export const OWN = 'space_owner'
const NONE: Bytes = new Uint8Array()

/** An entry without what every later one has: where it follows, when, by whom. */
type Wanted<E = RosterEntry> = E extends { by: string } ? Omit<E, 'prev' | 'at' | 'by'> : never

/** A workspace's roster as its devices write it; every step is signed for real and checked by the fold. */
export interface Team {
  readonly owner: TestDevice
  readonly entries: readonly Bytes[]
  readonly roster: () => Roster
  /** Signed on the head, not added. */
  readonly signed: (by: TestDevice, wanted: Wanted) => Promise<Bytes>
  readonly add: (by: TestDevice, wanted: Wanted) => Promise<Result<Roster, RosterFailure>>
  readonly push: (entry: Bytes) => Promise<Result<Roster, RosterFailure>>
  readonly invite: (by: TestDevice, role?: InvitedRole, memberId?: string, spaces?: readonly string[]) => Promise<InviteKeys>
  readonly joinEntry: (invite: InviteKeys, memberId: string, device: TestDevice, own?: string) => Promise<Bytes>
  /** Invites and joins a new member. */
  readonly member: (memberId: string, role?: InvitedRole, by?: TestDevice) => Promise<TestDevice>
}

export const aTeam = async (): Promise<Team> => {
  const owner = await aDevice()
  const spaces = { settings: SETTINGS, team: TEAM, private: OWN }
  const entries = [await signGenesis(crypto, { memberId: 'member_owner', spaces, at: NOON }, owner)]
  const begun = await foldRoster(crypto, entries)
  if (!begun.ok) throw new Error(begun.error)
  let roster = begun.value

  const push = async (entry: Bytes) => {
    const extended = await extendRoster(crypto, roster, entry)
    if (extended.ok) {
      roster = extended.value
      entries.push(entry)
    }
    return extended
  }
  const signed = (by: TestDevice, wanted: Wanted) => signRosterEntry(crypto, by, { ...wanted, prev: roster.head, at: NOON, by: by.id }) // what `Wanted` leaves out
  const add = async (by: TestDevice, wanted: Wanted) => push(await signed(by, wanted))

  const invite: Team['invite'] = async (by, role = 'member', memberId = '', shared = [SETTINGS, TEAM]) => {
    const keys = await inviteKeysOf(crypto, makeInviteSecret(crypto), roster.workspaceId)
    const added = await add(by, { kind: 'invite', invite: keys.id, role, memberId, spaces: shared, keys: NONE })
    if (!added.ok) throw new Error(added.error)
    return keys
  }
  const joinEntry: Team['joinEntry'] = (keys, memberId, device, own = `space_${memberId}`) =>
    signJoin(crypto, device, keys.sign, { prev: roster.head, at: NOON, invite: keys.id, memberId, private: own })
  const member: Team['member'] = async (memberId, role = 'member', by = owner) => {
    const device = await aDevice()
    const joined = await push(await joinEntry(await invite(by, role), memberId, device))
    if (!joined.ok) throw new Error(joined.error)
    return device
  }
  return { owner, entries, roster: () => roster, signed, add, push, invite, joinEntry, member }
}
