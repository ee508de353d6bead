import type { Bytes } from '../../core/bytes.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Roster } from '../roster.ts'
import { rosterHash } from '../rosterentry.ts'
import { refusals, type FrameOf } from '../wire.ts'
import type { Connection } from './connection.ts'
import { pause, type LinkPlatform } from './platform.ts'
import type { RosterBook } from './rosterbook.ts'
import { createTurns } from '../../core/turns.ts'

/** `offline`: nobody answered in time; what was sent may still turn up in the roster. `forbidden`, `gone`, `full`: the relay will not take it. */
export type AppendFailure = 'offline' | 'forbidden' | 'gone' | 'full'

/** Signs an entry on this roster; null where it makes no sense there any more. */
export type BuildEntry = (roster: Roster) => Promise<Bytes | null>

/** What this device adds to the roster. It counts once the relay has shown it to everyone: a race that was lost is made anew on the new head. */
export interface RosterWriter {
  readonly append: (build: BuildEntry) => Promise<Result<Roster, AppendFailure>>
  /** The rosters have met on this socket; null as it ends. */
  readonly setConnection: (connection: Connection | null) => void
  readonly refused: (frame: FrameOf<'error'>) => void
}

/** Ms. */
const PATIENCE = 15_000
const RETRY = 1_000

const failureByStatus = new Map<number, AppendFailure>([
  [refusals.forbidden, 'forbidden'],
  [refusals.gone, 'gone'],
  [refusals.full, 'full'],
  [refusals.tooLarge, 'full'],
])

export const openRosterWriter = ({ crypto, after }: Pick<LinkPlatform, 'crypto' | 'after'>, book: RosterBook): RosterWriter => {
  let connection: Connection | null = null
  let waiting: (() => void) | null = null
  let refusal: FrameOf<'error'> | null = null
  const turns = createTurns()
  const stir = () => waiting?.()
  book.onMove(stir)

  const stirred = () =>
    new Promise<void>((resolve) => {
      waiting = resolve
    })

  const append = async (build: BuildEntry, late: AbortSignal): Promise<Result<Roster, AppendFailure>> => {
    let entry: Bytes | null = null
    let hash = ''
    let sentOn: Connection | null = null
    for (let builtOn = ''; ;) {
      const roster = book.roster()
      if (roster.places.has(hash)) return ok(roster)
      const refused = refusal?.about === hash ? refusal : null
      refusal = null
      const failure = refused && failureByStatus.get(refused.status)
      if (failure) return err(failure)
      if (late.aborted) return err('offline')
      if (refused?.status === refusals.tooMany) {
        sentOn = null
        await pause(after, Math.max(RETRY, refused.retryAfter), late)
      } else if (builtOn !== roster.head) {
        entry = await build(roster)
        if (entry === null) return err('forbidden')
        hash = await rosterHash(crypto, entry)
        builtOn = roster.head
        sentOn = null
      } else {
        const change = stirred()
        if (connection !== null && sentOn !== connection && entry !== null) {
          sentOn = connection
          connection.send({ type: 'rosterAppend', entry })
        }
        await change
      }
    }
  }

  const appendInTime = async (build: BuildEntry): Promise<Result<Roster, AppendFailure>> => {
    const late = new AbortController()
    const cancel = after(PATIENCE, () => {
      late.abort()
      stir()
    })
    const appended = await append(build, late.signal)
    cancel()
    return appended
  }

  return {
    append: (build) => turns(() => appendInTime(build)),
    setConnection: (next) => {
      connection = next
      stir()
    },
    refused: (frame) => {
      refusal = frame
      stir()
    },
  }
}
