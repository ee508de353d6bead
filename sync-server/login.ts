import { hex, type Bytes } from '../src/core/bytes.ts'
import { deviceIdOf } from '../src/core/deviceid.ts'
import { isLogin } from '../src/sync/login.ts'
import { liveDevice } from '../src/sync/roster.ts'
import { PAGE_ENTRIES, type FrameOf, type Refusal } from '../src/sync/wire.ts'
import { isOver } from './expiry.ts'
import { limits } from './limits.ts'
import type { Log } from './log.ts'
import { dismiss, send, type Greeting, type Session, type Who, type Workspace } from './session.ts'
import type { Workspaces } from './workspace.ts'

export interface LoginDeps {
  readonly crypto: Crypto
  readonly log: Log
  readonly workspaces: Workspaces
  readonly now: () => number
  /** Whether anyone may begin a workspace here. */
  readonly takesNew: boolean
  readonly onLogin: (session: Session) => void
}

/** Whoever asks is challenged: a stranger learns nothing of who is known here. */
export const greet = ({ crypto }: LoginDeps, session: Session, { workspace, key }: FrameOf<'hello'>): void => {
  if (session.greeting !== null) {
    dismiss(session, { answers: 'hello', refusal: 'malformed' })
    return
  }
  const nonce = crypto.getRandomValues(new Uint8Array(32))
  session.greeting = { workspaceId: workspace, key, nonce }
  send(session, { type: 'challenge', nonce })
}

export const logIn = async (deps: LoginDeps, session: Session, { signature, rosterLength }: FrameOf<'auth'>): Promise<void> => {
  const { crypto, workspaces, log } = deps
  const { greeting } = session
  const leaveWith = (refusal: Refusal) => dismiss(session, { answers: 'auth', refusal })
  if (greeting === null || session.who !== null) {
    leaveWith('malformed')
    return
  }
  if (!(await isSigned(crypto, session.line.origins, greeting, signature))) {
    leaveWith('unauthorized')
    return
  }
  const device = await deviceIdOf(crypto, greeting.key)
  const workspace = await workspaces.enter(greeting.workspaceId, session)
  const counters = await log.counters(workspace.id, device)
  if (!session.isOpen) {
    workspaces.leave(session)
    return
  }
  // From here to the last line in one turn: a roster entry that removes this device comes before all of it, or after.
  const who = whoIs(deps, workspace, greeting, device)
  if (typeof who === 'string') {
    // A revoked device is shown the entry that says so: the relay's word alone would not do.
    const removedBy = workspace.roster?.devices.get(device)?.removedBy ?? null
    if (removedBy !== null) sendRoster(session, workspace, rosterLength, removedBy + 1)
    leaveWith(who)
    return
  }
  makeRoom(workspace, who)
  session.who = who
  session.rosterHeld = rosterLength
  deps.onLogin(session)
  send(session, {
    type: 'welcome',
    now: deps.now(),
    rosterLength: workspace.rows.length,
    rosterHead: workspace.roster?.head ?? '0'.repeat(64),
    token: session.token,
    counters,
  })
  sendRoster(session, workspace, rosterLength, workspace.rows.length)
}

const isSigned = async (crypto: Crypto, origins: readonly string[], greeting: Greeting, signature: Bytes): Promise<boolean> => {
  for (const origin of origins) if (await isLogin(crypto, greeting.key, signature, { ...greeting, origin })) return true
  return false
}

const whoIs = ({ takesNew, now }: LoginDeps, workspace: Workspace, { key }: Greeting, device: string): Who | Refusal => {
  const { roster } = workspace
  if (roster === null) return takesNew ? { kind: 'founder', device } : 'unknown'
  if (liveDevice(roster, device)) return { kind: 'device', device }
  const invite = roster.invites.get(hex(key))
  if (invite === undefined) return 'unauthorized'
  return invite.state !== 'open' || isOver(workspace, invite, now()) ? 'gone' : { kind: 'invite', invite: invite.key }
}

/** The oldest socket gives way: a phone that flaps leaves dead ones behind, and must not lock itself out. */
const makeRoom = ({ sessions }: Workspace, who: Who): void => {
  if (who.kind !== 'device') return
  const own = [...sessions].filter((session) => session.who?.kind === 'device' && session.who.device === who.device)
  for (const session of own.slice(0, Math.max(0, own.length - limits.socketsPerDevice + 1)))
    dismiss(session, { answers: 'auth', refusal: 'tooMany' })
}

/** Entries from one place to before another, in frames that fit. */
export const sendRoster = (session: Session, { rows }: Workspace, from: number, end: number): void => {
  let entries: FrameOf<'roster'>['entries'][number][] = []
  let start = from
  let size = 0
  const flush = () => {
    if (entries.length > 0) send(session, { type: 'roster', from: start, entries })
    start += entries.length
    entries = []
    size = 0
  }
  for (const { bytes } of rows.slice(from, end)) {
    if (entries.length === PAGE_ENTRIES || size + bytes.length > ROSTER_PAGE_BYTES) flush()
    entries.push(bytes)
    size += bytes.length
  }
  flush()
}

const ROSTER_PAGE_BYTES = 512 * 1024
