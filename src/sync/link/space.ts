import type { Missing, Replica } from '../replica.ts'
import type { FrameOf } from '../wire.ts'
import type { Connection } from './connection.ts'
import { openPackLine } from './packs.ts'
import type { LinkPlatform } from './platform.ts'
import { openPulling } from './pulling.ts'
import { openPushing } from './pushing.ts'
import type { RosterBook } from './rosterbook.ts'
import type { SpaceStanding } from './status.ts'
import type { Turns } from '../../core/turns.ts'

export interface SpaceDeps {
  readonly platform: LinkPlatform
  readonly connection: Connection
  readonly origin: string
  /** From the welcome. */
  readonly token: string
  readonly replica: Replica
  /** Outlives the socket: what the last one began in this space ends before the next one goes on. */
  readonly turns: Turns
  readonly book: RosterBook
  readonly fail: (error: unknown) => void
  readonly onMissing: (missing: Missing) => void
  readonly onChange: () => void
}

export type SpaceFrame = FrameOf<'subok'> | FrameOf<'entry'> | FrameOf<'live'> | FrameOf<'ack'>

/** One space on one socket: pulled until live, then pushed. */
export interface SpaceLine {
  readonly spaceId: string
  readonly start: () => void
  readonly hear: (frame: SpaceFrame) => void
  /** Whether the refusal was about this space. */
  readonly hearRefusal: (frame: FrameOf<'error'>) => boolean
  readonly flush: () => void
  readonly standing: () => SpaceStanding
}

export const openSpaceLine = (deps: SpaceDeps): SpaceLine => {
  const { platform, connection, origin, token, replica, turns, fail } = deps
  const { spaceId } = replica
  const inTurn = (work: () => Promise<void>) => void turns(async () => (connection.isOpen() ? work() : undefined)).catch(fail)
  const packs = openPackLine(platform, origin, spaceId, token, connection.signal)
  const pushing = openPushing({ ...deps, packs, inTurn })
  const pulling = openPulling({ ...deps, packs, inTurn, onLive: pushing.setLive })

  return {
    spaceId,
    start: pulling.start,
    hear: (frame) => inTurn(() => (frame.type === 'ack' ? pushing.acked(frame) : pulling.hear(frame))),
    hearRefusal: (frame) => {
      const { answers, about } = frame
      const isPush = answers === 'push' && (about === spaceId || pushing.knows(about))
      if (isPush) inTurn(() => pushing.refused(frame))
      else if (answers === 'sub' && about === spaceId) inTurn(() => pulling.hear(frame))
      else return false
      return true
    },
    flush: pushing.flush,
    standing: () => ({
      isLive: pulling.isLive(),
      done: pulling.done(),
      total: pulling.total(),
      waiting: pushing.waiting(),
      isSealing: pushing.isSealing(),
      trouble: pulling.trouble() ?? pushing.trouble(),
    }),
  }
}
