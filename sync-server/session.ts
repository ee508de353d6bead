import { hex, type Bytes } from '../src/core/bytes.ts'
import type { Roster } from '../src/sync/roster.ts'
import { encodeFrame, refusals, type Frame, type FrameType, type Refusal } from '../src/sync/wire.ts'
import { bucketOf, limits, type Bucket } from './limits.ts'
import type { RosterRow } from './log.ts'

/** One socket, as the rules see it. */
export interface Line {
  /** What its device may call this relay. */
  readonly origins: readonly string[]
  /** `sent` is called once it has left this process, or never will. */
  readonly send: (frame: Bytes, sent?: () => void) => void
  /** Bytes that wait to be sent. */
  readonly queued: () => number
  readonly close: (code: number, reason: string) => void
  /** Stops and goes on reading what comes in. */
  readonly pause: () => void
  readonly resume: () => void
  /** It is no stranger any more. */
  readonly loggedIn: () => void
}

/** A founder brings a workspace that the relay does not hold; an invite may read the roster and join, no more. */
export type Who =
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'invite'; readonly invite: string }
  | { readonly kind: 'founder'; readonly device: string }

export interface Greeting {
  readonly workspaceId: string
  readonly key: Bytes
  readonly nonce: Bytes
}

/** Where a device stands in a space's log. */
export interface Subscription {
  readonly space: string
  /** The next entry to be sent. */
  next: number
  /** The last entry that the feed told of while pages were still being sent. */
  fed: number
  isLive: boolean
}

export interface Session {
  readonly line: Line
  readonly onRefusal: () => void
  readonly token: string
  isOpen: boolean
  greeting: Greeting | null
  who: Who | null
  workspace: Workspace | null
  /** Entries of the roster that the device held when it came, by its own word. */
  rosterHeld: number
  readonly subscriptions: Map<string, Subscription>
  readonly pushes: Bucket
  readonly bytes: Bucket
  readonly awareness: Bucket
  /** Until then (epoch ms) pushes get this answer. */
  held: { readonly until: number; readonly refusal: Refusal } | null
  /** Pages are sent for one space after the other. */
  catchingUp: Promise<void>
}

/** A workspace with somebody connected: its roster and who listens. It is let go of with its last session. */
export interface Workspace {
  readonly id: string
  /** Null until its first entry arrives. */
  roster: Roster | null
  readonly rows: RosterRow[]
  readonly sessions: Set<Session>
  readonly listeners: Map<string, Set<Session>>
  /** Roster entries are judged one after the other. */
  turn: Promise<void>
}

export const openSession = (line: Line, crypto: Crypto, onRefusal: () => void): Session => ({
  line,
  onRefusal,
  token: hex(crypto.getRandomValues(new Uint8Array(32))),
  isOpen: true,
  greeting: null,
  who: null,
  workspace: null,
  rosterHeld: 0,
  subscriptions: new Map(),
  pushes: bucketOf(limits.push),
  bytes: bucketOf(limits.bytes),
  awareness: bucketOf(limits.awareness),
  held: null,
  catchingUp: Promise.resolve(),
})

export const send = ({ line, isOpen }: Session, frame: Frame): void => {
  if (isOpen) line.send(encodeFrame(frame))
}

/** WebSocket close codes. */
export const CLOSED = { restarting: 1001, refused: 1008, tooLarge: 1009, tooSlow: 1013 } as const

export interface Refused {
  readonly answers: FrameType
  readonly refusal: Refusal
  readonly about?: string
  readonly retryAfter?: number
  readonly seq?: number
}

export const refuse = (session: Session, { answers, refusal, about = '', retryAfter = 0, seq = 0 }: Refused): void => {
  session.onRefusal()
  send(session, { type: 'error', status: refusals[refusal], answers, about, retryAfter, seq })
}

/** The last word to this socket. */
export const dismiss = (session: Session, refused: Refused): void => {
  refuse(session, refused)
  // Whatever still arrives while it closes is not heard.
  session.isOpen = false
  session.line.close(CLOSED.refused, refused.refusal)
}
