import type { Bytes } from '../src/core/bytes.ts'
import { must } from '../src/core/result.ts'
import { decodeEntry, verifyEntry } from '../src/sync/entry.ts'
import { accessOf, type Roster } from '../src/sync/roster.ts'
import { importVerifyKey } from '../src/sync/signature.ts'
import { MAX_ENTRY, type FrameOf, type Refusal } from '../src/sync/wire.ts'
import { headerOf, type Header } from './header.ts'
import { limits } from './limits.ts'
import type { Log, Place } from './log.ts'
import { refuse, send, type Session } from './session.ts'

export interface PushDeps {
  readonly crypto: Crypto
  readonly log: Log
  readonly now: () => number
}

/** Returns before it is durable, so that a device's pushes share commits; in order all the same. */
export const push = (
  deps: PushDeps,
  session: Session,
  roster: Roster,
  device: string,
  { space, entry: bytes }: FrameOf<'push'>,
): void | Promise<void> => {
  const entry = headerOf(bytes)
  if (entry === null) {
    const decoded = decodeEntry(bytes)
    refuse(session, { answers: 'push', refusal: !decoded.ok && decoded.error === 'newer' ? 'otherVersion' : 'malformed', about: space })
    return
  }
  const place = { workspace: roster.workspaceId, space }
  const refused = rateRefusal(deps, session, bytes)
  if (refused !== null) {
    refuse(session, { answers: 'push', about: entry.msgId, ...refused })
    return
  }
  const refusal = refusalOf(roster, space, entry, bytes)
  if (refusal !== null) return unlessHeld(deps, session, place, entry, refusal)
  if (entry.device === device) {
    commit(deps, session, place, entry, bytes)
    return
  }
  return pushOther(deps, session, roster, place, bytes)
}

/** After one refusal all are refused for a while: pushes arrive in order or not at all. */
const rateRefusal = ({ now }: PushDeps, session: Session, bytes: Bytes): { refusal: Refusal; retryAfter: number } | null => {
  const at = now()
  if (session.held !== null && at < session.held.until)
    return { refusal: session.held.refusal, retryAfter: Math.ceil(session.held.until - at) }
  const wait = Math.max(session.pushes.take(1, at), session.bytes.take(bytes.length, at))
  if (wait === 0) return null
  const retryAfter = Math.max(wait, limits.refusalMs)
  session.held = { until: at + retryAfter, refusal: 'tooMany' }
  return { refusal: 'tooMany', retryAfter }
}

/** By its author's rights: whoever holds an entry may bring it back to a relay that lost it. */
const refusalOf = (roster: Roster, space: string, entry: Header, { length }: Bytes): Refusal | null => {
  if (accessOf(roster, entry.device, space) !== 'write') return 'forbidden'
  if (roster.spaces.get(space)?.epoch !== entry.epoch) return 'epochClosed'
  if (!roster.places.has(entry.rosterHead)) return 'conflict'
  return length > MAX_ENTRY ? 'tooLarge' : null
}

/** What is in the log already was allowed once, and its author only missed the answer. */
const unlessHeld = async ({ log }: PushDeps, session: Session, place: Place, { msgId }: Header, refusal: Refusal): Promise<void> => {
  const cursor = await log.find(place, msgId)
  if (cursor === null) refuse(session, { answers: 'push', refusal, about: msgId })
  else send(session, { type: 'ack', space: place.space, msgId, cursor })
}

/**
 * Another device's entry must show its author's signature. One's own need not: the login proved the same key,
 * every reader checks it anyway, and ten thousand checks a second would fill a core.
 */
const pushOther = async (deps: PushDeps, session: Session, roster: Roster, place: Place, bytes: Bytes): Promise<void> => {
  const decoded = decodeEntry(bytes)
  const entry = must(decoded.ok ? decoded.value : null, 'an entry whose header was read')
  const author = roster.devices.get(entry.device)
  const isGenuine =
    author !== undefined && (await verifyEntry(deps.crypto, await importVerifyKey(deps.crypto, author.signPublic), place.space, entry))
  if (isGenuine) commit(deps, session, place, entry, bytes)
  else refuse(session, { answers: 'push', refusal: 'forbidden', about: entry.msgId })
}

const commit = ({ log, now }: PushDeps, session: Session, place: Place, entry: Header, bytes: Bytes): void => {
  const { msgId } = entry
  void log.append(place, entry, bytes).then((placed) => {
    if (placed.ok) send(session, { type: 'ack', space: place.space, msgId, cursor: placed.value })
    else {
      session.held = { until: now() + limits.fullMs, refusal: 'full' }
      refuse(session, { answers: 'push', refusal: 'full', about: msgId, retryAfter: limits.fullMs })
    }
  })
}
