import type { Journal } from '../../core/journal.ts'
import { ok, type Result } from '../../core/result.ts'
import type { DeviceKeys } from '../../store/keyring.ts'
import type { Replica } from '../replica.ts'
import type { Roster } from '../roster.ts'
import type { RosterFailure } from '../rosterfold.ts'
import { createBackoff } from './backoff.ts'
import { openConnection, type Connection } from './connection.ts'
import { createFlushing } from './flushing.ts'
import { pause, type LinkPlatform } from './platform.ts'
import { openRosterBook, type RosterStore } from './rosterbook.ts'
import { openRosterWriter, type AppendFailure, type BuildEntry } from './rosterwriter.ts'
import { runSession, type SessionEnd } from './session.ts'
import type { SpaceLine } from './space.ts'
import { statusOf, type LinkStatus, type StopReason } from './status.ts'
import { createTurns } from '../../core/turns.ts'

/** Ms: to be logged in, and to answer after a sleep. */
const LOGIN_PATIENCE = 10_000
const WAKE_PATIENCE = 3_000
/** Ms: without a word for so long a socket is asked whether it lives. */
const PULSE = 30_000
const PULSE_PATIENCE = 10_000
/** Ms: what does not mend itself is looked at again from time to time. */
const SELDOM = 300_000
const pauseBy: Partial<Record<StopReason, number>> = { diskFull: 30_000 }

export interface LinkDeps {
  readonly platform: LinkPlatform
  /** Of the relay: `https://host`. */
  readonly origin: string
  readonly device: DeviceKeys
  readonly rosterStore: RosterStore
  readonly replicas: readonly Replica[]
  readonly journal: Journal
  /** What adds this database as a device of its own, where it turns out to be a copy; null once the roster names it. */
  readonly addition?: BuildEntry
  readonly onStatus: (status: LinkStatus) => void
  readonly onRoster: (roster: Roster) => void
  /** Ms that the relay's clock is ahead of ours. */
  readonly onRelayTime: (ahead: number) => void
  readonly onAwareness: (spaceId: string, sealed: Uint8Array) => void
}

/** One device's line to the relay: it connects, comes back, and keeps every space as the relay has it. */
export interface Link {
  readonly status: () => LinkStatus
  readonly roster: () => Roster
  /** An edit of so many bytes waits in the outbox. */
  readonly edited: (bytes: number) => void
  /** Sends what waits at once: a phone that hides the app may end it any time. */
  readonly flush: () => void
  /** Somebody else looks at the same records. */
  readonly setAccompanied: (isAccompanied: boolean) => void
  /** The page is seen again, or the network is back. */
  readonly wake: () => void
  readonly appendRoster: (build: BuildEntry) => Promise<Result<Roster, AppendFailure>>
  readonly sendAwareness: (spaceId: string, sealed: Uint8Array<ArrayBuffer>) => void
  readonly close: () => void
}

/** What no reconnecting changes. */
const finalReasons: readonly StopReason[] = ['revoked', 'copied']

export const openLink = async (deps: LinkDeps): Promise<Result<Link, RosterFailure>> => {
  const { platform, origin, device, replicas, journal, onStatus, onRoster, onRelayTime, onAwareness } = deps
  const { after, now, random, crypto } = platform
  const opened = await openRosterBook(crypto, deps.rosterStore)
  if (!opened.ok) return opened
  const book = opened.value
  const writer = openRosterWriter(platform, book)
  const backoff = createBackoff(random)
  const spaces = replicas.map((replica) => ({ replica, turns: createTurns() }))

  let connection: Connection | null = null
  let lines: readonly SpaceLine[] | null = null
  let stopped: StopReason | null = null
  let cancelRetry: (() => void) | null = null
  let isClosed = false
  /** The page was woken and its socket was dead: people look at it. */
  let isRushed = false
  let shown: LinkStatus = { kind: 'connecting', done: 0, total: 0 }

  const statusNow = (): LinkStatus => {
    if (stopped !== null) return { kind: 'stopped', why: stopped }
    if (connection === null) return { kind: 'offline' }
    return lines === null
      ? { kind: 'connecting', done: 0, total: 0 }
      : statusOf(
          lines.map((line) => line.standing()),
          flushing.waiting(),
        )
  }

  const show = () => {
    // Whoever becomes live seals all that waits.
    if (shown.kind === 'connecting' && lines?.every((line) => line.standing().isLive) === true) flushing.sealed()
    const next = statusNow()
    if (next.kind !== 'offline' && next.kind !== 'connecting' && next.kind !== 'stopped') backoff.reset()
    if (isClosed || JSON.stringify(next) === JSON.stringify(shown)) return
    shown = next
    onStatus(next)
  }

  const flushing = createFlushing(after, () => {
    for (const line of lines ?? []) line.flush()
    return lines !== null
  })

  /** Asks now and then whether a silent socket lives. */
  const pulse = async (socket: Connection) => {
    while (socket.isOpen()) {
      await pause(after, PULSE, socket.signal)
      socket.probe(PULSE_PATIENCE)
    }
  }

  const ended = (end: SessionEnd) => {
    connection = null
    lines = null
    writer.setConnection(null)
    stopped = end.kind === 'stopped' ? end.why : null
    if (end.kind === 'stopped') journal.note('sync.stopped', end.why)
    show()
    if (isClosed || (stopped !== null && finalReasons.includes(stopped))) return
    if (isRushed) connect()
    else cancelRetry = after(backoff.next(end.kind === 'cut' ? end.retryAfter : (pauseBy[end.why] ?? SELDOM)), connect)
  }

  const connect = () => {
    cancelRetry?.()
    cancelRetry = null
    isRushed = false
    if (isClosed || connection !== null) return
    const socket = openConnection(platform, origin)
    connection = socket
    const cancelPatience = after(LOGIN_PATIENCE, socket.close)
    socket.signal.addEventListener('abort', cancelPatience)
    show()
    void runSession({
      platform,
      connection: socket,
      origin,
      workspaceId: book.roster().workspaceId,
      device,
      book,
      spaces,
      addition: deps.addition ?? (() => Promise.resolve(null)),
      onWelcome: (welcome) => {
        cancelPatience()
        void pulse(socket)
        onRelayTime(welcome.now - now())
      },
      onReady: (ready) => {
        stopped = null
        lines = ready
        writer.setConnection(socket)
        show()
      },
      onRefusedEntry: writer.refused,
      onAwareness: ({ space, sealed }) => onAwareness(space, sealed),
      onMissing: ({ device, counter }) => journal.note('sync.missing', `${device} ${counter}`),
      onChange: show,
      onError: (error) => journal.note('sync.failed', error instanceof Error ? error.name : 'unknown'),
    }).then(ended)
  }

  book.onMove(() => onRoster(book.roster()))
  connect()

  return ok({
    status: () => shown,
    roster: book.roster,
    edited: (bytes) => {
      flushing.edited(bytes)
      show()
    },
    flush: flushing.flush,
    setAccompanied: flushing.setAccompanied,
    wake: () => {
      if (connection === null && !(stopped !== null && finalReasons.includes(stopped))) connect()
      else
        connection?.probe(WAKE_PATIENCE, () => {
          isRushed = true
        })
    },
    appendRoster: writer.append,
    sendAwareness: (space, sealed) => connection?.send({ type: 'awareness', space, sealed }),
    close: () => {
      isClosed = true
      cancelRetry?.()
      flushing.stop()
      connection?.close()
    },
  })
}
