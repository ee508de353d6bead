import type { Bytes } from '../core/bytes.ts'
import type { Result } from '../core/result.ts'
import type { Roster } from './roster.ts'
import type { Cursor } from './wire.ts'

/** A push that the relay has not acknowledged: the same bytes at every try. */
export interface Pending {
  readonly msgId: string
  readonly entry: Bytes
  /** Packs that must lie at the relay before it. */
  readonly packs: readonly string[]
}

/**
 * Why entries were not taken. `gap`: they do not follow the cursor. `twoHistories`: the relay showed others another log.
 * `copied`: another database writes as this device, and ours holds what it has not sent. `rosterFirst`: an entry names a roster head that we do not hold yet.
 */
export type Unreceived = 'gap' | 'copied' | 'twoHistories' | 'rosterFirst' | 'diskFull'

/** A push that its device counted and the log does not hold: refused, or dropped by somebody. */
export interface Missing {
  readonly device: string
  readonly counter: number
}

/** Where the log was taken to, and what it passed over on the way. */
export interface Received extends Cursor {
  readonly missing: readonly Missing[]
}

/** One space of this device as the link to the relay sees it. Every method may be called again after a cut; several tabs may hold one, the leading tab drives it. */
export interface Replica {
  readonly spaceId: string
  readonly cursor: () => Promise<Cursor>
  /** Seals what waits into pushes of at most 64 KiB of items, in the transaction that takes it out of the outbox; answers all unacknowledged ones, oldest first. */
  readonly outgoing: (rosterHead: string) => Promise<readonly Pending[]>
  readonly packBytes: (packId: string) => Promise<Bytes | null>
  readonly acked: (msgId: string, at: Cursor) => Promise<void>
  /**
   * Takes entries that begin at `from`: each followed by chain hash and verified against the roster, opened, merged; the cursor moves in the data's
   * transaction. What cannot be opened or read goes to quarantine and the rest goes on.
   */
  readonly receive: (
    from: number,
    entries: readonly Bytes[],
    roster: Roster,
    fetchPack: (packId: string) => Promise<Bytes | null>,
  ) => Promise<Result<Received, Unreceived>>
  /**
   * The relay does not know our cursor; its last entry is `seq`: back to the last place that both may hold. What it lost is sent again afterwards by
   * `outgoing`, others' entries too, in their order.
   */
  readonly walkBack: (seq: number) => Promise<Cursor>
  /** The relay will not take it. */
  readonly refused: (msgId: string, why: 'forbidden' | 'epochClosed' | 'tooLarge') => Promise<void>
  /** The highest push counter ever used here; a relay that holds a higher one has met a copy of this database. */
  readonly lastCounter: () => Promise<number>
  /** The log showed what this device never wrote, in its name. Nothing is sent any more. */
  readonly hasTwin: () => boolean
}
