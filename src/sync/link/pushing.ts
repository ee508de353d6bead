import type { Pending, Replica } from '../replica.ts'
import { MAX_ENTRY, refusals, type FrameOf } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { PackLine } from './packs.ts'
import { pause, type LinkPlatform } from './platform.ts'
import type { RosterBook } from './rosterbook.ts'
import type { StopReason } from './status.ts'

/** On their way at a time: enough for a long line, and less than the relay lets through at once. */
const WINDOW = 64
const WINDOW_BYTES = 2 * 1024 * 1024
/** Ms. */
const RETRY = 1_000

export interface PushDeps {
  readonly platform: Pick<LinkPlatform, 'after'>
  readonly connection: Connection
  readonly replica: Replica
  readonly book: RosterBook
  readonly packs: PackLine
  readonly inTurn: (work: () => Promise<void>) => void
  /** Of the database or a bug: this socket is of no more use. */
  readonly fail: (error: unknown) => void
  readonly onChange: () => void
}

/** What one space sends on one socket. `acked` and `refused` are to be called in the space's turn. */
export interface Pushing {
  /** Only where everything of others is here: a push carries what its author had seen. */
  readonly setLive: (isLive: boolean) => void
  /** Seals what waits and sends it. */
  readonly flush: () => void
  readonly acked: (frame: FrameOf<'ack'>) => Promise<void>
  /** A refusal names the message only, not the space. */
  readonly refused: (frame: FrameOf<'error'>) => Promise<void>
  readonly knows: (msgId: string) => boolean
  readonly waiting: () => number
  /** The outbox is being looked at: something may wait there. */
  readonly isSealing: () => boolean
  readonly trouble: () => StopReason | null
}

export const openPushing = ({ platform, connection, replica, book, packs, inTurn, fail, onChange }: PushDeps): Pushing => {
  /** Not acknowledged, oldest first. */
  let queue: readonly Pending[] = []
  const sent = new Set<string>()
  const uploaded = new Set<string>()
  let isLive = false
  let isHeld = false
  /** What waits in the outbox is being looked at: something may be there. */
  let isSealing = false
  let isPumping = false
  /** It takes nothing more until it has room; what it has taken since says that it has. */
  let isRelayFull = false
  let trouble: StopReason | null = null

  const maySend = () => connection.isOpen() && isLive && !isHeld && trouble === null

  const refill = async () => {
    isSealing = true
    const pending = await replica.outgoing(book.roster().head)
    if (!connection.isOpen()) return
    queue = pending
    isSealing = false
    onChange()
    pump()
  }

  const flush = () => {
    if (!isLive) return
    isSealing = true
    inTurn(refill)
  }

  /** After a refusal the relay refuses all that follows for a while: everything is sent again from the first, and it knows what it has. */
  const hold = (ms: number) => {
    if (isHeld) return
    isHeld = true
    sent.clear()
    void pause(platform.after, Math.max(RETRY, ms), connection.signal).then(() => {
      isHeld = false
      pump()
    })
  }

  const stop = (why: StopReason) => {
    trouble = why
    onChange()
  }

  const setRelayFull = (isFull: boolean) => {
    if (isRelayFull === isFull) return
    isRelayFull = isFull
    onChange()
  }

  const drop = (msgId: string) => {
    queue = queue.filter((pending) => pending.msgId !== msgId)
    sent.delete(msgId)
    onChange()
  }

  /** True once a push may be sent: no larger than the relay takes, and all its packs lie there. */
  const isReady = async ({ msgId, entry, packs: ids }: Pending): Promise<boolean> => {
    if (entry.length > MAX_ENTRY) {
      inTurn(() => refuse(msgId, 'tooLarge'))
      return false
    }
    for (const id of ids) {
      if (uploaded.has(id)) continue
      const bytes = await replica.packBytes(id)
      // One that an undo has taken back before it travelled is missed by nobody.
      const put = bytes === null ? 'done' : await packs.put(id, bytes)
      if (!connection.isOpen()) return false
      if (put === 'done') uploaded.add(id)
      else if (typeof put === 'object') {
        setRelayFull(put.isFull)
        hold(put.wait)
        return false
      } else {
        inTurn(() => refuse(msgId, put))
        return false
      }
    }
    return true
  }

  const nextToSend = (): Pending | undefined => {
    const flying = queue.filter(({ msgId }) => sent.has(msgId))
    const bytes = flying.reduce((sum, { entry }) => sum + entry.length, 0)
    if (flying.length >= WINDOW || bytes >= WINDOW_BYTES) return undefined
    return queue.find(({ msgId }) => !sent.has(msgId))
  }

  const send = async () => {
    isPumping = true
    try {
      for (let next = nextToSend(); next !== undefined && maySend(); next = nextToSend()) {
        if (!(await isReady(next))) return
        // It may have been settled, or the order begun anew, while packs were on their way.
        if (maySend() && nextToSend()?.msgId === next.msgId) {
          sent.add(next.msgId)
          connection.send({ type: 'push', space: replica.spaceId, entry: next.entry })
        }
      }
    } finally {
      isPumping = false // in the very turn of the last look: whoever adds after it starts anew
    }
  }

  const pump = () => {
    if (!isPumping) send().catch(fail)
  }

  const refuse = async (msgId: string, why: 'forbidden' | 'epochClosed' | 'tooLarge') => {
    await replica.refused(msgId, why)
    if (!connection.isOpen()) return
    drop(msgId)
    await refill()
  }

  return {
    setLive: (live) => {
      isLive = live
      sent.clear()
      if (live) flush()
    },
    flush,
    acked: async ({ msgId, cursor }) => {
      await replica.acked(msgId, cursor)
      if (!connection.isOpen()) return
      isRelayFull = false
      drop(msgId)
      pump()
    },
    refused: async ({ status, about, retryAfter }) => {
      if (status === refusals.tooMany || status === refusals.full) {
        if (status === refusals.full) setRelayFull(true)
        hold(retryAfter)
      } else if (status === refusals.forbidden) await refuse(about, 'forbidden')
      else if (status === refusals.epochClosed) await refuse(about, 'epochClosed')
      else if (status === refusals.tooLarge) await refuse(about, 'tooLarge')
      else if (status === refusals.otherVersion) stop('newer')
      // It does not know our roster's head: with the next socket it is told of it.
      else if (status === refusals.conflict) connection.close()
      else stop('malformed')
    },
    knows: (msgId) => queue.some((pending) => pending.msgId === msgId),
    waiting: () => queue.length,
    isSealing: () => isSealing,
    trouble: () => trouble ?? (isRelayFull && queue.length > 0 ? 'relayFull' : null),
  }
}
