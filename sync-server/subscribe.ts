import { areEqual, concat, type Bytes } from '../src/core/bytes.ts'
import { accessOf, type Roster } from '../src/sync/roster.ts'
import { encodeFrame, type FrameOf } from '../src/sync/wire.ts'
import { limits } from './limits.ts'
import type { Log, Place, Run } from './log.ts'
import { CLOSED, refuse, send, type Session, type Subscription, type Workspace } from './session.ts'
import { listen } from './workspace.ts'

/** A run as a frame: entries lie in the log as they travel, so none is read. */
const entryFrame = (space: string, { seq, bytes }: Run): Bytes => concat([encodeFrame({ type: 'entry', space, seq, entries: [] }), bytes])

interface SubscribeDeps {
  readonly log: Log
  readonly onError: (error: unknown) => void
}

export const subscribe = async (
  { log, onError }: SubscribeDeps,
  session: Session,
  workspace: Workspace,
  roster: Roster,
  device: string,
  { space, cursor }: FrameOf<'sub'>,
): Promise<void> => {
  const place = { workspace: workspace.id, space }
  if (accessOf(roster, device, space) === 'none') {
    refuse(session, { answers: 'sub', refusal: 'forbidden', about: space })
    return
  }
  if (!session.subscriptions.has(space) && session.subscriptions.size >= limits.subscriptions) {
    refuse(session, { answers: 'sub', refusal: 'tooMany', about: space })
    return
  }
  const hash = await log.hashAt(place, cursor.seq)
  const { seq } = await log.last(place)
  if (hash === null || !areEqual(hash, cursor.hash)) {
    refuse(session, { answers: 'sub', refusal: 'conflict', about: space, seq })
    return
  }
  const subscription: Subscription = { space, next: cursor.seq + 1, fed: 0, isLive: false }
  session.subscriptions.set(space, subscription)
  listen(workspace, space, session)
  send(session, { type: 'subok', space, seq })
  session.catchingUp = session.catchingUp
    .then(() => catchUp(log, session, place, subscription))
    .catch((error: unknown) => {
      onError(error)
      session.line.close(CLOSED.tooSlow, 'error')
    })
}

/** Pages, each once the one before has left, then live: from the very turn in which the last page was seen to be the last. */
const catchUp = async (log: Log, session: Session, place: Place, subscription: Subscription): Promise<void> => {
  const isWanted = () => session.isOpen && session.subscriptions.get(place.space) === subscription
  while (isWanted()) {
    const page = await log.page(place, subscription.next - 1)
    if (!isWanted()) return
    subscription.next += page.count
    const isLast = page.isLast && subscription.fed < subscription.next
    if (isLast) {
      if (page.count > 0) session.line.send(entryFrame(place.space, page))
      subscription.isLive = true
      send(session, { type: 'live', space: place.space, seq: subscription.next - 1 })
      return
    }
    await new Promise<void>((sent) => session.line.send(entryFrame(place.space, page), sent))
  }
}

/** Hands what was just committed to everyone who listens: one frame for all. Returns how many entries left. */
export const deliver = ({ listeners }: Workspace, place: Place, run: Run): number => {
  const frame = entryFrame(place.space, run)
  const end = run.seq + run.count - 1
  let delivered = 0
  for (const session of listeners.get(place.space) ?? []) {
    const subscription = session.subscriptions.get(place.space)
    if (subscription === undefined || !session.isOpen) continue
    if (!subscription.isLive) subscription.fed = end
    else if (end >= subscription.next) {
      subscription.next = end + 1
      delivered += run.count
      if (session.line.queued() > limits.queueBytes) session.line.close(CLOSED.tooSlow, 'tooSlow')
      else session.line.send(frame)
    }
  }
  return delivered
}
