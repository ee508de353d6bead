import type { Bytes } from '../../core/bytes.ts'
import { ok, type Result } from '../../core/result.ts'
import type { DeviceKeys } from '../../store/keyring.ts'
import { inviteKeysOf, makeInviteSecret, type InviteLink } from '../invite.ts'
import type { Device, Roster } from '../roster.ts'
import type { InvitedRole } from '../rosterentry.ts'
import { isAllowed, type Later } from '../rosterrules.ts'
import { signRosterEntry } from '../rostersign.ts'
import { sealKeysInInvite, sealKeysTo, type SpaceKey } from '../spacekeys.ts'
import type { Link } from './link.ts'
import type { AppendFailure } from './rosterwriter.ts'

export interface Author {
  readonly link: Pick<Link, 'appendRoster' | 'roster'>
  readonly crypto: Crypto
  readonly device: DeviceKeys
  /** Epoch ms. */
  readonly now: () => number
}

/** Of one kind, without what every entry has. */
type Said<E = Later> = E extends { by: string } ? Omit<E, 'prev' | 'at' | 'by'> : never

/** What the roster does not allow is not sent at all. */
const sign = async ({ crypto, device, now }: Omit<Author, 'link'>, roster: Roster, said: Said, newDevice = ''): Promise<Bytes | null> => {
  const entry: Later = { ...said, prev: roster.head, at: now(), by: device.id }
  return isAllowed(roster, entry, newDevice) ? signRosterEntry(crypto, device, entry) : null
}

export interface Invitation {
  readonly role: InvitedRole
  /** Empty for a new member; one's own for a further device. */
  readonly memberId: string
  /** Of all the spaces that are shared. */
  readonly keys: readonly SpaceKey[]
}

/** One link, for one use, that opens these spaces. The relay has it before anyone can be given it. */
export const invite = async (author: Author, { role, memberId, keys }: Invitation): Promise<Result<InviteLink, AppendFailure>> => {
  const { crypto, link } = author
  const secret = makeInviteSecret(crypto)
  const { workspaceId } = link.roster()
  const inviteKeys = await inviteKeysOf(crypto, secret, workspaceId)
  const sealed = await sealKeysInInvite(inviteKeys, workspaceId, keys)
  const spaces = keys.map(({ spaceId }) => spaceId)
  const appended = await link.appendRoster((roster) =>
    sign(author, roster, { kind: 'invite', invite: inviteKeys.id, role, memberId, spaces, keys: sealed }),
  )
  return appended.ok ? ok({ workspaceId, rosterHead: appended.value.head, secret }) : appended
}

export const revokeInvite = (author: Author, key: string): Promise<Result<Roster, AppendFailure>> =>
  author.link.appendRoster((roster) => sign(author, roster, { kind: 'inviteRevoke', invite: key }))

type NewDevice = Pick<Device, 'id' | 'signPublic' | 'wrapPublic'>

/** One entry that adds a device, with the space keys sealed to it; null where the roster does not allow it. */
export const additionOf = async (
  author: Omit<Author, 'link'>,
  roster: Roster,
  { id, signPublic, wrapPublic }: NewDevice,
  keys: readonly SpaceKey[],
): Promise<Bytes | null> => {
  const sealed = await sealKeysTo(author.crypto, wrapPublic, roster.workspaceId, keys)
  return sign(author, roster, { kind: 'deviceAdd', signPublic, wrapPublic, keys: sealed }, id)
}

/** A device whose keys were read from its screen; the space keys travel in the entry, sealed to it. */
export const addDevice = (author: Author, device: NewDevice, keys: readonly SpaceKey[]): Promise<Result<Roster, AppendFailure>> =>
  author.link.appendRoster((roster) => additionOf(author, roster, device, keys))

/** It is refused from then on, and what it writes is void. */
export const removeDevice = (author: Author, deviceId: string): Promise<Result<Roster, AppendFailure>> =>
  author.link.appendRoster((roster) => sign(author, roster, { kind: 'deviceRemove', device: deviceId }))
