import { accessOf, type Roster } from '../src/sync/roster.ts'
import { encodeFrame, MAX_AWARENESS, type FrameOf } from '../src/sync/wire.ts'
import { limits } from './limits.ts'
import { refuse, type Session, type Workspace } from './session.ts'

/** Who is here and where: passed on to whoever listens to the space, and kept nowhere. What is too much is dropped, the next one says it again. */
export const passOn = (
  session: Session,
  { listeners }: Workspace,
  roster: Roster,
  device: string,
  frame: FrameOf<'awareness'>,
  now: number,
): void => {
  const { space, sealed } = frame
  if (accessOf(roster, device, space) === 'none') {
    refuse(session, { answers: 'awareness', refusal: 'forbidden', about: space })
    return
  }
  if (sealed.length > MAX_AWARENESS) {
    refuse(session, { answers: 'awareness', refusal: 'tooLarge', about: space })
    return
  }
  if (session.awareness.take(1, now) > 0) return
  const bytes = encodeFrame(frame)
  for (const other of listeners.get(space) ?? [])
    if (other !== session && other.isOpen && other.line.queued() < limits.awarenessQueueBytes) other.line.send(bytes)
}
