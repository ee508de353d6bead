import { areEqual, type Bytes } from '../../core/bytes.ts'
import { must } from '../../core/result.ts'
import type { DeviceKeys } from '../../store/keyring.ts'
import { isQuota } from '../../store/quota.ts'
import type { Missing, Replica } from '../replica.ts'
import { liveDevice, rosterLength, type Roster } from '../roster.ts'
import { refusals, type Frame, type FrameOf } from '../wire.ts'
import type { Connection } from './connection.ts'
import { expectFrame, logIn, type Refused } from './greet.ts'
import { pause, type LinkPlatform } from './platform.ts'
import { agreesWith, type RosterBook, type RosterTrouble } from './rosterbook.ts'
import { openSpaceLine, type SpaceLine } from './space.ts'
import type { StopReason } from './status.ts'
import type { Turns } from '../../core/turns.ts'

/** Why a session is over. `retryAfter`: what the relay asked for, ms. */
export type SessionEnd = { readonly kind: 'cut'; readonly retryAfter: number } | { readonly kind: 'stopped'; readonly why: StopReason }

export interface Driven {
  readonly replica: Replica
  readonly turns: Turns
}

export interface SessionDeps {
  readonly platform: LinkPlatform
  readonly connection: Connection
  readonly origin: string
  readonly workspaceId: string
  readonly device: DeviceKeys
  readonly book: RosterBook
  readonly spaces: readonly Driven[]
  /** See `LinkDeps`. */
  readonly addition: (roster: Roster) => Promise<Bytes | null>
  readonly onWelcome: (welcome: FrameOf<'welcome'>) => void
  readonly onReady: (lines: readonly SpaceLine[]) => void
  readonly onRefusedEntry: (frame: FrameOf<'error'>) => void
  readonly onAwareness: (frame: FrameOf<'awareness'>) => void
  readonly onMissing: (missing: Missing) => void
  readonly onChange: () => void
  readonly onError: (error: unknown) => void
}

/** Ms: for what the relay names no time. */
const RETRY = 1_000

const cut = (retryAfter = 0): SessionEnd => ({ kind: 'cut', retryAfter })
const stopped = (why: StopReason): SessionEnd => ({ kind: 'stopped', why })

/** Everything said over one socket, from the greeting to its end. */
export const runSession = async (deps: SessionDeps): Promise<SessionEnd> => {
  const { connection, onError } = deps
  try {
    return await converse(deps)
  } catch (error) {
    onError(error)
    return isQuota(error) ? stopped('diskFull') : cut()
  } finally {
    connection.close()
  }
}

const converse = async (deps: SessionDeps): Promise<SessionEnd> => {
  const { platform, connection, workspaceId, device, book, onWelcome } = deps
  const passed: FrameOf<'roster'>[] = []
  const keep = (frame: Frame) => {
    if (frame.type === 'roster') passed.push(frame)
  }
  const welcome = await logIn(platform.crypto, connection, workspaceId, device, rosterLength(book.roster()), keep)
  // The entry that removes a device is shown to it before it is refused.
  for (const { from, entries } of passed) {
    const taken = await book.take(from, entries)
    if (!taken.ok) return rosterEnd(taken.error)
  }
  if (!welcome.ok) return refusedEnd(deps, welcome.error)
  onWelcome(welcome.value)
  const copied = await isCopied(deps, welcome.value)
  const unmet = await meetRosters(deps, welcome.value)
  if (unmet !== null) return unmet
  return copied ? part(deps) : listen(deps, welcome.value)
}

const rosterEnd = (trouble: RosterTrouble): SessionEnd => (trouble === 'gap' ? cut() : stopped(trouble))

const isRevoked = ({ book, device }: SessionDeps): boolean =>
  book.roster().devices.has(device.id) && liveDevice(book.roster(), device.id) === null

/** A relay's word alone makes no device a removed one: one that was restored from an old copy does not know it yet. */
const refusedEnd = (deps: SessionDeps, refused: Refused): SessionEnd => {
  if (isRevoked(deps)) return stopped('revoked')
  if (refused === 'cut') return cut()
  if (refused.status === refusals.otherVersion) return stopped('newer')
  if (refused.status === refusals.unknown) return stopped('notTaken')
  return cut(refused.retryAfter)
}

const isCopied = async ({ spaces }: SessionDeps, { counters }: FrameOf<'welcome'>): Promise<boolean> => {
  for (const { space, counter } of counters) {
    const own = spaces.find(({ replica }) => replica.spaceId === space)
    if (own && (own.replica.hasTwin() || counter > (await own.replica.lastCounter()))) return true
  }
  return false
}

/** Roster before data: takes what we lack, brings what the relay lacks. Null where both hold the same. */
const meetRosters = async (deps: SessionDeps, { rosterLength: length, rosterHead }: FrameOf<'welcome'>): Promise<SessionEnd | null> => {
  const { connection, book } = deps
  if (!agreesWith(book.roster(), length, rosterHead)) return stopped('twoHistories')
  while (rosterLength(book.roster()) < length) {
    const shown = await expectFrame(connection, 'roster')
    if (!shown.ok) return refusedEnd(deps, shown.error)
    const taken = await book.take(shown.value.from, shown.value.entries)
    if (!taken.ok) return rosterEnd(taken.error)
  }
  if (!agreesWith(book.roster(), length, rosterHead)) return stopped('twoHistories')
  for (let place = length; place < book.sources().length; place += 1) {
    const ended = await bring(deps, place)
    if (ended) return ended
  }
  return isRevoked(deps) ? stopped('revoked') : null
}

/** One entry that the relay lacks; it answers with the entry itself. */
const bring = async (deps: SessionDeps, place: number): Promise<SessionEnd | null> => {
  const { platform, connection, book } = deps
  const entry = must(book.sources()[place], 'a roster entry')
  connection.send({ type: 'rosterAppend', entry })
  for (;;) {
    const shown = await expectFrame(connection, 'roster')
    if (!shown.ok) {
      const refused = shown.error
      if (refused === 'cut' || refused.status !== refusals.tooMany) return refusedEnd(deps, refused)
      await pause(platform.after, Math.max(RETRY, refused.retryAfter), connection.signal)
      return bring(deps, place)
    }
    const { from, entries } = shown.value
    const taken = await book.take(from, entries)
    if (!taken.ok) return rosterEnd(taken.error)
    const carried = entries[place - from]
    if (carried && areEqual(carried, entry)) return null
  }
}

/** Asks to be added as a device of its own: another database writes as the one that this was. */
const part = async (deps: SessionDeps): Promise<SessionEnd> => {
  const { platform, connection, book, addition } = deps
  for (;;) {
    const entry = await addition(book.roster())
    if (entry === null) return isRevoked(deps) ? stopped('revoked') : stopped('copied')
    connection.send({ type: 'rosterAppend', entry })
    const shown = await expectFrame(connection, 'roster')
    if (shown.ok) {
      const taken = await book.take(shown.value.from, shown.value.entries)
      if (!taken.ok) return rosterEnd(taken.error)
    } else if (shown.error !== 'cut' && shown.error.status === refusals.tooMany)
      await pause(platform.after, shown.error.retryAfter, connection.signal)
    else if (shown.error === 'cut' || shown.error.status !== refusals.conflict) return refusedEnd(deps, shown.error)
    if (!connection.isOpen()) return cut()
  }
}

/** Opens the spaces and hears what comes, until the socket closes. */
const listen = async (deps: SessionDeps, { token }: FrameOf<'welcome'>): Promise<SessionEnd> => {
  const { connection, book, spaces, onReady, onRefusedEntry, onAwareness, onError } = deps
  const failures: unknown[] = []
  const fail = (error: unknown) => {
    if (!connection.isOpen()) return
    failures.push(error)
    onError(error)
    connection.close()
  }
  const lines = spaces.map((space) => openSpaceLine({ ...deps, ...space, token, fail }))
  const bySpace = new Map(lines.map((line) => [line.spaceId, line]))
  onReady(lines)
  for (const line of lines) line.start()

  const refused = (frame: FrameOf<'error'>): SessionEnd | null => {
    if (frame.answers === 'rosterAppend') onRefusedEntry(frame)
    else if (frame.answers === 'auth' || frame.answers === 'hello') return refusedEnd(deps, frame)
    else lines.some((line) => line.hearRefusal(frame))
    return null
  }

  for (let frame = await connection.next(); frame !== null; frame = await connection.next()) {
    if (frame.type === 'roster') {
      const taken = await book.take(frame.from, frame.entries)
      if (!taken.ok) return rosterEnd(taken.error)
      if (isRevoked(deps)) return stopped('revoked')
    } else if (frame.type === 'error') {
      const end = refused(frame)
      if (end !== null) return end
    } else if (frame.type === 'awareness') onAwareness(frame)
    else if (frame.type === 'subok' || frame.type === 'entry' || frame.type === 'live' || frame.type === 'ack')
      bySpace.get(frame.space)?.hear(frame)
  }
  return failures.some(isQuota) ? stopped('diskFull') : cut()
}
