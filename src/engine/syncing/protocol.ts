import type { Id } from '../../core/ids.ts'
import type { Values } from '../../domain/check.ts'
import type { LinkError } from '../../sync/invite.ts'
import type { JoinFailure } from '../../sync/link/joining.ts'
import type { AppendFailure } from '../../sync/link/rosterwriter.ts'
import type { LinkStatus } from '../../sync/link/status.ts'
import type { OpenFailure } from '../protocol.ts'

/** How this device stands with the relay: what the one mark shows, and why. */
export interface Syncing {
  readonly status: LinkStatus
  /** Changes made here that the relay does not hold yet. */
  readonly waiting: number
  /** Epoch ms: when everything was last on both sides; null where that never was. */
  readonly syncedAt: number | null
  /** Changes that the relay will never take. */
  readonly notShared: number
  /** Rises whenever a member, a device or an invite came or went. */
  readonly roster: number
}

/** What an invite's link is for. */
export interface InviteFound {
  readonly workspaceId: string
  /** A new member, or a further device of somebody who is one. */
  readonly kind: 'member' | 'device'
  readonly role: 'member' | 'admin'
  /** This browser holds the workspace already. */
  readonly isHeld: boolean
}
export type InviteTrouble = LinkError | JoinFailure

export interface JoinRequest {
  readonly link: string
  /** Of the new member; unused where a device joins. */
  readonly name: string
  readonly locale: string
  /** "Chrome on Android". */
  readonly deviceName: string
}
export type JoinTrouble = InviteTrouble | OpenFailure | 'diskFull'

export interface Team {
  /** Of this person. */
  readonly memberId: Id
  readonly deviceId: string
  /** Owner and admins may invite, and revoke the devices of others. */
  readonly isAdmin: boolean
  readonly members: readonly TeamMember[]
  /** Open ones; a used, revoked or expired link is none. */
  readonly invites: readonly OpenInvite[]
}
export interface TeamMember {
  readonly id: Id
  /** Null until its record has arrived. */
  readonly name: string | null
  readonly role: 'owner' | 'admin' | 'member'
  readonly devices: readonly TeamDevice[]
}
export interface TeamDevice {
  readonly id: string
  /** Empty where nobody has named it. */
  readonly name: string
  /** Epoch ms. */
  readonly addedAt: number
  readonly isRevoked: boolean
}
export interface OpenInvite {
  readonly id: string
  readonly kind: InviteFound['kind']
  readonly role: InviteFound['role']
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface InviteRequest {
  /** `device`: a further one of this person. */
  readonly kind: InviteFound['kind']
  /** Of a new member. */
  readonly role: InviteFound['role']
}
/** `gone`: what was to be revoked is no longer there. */
export type TeamFailure = AppendFailure

/** An edit that stays on this device. */
export interface NotShared {
  readonly id: string
  readonly recordId: Id
  readonly entity: string
  /** As the record is called; null where this device does not know it any more. */
  readonly title: string | null
  /** `forbidden`: this person may not write there. `tooLarge`: more than the relay takes at once. `removed`: this device was revoked. */
  readonly why: string
  /** The record's fields as they stand here, for a copy. */
  readonly fields: Values
}
