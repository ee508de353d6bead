import type { Missing, Replica } from '../replica.ts'
import { refusals, type Cursor, type FrameOf } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { PackLine } from './packs.ts'
import { pause, type LinkPlatform } from './platform.ts'
import type { RosterBook } from './rosterbook.ts'
import type { StopReason } from './status.ts'

/** Ms: roster before data, but a relay that keeps a roster entry back does not keep us waiting for ever. */
const ROSTER_PATIENCE = 10_000
const FULL_PAUSE = 30_000
const RETRY = 1_000
/** Gaps in a row without any entry taken between them. */
const MAX_GAPS = 3

export interface PullDeps {
  readonly platform: Pick<LinkPlatform, 'after'>
  readonly connection: Connection
  readonly replica: Replica
  readonly book: RosterBook
  readonly packs: PackLine
  /** Work of this space, one after the other. */
  readonly inTurn: (work: () => Promise<void>) => void
  /** Everything that the relay had is here; false where the subscription begins anew. */
  readonly onLive: (isLive: boolean) => void
  readonly onMissing: (missing: Missing) => void
  readonly onChange: () => void
}

/** One space's subscription on one socket. `hear` is to be called in the space's turn. */
export interface Pulling {
  readonly start: () => void
  readonly hear: (frame: FrameOf<'subok'> | FrameOf<'entry'> | FrameOf<'live'> | FrameOf<'error'>) => Promise<void>
  readonly isLive: () => boolean
  readonly done: () => number
  readonly total: () => number
  readonly trouble: () => StopReason | null
}

export const openPulling = (deps: PullDeps): Pulling => {
  const { platform, connection, replica, book, packs, inTurn, onLive, onMissing, onChange } = deps
  let state: 'idle' | 'subscribing' | 'catchingUp' | 'live' = 'idle'
  let at: Cursor | null = null
  let total = 0
  let gaps = 0
  let step = 1
  let trouble: StopReason | null = null

  const setTrouble = (why: StopReason | null) => {
    trouble = why
    onChange()
  }

  const stop = (why: StopReason) => {
    state = 'idle'
    onLive(false)
    setTrouble(why)
  }

  const ask = (cursor: Cursor) => {
    at = cursor
    state = 'subscribing'
    onLive(false)
    connection.send({ type: 'sub', space: replica.spaceId, cursor })
  }

  const subscribe = async () => {
    const cursor = await replica.cursor()
    if (connection.isOpen()) ask(cursor)
  }

  const subscribeAfter = (ms: number) => void pause(platform.after, ms, connection.signal).then(() => inTurn(subscribe))

  /** The relay has lost what we hold, or shows another log: steps back, longer ones each time, until both hold the same. */
  const walkBack = async (relaySeq: number) => {
    const held = at?.seq ?? 0
    if (held === 0) {
      connection.close()
      return
    }
    const cursor = await replica.walkBack(Math.max(0, Math.min(relaySeq, held - step)))
    step = relaySeq < held ? step : step * 2
    if (connection.isOpen()) ask(cursor)
  }

  const refused = async ({ status, seq, retryAfter }: FrameOf<'error'>) => {
    if (state !== 'subscribing') return
    if (status === refusals.conflict) await walkBack(seq)
    else if (status === refusals.forbidden) stop('forbidden')
    else subscribeAfter(Math.max(RETRY, retryAfter))
  }

  const gap = async () => {
    gaps += 1
    if (gaps > MAX_GAPS) connection.close()
    else await subscribe()
  }

  const rosterMoved = () => pause(platform.after, ROSTER_PATIENCE, connection.signal, book.onMove)

  const take = async ({ seq, entries }: FrameOf<'entry'>): Promise<void> => {
    const roster = book.roster()
    const taken = await replica.receive(seq, entries, roster, packs.get)
    if (!connection.isOpen()) return
    if (taken.ok) {
      at = taken.value
      taken.value.missing.forEach(onMissing)
      total = Math.max(total, at.seq)
      gaps = 0
      setTrouble(null)
      return
    }
    if (taken.error === 'gap') return gap()
    if (taken.error === 'copied') {
      // The next session begins by becoming a device of its own.
      connection.close()
      return
    }
    if (taken.error === 'diskFull') {
      // What waits to be sent may go on.
      state = 'idle'
      setTrouble('diskFull')
      subscribeAfter(FULL_PAUSE)
      return
    }
    if (taken.error === 'twoHistories') {
      stop('twoHistories')
      return
    }
    if (book.roster() === roster) await rosterMoved()
    if (!connection.isOpen()) return
    if (book.roster() !== roster) return take({ type: 'entry', space: replica.spaceId, seq, entries })
    stop('twoHistories')
  }

  const live = async ({ seq }: FrameOf<'live'>) => {
    if ((at?.seq ?? 0) < seq) return gap()
    state = 'live'
    onLive(true)
    onChange()
  }

  return {
    start: () => inTurn(subscribe),
    // What comes between a SUB and its answer belongs to the subscription before it.
    hear: async (frame) => {
      if (frame.type === 'error') await refused(frame)
      else if (frame.type === 'subok' && state === 'subscribing') {
        state = 'catchingUp'
        step = 1
        total = Math.max(total, frame.seq)
        onChange()
      } else if (frame.type === 'entry' && (state === 'catchingUp' || state === 'live')) await take(frame)
      else if (frame.type === 'live' && state === 'catchingUp') await live(frame)
    },
    isLive: () => state === 'live',
    done: () => at?.seq ?? 0,
    total: () => total,
    trouble: () => trouble,
  }
}
