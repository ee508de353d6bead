import type { Bytes } from '../src/core/bytes.ts'
import type { Result } from '../src/core/result.ts'
import type { Entry } from '../src/sync/entry.ts'
import type { Cursor } from '../src/sync/wire.ts'

/** One space's log. */
export interface Place {
  readonly workspace: string
  readonly space: string
}

/** Entries in a row as the wire carries them: each with its length in front. */
export interface Run {
  /** Of the first. */
  readonly seq: number
  readonly count: number
  readonly bytes: Bytes
}

export interface Page extends Run {
  /** Nothing followed when it was read. */
  readonly isLast: boolean
}

export interface RosterRow {
  readonly bytes: Bytes
  /** When the relay took it, epoch ms by its clock. */
  readonly at: number
}

/** What the log itself looks at in an entry. */
export type Arrived = Pick<Entry, 'msgId' | 'device' | 'counter' | 'body'>

/** Nothing more fits on the disk, or in what the operator allows. */
export type Full = 'full'

/**
 * Where the relay keeps what it may not read: ordered logs of sealed entries, rosters, packs. It answers in promises, and tells of what was appended
 * through a feed, so that an engine on other machines can stand behind it.
 */
export interface Log {
  /** Resolves once it is durable, with its place in the log; a message that is there already keeps the place it has. */
  readonly append: (place: Place, entry: Arrived, bytes: Bytes) => Promise<Result<Cursor, Full>>
  /** Hears every run once it is durable, in order within a space, before the promises of its entries resolve. */
  readonly listen: (listener: (place: Place, run: Run) => void) => void
  readonly find: (place: Place, msgId: string) => Promise<Cursor | null>
  /** The last entry. */
  readonly last: (place: Place) => Promise<Cursor>
  /** The chain's hash there; null beyond the end. */
  readonly hashAt: (place: Place, seq: number) => Promise<Bytes | null>
  /** What follows `after`: at most 500 entries or 256 KiB, but at least one entry if there is one. */
  readonly page: (place: Place, after: number) => Promise<Page>
  /** The highest push counter of a device in each space of a workspace. */
  readonly counters: (workspace: string, device: string) => Promise<readonly { readonly space: string; readonly counter: number }[]>
  readonly roster: (workspace: string) => Promise<readonly RosterRow[]>
  /** `moved`: another entry took the place. */
  readonly appendRoster: (workspace: string, place: number, row: RosterRow) => Promise<Result<null, Full | 'moved'>>
  /** `conflict`: other bytes lie under that id. */
  readonly putPack: (place: Place, id: string, bytes: Bytes) => Promise<Result<null, Full | 'conflict'>>
  readonly pack: (place: Place, id: string) => Promise<Bytes | null>
  /** Commits what waits, then lets go of everything. */
  readonly close: () => Promise<void>
}
