import { newId } from '../../core/ids.ts'
import type { Journal } from '../../core/journal.ts'
import { must, err, ok, type Result } from '../../core/result.ts'
import { databaseName, openDatabase, type Database } from '../../store/database.ts'
import { FIRST_EPOCH, generateKeys, openKeyring } from '../../store/keyring.ts'
import type { HeldWorkspace, Registry } from '../../store/registry.ts'
import { openRosterRows } from '../../store/rosterrows.ts'
import { makeSpaceKey } from '../../store/vault.ts'
import { readInviteUrl, type InviteLink } from '../../sync/invite.ts'
import { joinByLink, lookAtInvite, type Joined, type Joiner } from '../../sync/link/joining.ts'
import type { LinkPlatform } from '../../sync/link/platform.ts'
import type { EnginePlatform } from '../workspace.ts'
import type { InviteFound, InviteTrouble } from './protocol.ts'

const linkPlatform = ({ crypto, now, random, relay }: EnginePlatform): LinkPlatform => ({ crypto, now, random, ...relay })

export const inviteFound = async (
  platform: EnginePlatform,
  registry: Registry,
  text: string,
): Promise<Result<InviteFound, InviteTrouble>> => {
  const link = readInviteUrl(text)
  if (!link.ok) return link
  const { workspaceId } = link.value
  const isHeld = (await registry.list()).some(({ id }) => id === workspaceId)
  if (isHeld) return ok({ workspaceId, kind: 'member', role: 'member', isHeld })
  const found = await lookAtInvite(linkPlatform(platform), platform.relay.origin, link.value)
  // Used up, and perhaps by this very device, whose answer was lost: joining will tell.
  if (!found.ok && found.error === 'gone' && (await hasBegun(platform, workspaceId)))
    return ok({ workspaceId, kind: 'member', role: 'member', isHeld })
  return found.ok ? ok({ workspaceId, kind: found.value.memberId === '' ? 'member' : 'device', role: found.value.role, isHeld }) : found
}

export interface NewDevice {
  /** With no base currency: it is among what is still to come. */
  readonly held: HeldWorkspace
  readonly isNewMember: boolean
  readonly role: 'member' | 'admin'
}

/** Makes this device one of the workspace's: its keys, the roster and the keys of its spaces are in its database then, and no record yet. */
export const enterByLink = async (platform: EnginePlatform, journal: Journal, text: string): Promise<Result<NewDevice, InviteTrouble>> => {
  const link = readInviteUrl(text)
  if (!link.ok) return link
  const database = openDatabase(databaseName(link.value.workspaceId), platform)
  await database.open()
  try {
    const joined = await enter(platform, database, link.value)
    if (!joined.ok) {
      journal.note('join.failed', joined.error)
      if (joined.error !== 'offline') await database.delete()
      return joined
    }
    return ok(joined.value)
  } finally {
    database.close()
  }
}

const JOINER_KEY = 'joiner'

const hasBegun = async (platform: EnginePlatform, workspaceId: string): Promise<boolean> => {
  const database = openDatabase(databaseName(workspaceId), platform)
  await database.open()
  const begun = await database.meta.get(JOINER_KEY)
  if (begun === undefined) await database.delete()
  database.close()
  return begun !== undefined
}

/** The same at every try: an answer that was lost is found again by its keys. */
const joinerIn = async (database: Database, { crypto, now, random }: EnginePlatform): Promise<Joiner> => {
  const begun = (await database.meta.get(JOINER_KEY))?.value as Omit<Joiner, 'device'> | undefined // written below only
  if (begun !== undefined) return { ...begun, device: (await openKeyring(database, crypto)).device }
  const { rows, device } = await generateKeys(crypto, [])
  const ids = { memberId: newId('member', now(), random), privateSpace: newId('space', now(), random) }
  await database.transaction('rw', [database.keys, database.meta], () =>
    Promise.all([database.keys.bulkPut([...rows]), database.meta.put({ key: JOINER_KEY, value: ids })]),
  )
  return { ...ids, device }
}

const enter = async (platform: EnginePlatform, database: Database, link: InviteLink): Promise<Result<NewDevice, InviteTrouble>> => {
  const { crypto } = platform
  const joiner = await joinerIn(database, platform)
  const joined = await joinByLink(linkPlatform(platform), platform.relay.origin, link, joiner)
  if (!joined.ok) return joined
  const held = heldBy(joined.value, link.workspaceId, platform.now())
  if (held === null) return err('forbidden')
  const isNewMember = held.spaces.private === joiner.privateSpace
  const ownKey = { spaceId: joiner.privateSpace, epoch: FIRST_EPOCH, key: makeSpaceKey(crypto) }
  const keyring = await openKeyring(database, crypto)
  await keyring.addSpaceKeys(isNewMember ? [...joined.value.keys, ownKey] : joined.value.keys)
  await openRosterRows(database).append(0, joined.value.sources)
  const { role } = must(joined.value.roster.members.get(held.memberId), 'the member that joined')
  return ok({ held, isNewMember, role: role === 'member' ? 'member' : 'admin' })
}

/** Null where the roster gives less than everyone of a workspace has. */
const heldBy = ({ roster, memberId }: Joined, id: string, openedAt: number): HeldWorkspace | null => {
  const own = roster.members.get(memberId)?.spaces ?? []
  const of = (kind: string) => own.find((space) => roster.spaces.get(space)?.kind === kind)
  const [settings, team, hidden] = [of('settings'), of('team'), of('private')]
  if (settings === undefined || team === undefined || hidden === undefined) return null
  return { id, isSample: 0, openedAt, memberId, baseCurrency: '', spaces: { settings, team, private: hidden } }
}
