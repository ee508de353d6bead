import type { Id } from '../../core/ids.ts'
import { ok, type Result } from '../../core/result.ts'
import type { DeviceOf, Member } from '../../domain/member/member.ts'
import { read } from '../../store/read.ts'
import type { Change } from '../../domain/change.ts'
import { INVITE_MS, inviteUrl } from '../../sync/invite.ts'
import type { Link } from '../../sync/link/link.ts'
import { invite, removeDevice, revokeInvite, type Author } from '../../sync/link/members.ts'
import { devicesOf, isAdmin, memberOf, type Invite, type Roster } from '../../sync/roster.ts'
import type { EditRequest } from '../protocol.ts'
import { entityOrThrow, refById, type Session } from '../session.ts'
import type { EnginePlatform } from '../workspace.ts'
import type { InviteRequest, OpenInvite, Team, TeamFailure, TeamMember } from './protocol.ts'
import { namedDevice } from './devicename.ts'
import { rosterHere } from './rights.ts'

/** Who may read and write here; `ahead`: ms that the relay's clock, by which invites expire, is ahead of ours. */
export const teamHere = async (session: Session, crypto: Crypto, ahead: number): Promise<Team> => {
  const { held, store, now } = session
  const roster = await rosterHere(session, crypto)
  const deviceId = store.keyring.device.id
  const self = memberOf(roster, deviceId)
  const members = await Promise.all([...roster.members.keys()].map((id) => teamMember(session, roster, id)))
  return {
    memberId: held.memberId,
    deviceId,
    isAdmin: self !== null && isAdmin(self),
    members,
    invites: [...roster.invites.values()].filter((one) => isOpen(one, now() + ahead)).map((one) => openInvite(one)),
  }
}

const isOpen = ({ state, at }: Invite, now: number): boolean => state === 'open' && at + INVITE_MS > now

const openInvite = ({ key, memberId, role, at }: Invite): OpenInvite => ({
  id: key,
  kind: memberId === '' ? 'member' : 'device',
  role,
  expiresAt: at + INVITE_MS,
})

const teamMember = async (session: Session, roster: Roster, id: Id): Promise<TeamMember> => {
  const named = await namedDevices(session, id)
  const devices = devicesOf(roster, id).map((device) => ({
    id: device.id,
    name: named.find(({ deviceId }) => deviceId === device.id)?.name ?? '',
    addedAt: device.addedAt,
    isRevoked: device.removedBy !== null,
  }))
  return { id, name: session.titleOf(id), role: roster.members.get(id)?.role ?? 'member', devices }
}

/** As the member's record names them. */
export const namedDevices = async (session: Session, memberId: Id): Promise<readonly DeviceOf[]> => {
  const ref = refById(session, memberId)
  const state = ref === null ? undefined : (await session.store.states([ref])).get(memberId)
  if (state === undefined) return []
  const { devices } = read(entityOrThrow(session, 'member'), state).fields as Partial<Pick<Member, 'devices'>> // a record of that entity
  return devices ?? []
}

/** The edit that gives a device a name; null where nobody holds that device. */
export const deviceNaming = async (session: Session, crypto: Crypto, deviceId: string, name: string): Promise<EditRequest | null> => {
  const memberId = (await rosterHere(session, crypto)).devices.get(deviceId)?.memberId
  return memberId === undefined ? null : { id: memberId, changes: [await namingOf(session, memberId, deviceId, name)] }
}

const namingOf = async (session: Session, memberId: Id, deviceId: string, name: string): Promise<Change> => {
  const named = await namedDevices(session, memberId)
  const known = named.find((device) => device.deviceId === deviceId)
  if (known !== undefined) return { path: `devices/${known.id}/name`, value: name }
  const item = namedDevice(session.random, named.at(-1)?.order ?? null, deviceId, name)
  return { path: `devices/${item.id}`, value: item }
}

/** What members may be given: the link's address. */
export const inviteHere = async (
  session: Session,
  platform: Pick<EnginePlatform, 'crypto' | 'relay'>,
  link: Link,
  { kind, role }: InviteRequest,
): Promise<Result<string, TeamFailure>> => {
  const { held, store } = session
  const roster = link.roster()
  const all = await store.keyring.spaceKeys()
  const isDevice = kind === 'device'
  const own = memberOf(roster, store.keyring.device.id)
  const invited = await invite(authorOf(session, platform.crypto, link), {
    role: isDevice && own !== null && own.role !== 'owner' ? own.role : role,
    memberId: isDevice ? held.memberId : '',
    keys: all.filter(({ spaceId }) => isDevice || roster.spaces.get(spaceId)?.kind !== 'private'),
  })
  return invited.ok ? ok(inviteUrl(platform.relay.origin, invited.value)) : invited
}

export const revokeInviteHere = async (session: Session, crypto: Crypto, link: Link, id: string): Promise<Result<null, TeamFailure>> => {
  const revoked = await revokeInvite(authorOf(session, crypto, link), id)
  return revoked.ok ? ok(null) : revoked
}

export const revokeDeviceHere = async (session: Session, crypto: Crypto, link: Link, id: string): Promise<Result<null, TeamFailure>> => {
  const removed = await removeDevice(authorOf(session, crypto, link), id)
  return removed.ok ? ok(null) : removed
}

const authorOf = ({ store, now }: Session, crypto: Crypto, link: Link): Author => ({ link, crypto, device: store.keyring.device, now })
