import { decodeFrame, type Frame, type Refusal, type WireError } from '../src/sync/wire.ts'
import { passOn } from './awareness.ts'
import { limits } from './limits.ts'
import type { Log } from './log.ts'
import { greet, logIn, type LoginDeps } from './login.ts'
import type { Metrics } from './metrics.ts'
import { push } from './push.ts'
import { appendToRoster } from './rosterappend.ts'
import { CLOSED, dismiss, openSession, refuse, send, type Line, type Session } from './session.ts'
import { deliver, subscribe } from './subscribe.ts'
import { createWorkspaces } from './workspace.ts'

/** The rules of the relay, without sockets: it orders, stores, forwards, and checks who may read and write. */
export interface Relay {
  readonly connect: (line: Line) => Connection
  /** Whose socket was given this token. */
  readonly sessionOf: (token: string) => Session | null
  readonly levels: () => Readonly<Record<string, number>>
  /** Tells everyone to come back later. */
  readonly stop: () => void
}

export interface Connection {
  readonly receive: (frame: Uint8Array) => void
  /** A founder is not, until the workspace is there: anyone may say that they bring one. */
  readonly isLoggedIn: () => boolean
  readonly closed: () => void
}

export interface RelayDeps {
  readonly crypto: Crypto
  readonly log: Log
  /** Epoch ms. */
  readonly now: () => number
  readonly takesNew: boolean
  readonly metrics: Metrics
  /** Of bugs and disks; nothing that a stranger can cause at will. */
  readonly onError: (error: unknown) => void
}

const refusalByWireError: Record<Exclude<WireError, 'unknown'>, Refusal> = {
  tooLarge: 'tooLarge',
  otherVersion: 'otherVersion',
  malformed: 'malformed',
}

export const createRelay = ({ crypto, log, now, takesNew, metrics, onError }: RelayDeps): Relay => {
  const workspaces = createWorkspaces(log, crypto)
  const sessions = new Set<Session>()
  const byToken = new Map<string, Session>()

  const deps: LoginDeps = {
    crypto,
    log,
    workspaces,
    now,
    takesNew,
    onLogin: (session) => {
      byToken.set(session.token, session)
      if (session.workspace?.roster) session.line.loggedIn()
      metrics.add('logins')
    },
  }

  log.listen((place, run) => {
    const workspace = workspaces.get(place.workspace)
    if (workspace) metrics.add('entries_delivered', deliver(workspace, place, run))
  })

  const handle = (session: Session, frame: Frame): void | Promise<void> => {
    if (frame.type === 'hello') {
      greet(deps, session, frame)
      return
    }
    if (frame.type === 'auth') return logIn(deps, session, frame)
    if (frame.type === 'ping') {
      send(session, { type: 'pong', id: frame.id, now: now() })
      return
    }
    const { who, workspace } = session
    if (who === null || workspace === null) {
      dismiss(session, { answers: frame.type, refusal: 'unauthorized' })
      return
    }
    if (frame.type === 'rosterAppend') return appendToRoster(deps, session, workspace, frame)
    const { roster } = workspace
    if (who.kind !== 'device' || roster === null) {
      refuse(session, { answers: frame.type, refusal: 'forbidden' })
      return
    }
    if (frame.type === 'push') return push(deps, session, roster, who.device, frame)
    if (frame.type === 'sub') return subscribe({ log, onError }, session, workspace, roster, who.device, frame)
    if (frame.type === 'awareness') passOn(session, workspace, roster, who.device, frame, now())
    else refuse(session, { answers: frame.type, refusal: 'malformed' })
  }

  const read = (session: Session, bytes: Uint8Array): Frame | null => {
    if (session.who === null && bytes.length > limits.strangerFrameBytes) {
      dismiss(session, { answers: 'hello', refusal: 'tooLarge' })
      return null
    }
    const frame = decodeFrame(bytes)
    if (frame.ok) return frame.value
    // A type of a later version is passed over; it says nothing that this relay could answer.
    if (frame.error !== 'unknown') dismiss(session, { answers: 'hello', refusal: refusalByWireError[frame.error] })
    return null
  }

  const connect = (line: Line): Connection => {
    const session = openSession(line, crypto, () => metrics.add('refusals'))
    const waiting: Uint8Array[] = []
    let isBusy = false
    let isPaused = false
    sessions.add(session)
    metrics.add('connections')

    /** One frame after the other, whatever each has to wait for. */
    const drain = async (): Promise<void> => {
      isBusy = true
      for (let bytes = waiting.shift(); bytes !== undefined && session.isOpen; bytes = waiting.shift()) {
        const frame = read(session, bytes)
        const work = frame === null ? undefined : handle(session, frame)
        if (work !== undefined) await work
        if (isPaused && waiting.length === 0) {
          isPaused = false
          line.resume()
        }
      }
      isBusy = false
    }

    return {
      receive: (bytes) => {
        metrics.add('frames_received')
        metrics.add('bytes_received', bytes.length)
        waiting.push(bytes)
        if (!isPaused && waiting.length > limits.waitingFrames) {
          isPaused = true
          line.pause()
        }
        if (isBusy) return
        drain().catch((error: unknown) => {
          metrics.add('errors')
          onError(error)
          session.isOpen = false
          line.close(CLOSED.tooSlow, 'error')
        })
      },
      isLoggedIn: () => session.who !== null && session.workspace?.roster !== null,
      closed: () => {
        session.isOpen = false
        waiting.length = 0
        sessions.delete(session)
        byToken.delete(session.token)
        workspaces.leave(session)
      },
    }
  }

  return {
    connect,
    sessionOf: (token) => byToken.get(token) ?? null,
    levels: () => {
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
      return {
        sockets: sessions.size,
        strangers: [...sessions].filter(({ who }) => who === null).length,
        workspaces_open: workspaces.count(),
        resident_bytes: rss,
        heap_bytes: heapUsed,
        buffer_bytes: arrayBuffers,
      }
    },
    stop: () => {
      for (const { line } of sessions) line.close(CLOSED.restarting, 'restarting')
    },
  }
}
