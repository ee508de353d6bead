import type { Bytes } from '../../core/bytes.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { DeviceKeys } from '../../store/keyring.ts'
import { inviteKeysOf, type InviteKeys, type InviteLink } from '../invite.ts'
import { believeRoster, type ShownFailure } from '../join.ts'
import { liveDevice, type Invite, type Roster } from '../roster.ts'
import { rosterHash } from '../rosterentry.ts'
import { openInvite } from '../rosterrules.ts'
import { signJoin } from '../rostersign.ts'
import { openKeysInInvite, type SpaceKey } from '../spacekeys.ts'
import { refusals } from '../wire.ts'
import { createBackoff } from './backoff.ts'
import { openConnection, type Connection } from './connection.ts'
import { expectFrame, logIn, type LoginKey, type Refused } from './greet.ts'
import { pause, type LinkPlatform } from './platform.ts'

/** Who wants to join. The same at every try, also after a restart: a JOIN whose answer was lost is found again by its keys. */
export interface Joiner {
  readonly device: DeviceKeys
  /** For a new member; a further device of one takes the member that the invite names. */
  readonly memberId: string
  readonly privateSpace: string
}

/** What a new device holds once the roster names it. */
export interface Joined {
  readonly sources: readonly Bytes[]
  readonly roster: Roster
  readonly memberId: string
  /** Of the invite's spaces. A new member makes the key of its private space itself. */
  readonly keys: readonly SpaceKey[]
}

/** `gone`: used, expired or revoked. `notHere`: the relay does not know the workspace. `unsealable`: keys that the link does not open. */
export type JoinFailure = ShownFailure | 'offline' | 'gone' | 'notHere' | 'unsealable' | 'full'

/** Tries, and ms for each. */
const TRIES = 5
const PATIENCE = 10_000

export const joinByLink = async (
  platform: LinkPlatform,
  origin: string,
  link: InviteLink,
  joiner: Joiner,
): Promise<Result<Joined, JoinFailure>> => {
  const asking = await askingBy(platform, origin, link)
  return tryAgain(platform, async () => {
    const joined = await onSocket(asking, (connection) => join(asking, joiner, connection))
    // Used up, and perhaps by this very device, whose answer was lost.
    return !joined.ok && joined.error === 'gone' ? onSocket(asking, (connection) => findJoined(asking, joiner, connection)) : joined
  })
}

/** What a link is for; nothing is used up by it. */
export const lookAtInvite = async (platform: LinkPlatform, origin: string, link: InviteLink): Promise<Result<Invite, JoinFailure>> => {
  const asking = await askingBy(platform, origin, link)
  return tryAgain(platform, () =>
    onSocket(asking, async (connection): Promise<Tried<Invite>> => {
      const shown = await enter(asking, connection, asking.keys)
      if (!shown.ok) return shown
      const invite = openInvite(shown.value.roster, asking.keys.id)
      return invite === null ? err('gone') : ok(invite)
    }),
  )
}

const tryAgain = async <T>({ random, after }: LinkPlatform, work: () => Promise<Tried<T>>): Promise<Result<T, JoinFailure>> => {
  const backoff = createBackoff(random)
  for (let tries = 1; ; tries += 1) {
    const tried = await work()
    if (tried.ok) return tried
    if (typeof tried.error === 'string') return err(tried.error)
    if (tries === TRIES) return err('offline')
    await pause(after, backoff.next(tried.error.retryAfter), new AbortController().signal)
  }
}

interface Asking {
  readonly platform: LinkPlatform
  readonly origin: string
  readonly link: InviteLink
  readonly keys: InviteKeys
}

const askingBy = async (platform: LinkPlatform, origin: string, link: InviteLink): Promise<Asking> => ({
  platform,
  origin,
  link,
  keys: await inviteKeysOf(platform.crypto, link.secret, link.workspaceId),
})

/** A failure that another try may mend. */
interface Again {
  readonly retryAfter: number
}
type Tried<T> = Result<T, JoinFailure | Again>

const again = (retryAfter = 0): { readonly ok: false; readonly error: Again } => err({ retryAfter })

const onSocket = async <T>({ platform, origin }: Asking, work: (connection: Connection) => Promise<Tried<T>>): Promise<Tried<T>> => {
  const connection = openConnection(platform, origin)
  const cancel = platform.after(PATIENCE, connection.close)
  try {
    return await work(connection)
  } finally {
    cancel()
    connection.close()
  }
}

const failureByStatus = new Map<number, JoinFailure>([
  [refusals.gone, 'gone'],
  [refusals.unauthorized, 'notHere'],
  [refusals.unknown, 'notHere'],
  [refusals.otherVersion, 'newer'],
  [refusals.full, 'full'],
  [refusals.forbidden, 'forbidden'],
])

const failedBy = (refused: Refused): { readonly ok: false; readonly error: JoinFailure | Again } =>
  refused === 'cut' ? again() : err(failureByStatus.get(refused.status) ?? { retryAfter: refused.retryAfter })

const join = async (asking: Asking, joiner: Joiner, connection: Connection): Promise<Tried<Joined>> => {
  const { platform, link, keys } = asking
  const { crypto, now } = platform
  const shown = await enter(asking, connection, keys)
  if (!shown.ok) return shown
  const { sources, roster } = shown.value
  const invite = roster.invites.get(keys.id)
  if (invite === undefined) return err('notHere')
  const opened = await openKeys(asking, invite)
  if (!opened.ok) return opened
  const who =
    invite.memberId === '' ? { memberId: joiner.memberId, private: joiner.privateSpace } : { memberId: invite.memberId, private: '' }
  const entry = await signJoin(crypto, joiner.device, keys.sign, { prev: roster.head, at: now(), invite: keys.id, ...who })
  connection.send({ type: 'rosterAppend', entry })
  const all = await readRoster(connection, sources, sources.length + 1)
  if (!all.ok) return failedBy(all.error)
  const believed = await believeRoster(crypto, link, all.value)
  if (!believed.ok) return believed
  if (!believed.value.places.has(await rosterHash(crypto, entry))) return again()
  return ok({ sources: all.value, roster: believed.value, memberId: who.memberId, keys: opened.value })
}

const findJoined = async (asking: Asking, joiner: Joiner, connection: Connection): Promise<Tried<Joined>> => {
  const { keys } = asking
  const shown = await enter(asking, connection, joiner.device)
  if (!shown.ok) return shown.error === 'notHere' ? err('gone') : shown
  const { sources, roster } = shown.value
  const own = liveDevice(roster, joiner.device.id)
  const invite = roster.invites.get(keys.id)
  if (own === null || invite === undefined) return err('gone')
  const opened = await openKeys(asking, invite)
  return opened.ok ? ok({ sources, roster, memberId: own.memberId, keys: opened.value }) : opened
}

interface Shown {
  readonly sources: readonly Bytes[]
  readonly roster: Roster
}

/** Logs in and takes the whole roster, as far as the link vouches for it. */
const enter = async ({ platform, link }: Asking, connection: Connection, key: LoginKey): Promise<Tried<Shown>> => {
  const { crypto } = platform
  const welcome = await logIn(crypto, connection, link.workspaceId, key, 0)
  if (!welcome.ok) return failedBy(welcome.error)
  // A relay that does not hold the workspace takes anyone for its founder.
  if (welcome.value.rosterLength === 0) return err('notHere')
  const sources = await readRoster(connection, [], welcome.value.rosterLength)
  if (!sources.ok) return failedBy(sources.error)
  const believed = await believeRoster(crypto, link, sources.value)
  return believed.ok ? ok({ sources: sources.value, roster: believed.value }) : believed
}

/** With what is there already, so many entries; pages that were shown before are passed over. */
const readRoster = async (connection: Connection, known: readonly Bytes[], length: number): Promise<Result<readonly Bytes[], Refused>> => {
  const sources = [...known]
  while (sources.length < length) {
    const page = await expectFrame(connection, 'roster')
    if (!page.ok) return page
    const { from, entries } = page.value
    if (from <= sources.length) sources.push(...entries.slice(sources.length - from))
  }
  return ok(sources)
}

const openKeys = async ({ link, keys }: Asking, { spaces, keys: sealed }: Invite): Promise<Tried<readonly SpaceKey[]>> => {
  const opened = await openKeysInInvite(keys, link.workspaceId, sealed)
  const holdsAll = opened.ok && spaces.every((space) => opened.value.some(({ spaceId }) => spaceId === space))
  return holdsAll ? opened : err('unsealable')
}
