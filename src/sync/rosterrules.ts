import type { Bytes } from '../core/bytes.ts'
import { FIRST_EPOCH } from '../store/keyring.ts'
import { unreachable } from '../core/result.ts'
import { isAdmin, liveDevice, memberOf, type Device, type Invite, type Member, type Roster, type Space } from './roster.ts'
import type { RosterEntry, RosterEntryOf } from './rosterentry.ts'

/** A roster while it is being folded. */
export interface Draft extends Roster {
  head: string
  readonly places: Map<string, number>
  readonly members: Map<string, Member>
  readonly devices: Map<string, Device>
  readonly spaces: Map<string, Space>
  readonly invites: Map<string, Invite>
}

const NONE: Bytes = new Uint8Array()

/** An entry after the first. */
export type Later = Exclude<RosterEntry, { kind: 'genesis' }>

/** `newDevice`: the id that the keys in the entry give, for those that bring some. */
export const isAllowed = (roster: Roster, entry: Later, newDevice: string): boolean => {
  switch (entry.kind) {
    case 'deviceAdd':
      return memberOf(roster, entry.by) !== null && !roster.devices.has(newDevice)
    case 'deviceRemove':
      return mayRemove(roster, entry)
    case 'invite':
      return mayInvite(roster, entry)
    case 'inviteRevoke':
      return mayRevoke(roster, entry)
    case 'join':
      return mayJoin(roster, entry, newDevice)
    default:
      return unreachable(entry)
  }
}

/** One's own, or as an admin another's, except an owner's; and never the last device of all owners: nobody could act for the workspace. */
const mayRemove = (roster: Roster, { by, device }: RosterEntryOf<'deviceRemove'>): boolean => {
  const remover = memberOf(roster, by)
  const target = liveDevice(roster, device)
  const member = memberOf(roster, device)
  if (remover === null || target === null || member === null) return false
  const isTheirs = remover.id === member.id || remover.role === 'owner' || (isAdmin(remover) && member.role !== 'owner')
  return isTheirs && (member.role !== 'owner' || ownerDevices(roster) > 1)
}

const ownerDevices = (roster: Roster): number =>
  [...roster.devices.values()].filter(({ id }) => memberOf(roster, id)?.role === 'owner').length

/** Admins invite new members, anyone a further device of their own; nobody hands on a space they were not given, nor another's own. */
const mayInvite = (roster: Roster, { by, invite, memberId, spaces }: RosterEntryOf<'invite'>): boolean => {
  const inviter = memberOf(roster, by)
  if (inviter === null || roster.invites.has(invite)) return false
  const isOwnDevice = memberId === inviter.id
  if (!isOwnDevice && !(memberId === '' && isAdmin(inviter))) return false
  return spaces.every((id) => inviter.spaces.includes(id) && (isOwnDevice || roster.spaces.get(id)?.kind !== 'private'))
}

const mayRevoke = (roster: Roster, { by, invite }: RosterEntryOf<'inviteRevoke'>): boolean => {
  const member = memberOf(roster, by)
  const open = openInvite(roster, invite)
  if (member === null || open === null) return false
  return isAdmin(member) || roster.devices.get(open.by)?.memberId === member.id
}

/** As the invite says: a new member with a space of its own, or a further device of the one it names. */
const mayJoin = (roster: Roster, entry: RosterEntryOf<'join'>, newDevice: string): boolean => {
  const invite = openInvite(roster, entry.invite)
  if (invite === null || roster.devices.has(newDevice)) return false
  if (invite.memberId !== '') return entry.memberId === invite.memberId && entry.private === ''
  return entry.memberId !== '' && !roster.members.has(entry.memberId) && entry.private !== '' && !roster.spaces.has(entry.private)
}

export const openInvite = (roster: Roster, key: string): Invite | null => {
  const invite = roster.invites.get(key)
  return invite?.state === 'open' ? invite : null
}

export const beginWith = (draft: Draft, genesis: RosterEntryOf<'genesis'>, deviceId: string): void => {
  const { memberId, settings, team, at, signPublic, wrapPublic } = genesis
  draft.members.set(memberId, { id: memberId, role: 'owner', spaces: [settings, team, genesis.private] })
  draft.devices.set(deviceId, { id: deviceId, memberId, signPublic, wrapPublic, keys: NONE, addedAt: at, removedBy: null })
  draft.spaces.set(settings, { id: settings, kind: 'settings', epoch: FIRST_EPOCH })
  draft.spaces.set(team, { id: team, kind: 'team', epoch: FIRST_EPOCH })
  draft.spaces.set(genesis.private, { id: genesis.private, kind: 'private', epoch: FIRST_EPOCH })
}

/** Of an entry that is allowed. `place`: its own. */
export const apply = (draft: Draft, entry: Later, newDevice: string, place: number): void => {
  switch (entry.kind) {
    case 'deviceAdd': {
      const { signPublic, wrapPublic, keys, at } = entry
      const memberId = draft.devices.get(entry.by)?.memberId ?? ''
      draft.devices.set(newDevice, { id: newDevice, memberId, signPublic, wrapPublic, keys, addedAt: at, removedBy: null })
      return
    }
    case 'deviceRemove': {
      const device = draft.devices.get(entry.device)
      if (device) draft.devices.set(device.id, { ...device, removedBy: place })
      // Whoever holds a stolen device knows the secrets it made.
      for (const invite of draft.invites.values()) if (invite.by === entry.device) close(draft, invite.key, 'revoked')
      return
    }
    case 'invite': {
      const { invite: key, by, role, memberId, spaces, keys, at } = entry
      draft.invites.set(key, { key, by, role, memberId, spaces, keys, at, place, state: 'open' })
      return
    }
    case 'inviteRevoke':
      close(draft, entry.invite, 'revoked')
      return
    case 'join':
      join(draft, entry, newDevice)
      return
    default:
      return unreachable(entry)
  }
}

const close = (draft: Draft, key: string, state: Invite['state']): void => {
  const invite = openInvite(draft, key)
  if (invite) draft.invites.set(key, { ...invite, state })
}

const join = (draft: Draft, entry: RosterEntryOf<'join'>, newDevice: string): void => {
  const { invite: key, memberId, signPublic, wrapPublic, at } = entry
  const invite = openInvite(draft, key)
  if (invite === null) return
  if (invite.memberId === '') {
    draft.members.set(memberId, { id: memberId, role: invite.role, spaces: [...invite.spaces, entry.private] })
    draft.spaces.set(entry.private, { id: entry.private, kind: 'private', epoch: FIRST_EPOCH })
  }
  draft.devices.set(newDevice, { id: newDevice, memberId, signPublic, wrapPublic, keys: NONE, addedAt: at, removedBy: null })
  close(draft, key, 'used')
}
