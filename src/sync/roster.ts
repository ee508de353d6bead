import type { Bytes } from '../core/bytes.ts'
import type { InvitedRole } from './rosterentry.ts'

/** Who may do what in a workspace: what its roster's entries add up to, the same on every device and at the relay. */
export interface Roster {
  readonly workspaceId: string
  /** Hash of the last entry. */
  readonly head: string
  /** Each entry's hash and its place, from 0. */
  readonly places: ReadonlyMap<string, number>
  readonly members: ReadonlyMap<string, Member>
  readonly devices: ReadonlyMap<string, Device>
  readonly spaces: ReadonlyMap<string, Space>
  /** By the invite's public key. */
  readonly invites: ReadonlyMap<string, Invite>
}

export interface Member {
  readonly id: string
  readonly role: 'owner' | InvitedRole
  /** Whose keys it was given. */
  readonly spaces: readonly string[]
}

export interface Device {
  readonly id: string
  readonly memberId: string
  readonly signPublic: Bytes
  readonly wrapPublic: Bytes
  /** Space keys sealed to its X25519 key; empty where it had them otherwise. */
  readonly keys: Bytes
  /** Epoch ms by its author's clock. */
  readonly addedAt: number
  /** Place of the entry that removed it. */
  readonly removedBy: number | null
}

export interface Space {
  readonly id: string
  /** settings: all read, owner and admins write. team: everyone. private: its member alone. */
  readonly kind: 'settings' | 'team' | 'private'
  readonly epoch: number
}

export interface Invite {
  readonly key: string
  /** The device that made it; with that device go its open invites. */
  readonly by: string
  readonly role: InvitedRole
  /** Empty for a new member, else whose further device it is for. */
  readonly memberId: string
  readonly spaces: readonly string[]
  /** Space keys sealed under the link's secret. */
  readonly keys: Bytes
  /** Place of the entry that made it. */
  readonly place: number
  readonly at: number
  readonly state: 'open' | 'used' | 'revoked'
}

export const rosterLength = ({ places }: Roster): number => places.size

/** Null for one that was never there or was removed. */
export const liveDevice = ({ devices }: Roster, deviceId: string): Device | null => {
  const device = devices.get(deviceId)
  return device?.removedBy === null ? device : null
}

export const memberOf = (roster: Roster, deviceId: string): Member | null => {
  const device = liveDevice(roster, deviceId)
  return (device && roster.members.get(device.memberId)) ?? null
}

export const devicesOf = ({ devices }: Roster, memberId: string): readonly Device[] =>
  [...devices.values()].filter((device) => device.memberId === memberId)

export type Access = 'write' | 'read' | 'none'

/** What a live device may do in a space. */
export const accessOf = (roster: Roster, deviceId: string, spaceId: string): Access => {
  const member = memberOf(roster, deviceId)
  const space = roster.spaces.get(spaceId)
  if (member === null || space === undefined || !member.spaces.includes(spaceId)) return 'none'
  return space.kind !== 'settings' || isAdmin(member) ? 'write' : 'read'
}

export const isAdmin = ({ role }: Member): boolean => role !== 'member'
