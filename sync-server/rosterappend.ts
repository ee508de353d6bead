import { err, ok, type Result } from '../src/core/result.ts'
import type { Bytes } from '../src/core/bytes.ts'
import { liveDevice, type Roster } from '../src/sync/roster.ts'
import { decodeRosterEntry, rosterHash, type RosterEntry } from '../src/sync/rosterentry.ts'
import { extendRoster, foldRoster, type RosterFailure } from '../src/sync/rosterfold.ts'
import { MAX_ROSTER_ENTRY, type FrameOf, type Refusal } from '../src/sync/wire.ts'
import { isOver, mayBringBack, takenAt } from './expiry.ts'
import { limits } from './limits.ts'
import { sendRoster, type LoginDeps } from './login.ts'
import { dismiss, refuse, type Session, type Workspace } from './session.ts'

const refusalByFailure: Record<RosterFailure, Refusal> = {
  malformed: 'malformed',
  newer: 'otherVersion',
  moved: 'conflict',
  forged: 'forbidden',
  forbidden: 'forbidden',
}

/** Takes an entry that follows the head, tells everyone, and closes the sockets of whoever it removes. */
export const appendToRoster = (
  deps: LoginDeps,
  session: Session,
  workspace: Workspace,
  { entry }: FrameOf<'rosterAppend'>,
): Promise<void> => {
  const work = workspace.turn.then(async () => {
    const about = await rosterHash(deps.crypto, entry)
    const retryAfter = session.pushes.take(1, deps.now())
    if (retryAfter > 0) {
      refuse(session, { answers: 'rosterAppend', refusal: 'tooMany', about, retryAfter })
      return
    }
    const place = workspace.roster?.places.get(about)
    // Its answer was lost on the way: it is told again.
    if (place !== undefined) {
      sendRoster(session, workspace, place, place + 1)
      return
    }
    const appended = await append(deps, session, workspace, entry)
    if (!appended.ok) refuse(session, { answers: 'rosterAppend', refusal: appended.error, about })
    else {
      for (const other of workspace.sessions)
        if (hears(other, session, appended.value)) sendRoster(other, workspace, workspace.rows.length - 1, workspace.rows.length)
      settle(workspace, session, appended.value)
    }
  })
  workspace.turn = work.catch(() => undefined)
  return work
}

const append = async (deps: LoginDeps, session: Session, workspace: Workspace, entry: Bytes): Promise<Result<Roster, Refusal>> => {
  const { roster, rows, id } = workspace
  if (entry.length > MAX_ROSTER_ENTRY) return err('tooLarge')
  if (rows.length >= limits.rosterEntries) return err('full')
  const decoded = decodeRosterEntry(entry)
  if (!decoded.ok) return err(refusalByFailure[decoded.error])
  const refusal = joinRefusal(deps, session, workspace, decoded.value.entry)
  if (refusal !== null) return err(refusal)
  const extended = await (roster === null ? foldRoster(deps.crypto, [entry]) : extendRoster(deps.crypto, roster, entry))
  if (!extended.ok) return err(refusalByFailure[extended.error])
  if (extended.value.workspaceId !== id) return err('forbidden')
  const row = { bytes: entry, at: takenAt(session, workspace, decoded.value.entry.at, deps.now()) }
  const written = await deps.log.appendRoster(id, rows.length, row)
  if (!written.ok) return err(written.error === 'full' ? 'full' : 'conflict')
  workspace.roster = extended.value
  rows.push(row)
  return ok(extended.value)
}

/** Who logged in with an invite may use that one and do nothing else, and within its time. */
const joinRefusal = ({ now }: LoginDeps, { who }: Session, workspace: Workspace, entry: RosterEntry): Refusal | null => {
  const { roster } = workspace
  const join = entry.kind === 'join' ? entry : null
  if (who?.kind === 'invite' && join?.invite !== who.invite) return 'forbidden'
  const invite = join && roster?.invites.get(join.invite)
  if (!roster || !invite) return null
  if (invite.state !== 'open') return 'gone'
  return isOver(workspace, invite, now()) && !mayBringBack(roster, who, invite) ? 'gone' : null
}

/** Everyone with a device here, one that this entry removes too, and whoever sent it. */
const hears = (other: Session, author: Session, roster: Roster): boolean =>
  other === author || other.who?.kind === 'device' || (other.who?.kind === 'founder' && liveDevice(roster, other.who.device) !== null)

/** Many may have come as founders of one workspace: who brings it stays one until the roster names them, the others come again. */
const settle = ({ sessions }: Workspace, author: Session, roster: Roster): void => {
  for (const session of [...sessions]) {
    session.line.loggedIn()
    const { who } = session
    if (who === null || who.kind === 'invite') continue
    const isLive = liveDevice(roster, who.device) !== null
    if (isLive) session.who = { kind: 'device', device: who.device }
    else if (who.kind === 'device' || session !== author) dismiss(session, { answers: 'auth', refusal: 'unauthorized' })
  }
}
