import { entityOf, type Id } from '../../core/ids.ts'
import type { Entity } from '../../domain/entity.ts'
import type { Entered } from '../../sync/rooms/protocol.ts'
import type { Index } from '../indexing.ts'
import { entityOrThrow, refById, type Session } from '../session.ts'
import type { LiveLine } from '../syncing/liveline.ts'
import type { SyncControl } from '../syncing/syncing.ts'
import type { EnginePlatform } from '../workspace.ts'
import { openRoom, type Room } from './room.ts'

/** The records that this tab's page has open. */
export interface Rooms {
  /** The record's document, kept equal over the port from then on; null where there is none, or none that this person may write. */
  readonly enter: (id: Id, port: MessagePort) => Promise<Entered | null>
  readonly look: () => void
  readonly close: () => void
}

interface Deps {
  readonly session: Session
  readonly index: Index
  readonly platform: Pick<EnginePlatform, 'relay'>
  readonly mayWrite: (entity: Entity) => Promise<boolean>
  /** Null for the sample, which nobody else sees. */
  readonly syncing: () => Promise<SyncControl | null>
}

export const openRooms = ({ session, index, platform, mayWrite, syncing }: Deps): Rooms => {
  const rooms = new Map<Id, Room>()
  const stops: (() => void)[] = []
  let isClosed = false
  const control = syncing()
  const withLine = (work: (line: LiveLine) => void) => {
    void control.then((known) => {
      if (known !== null && !isClosed) work(known.live)
    })
  }
  withLine((known) => {
    stops.push(
      known.listen((said) => rooms.get(said.record)?.heard(said)),
      known.onBack(() => rooms.forEach((room) => room.announce())),
    )
  })

  const enter = async (id: Id, port: MessagePort): Promise<Entered | null> => {
    const entity = entityOrThrow(entityOf(id))
    await Promise.all([index.rows(), index.ensure('member', ['name'])])
    // Two documents under one client id would each say what the other denies.
    await rooms.get(id)?.end('replaced')
    const ref = refById(session, id)
    if (ref === null || !(await mayWrite(entity))) return null
    const state = (await session.store.states([ref])).get(id)
    if (state === undefined || state.version > (entity.manner.version ?? 1)) return null
    const room = openRoom({
      session,
      entity,
      ref,
      port,
      doc: state.doc,
      after: platform.relay.after,
      say: (message) => withLine((known) => known.say(ref.spaceId, id, message)),
      onEnd: () => rooms.delete(id),
    })
    rooms.set(id, room)
    return { doc: state.doc, client: session.store.slot.live }
  }

  let entering: Promise<unknown> = Promise.resolve()
  return {
    enter: (id, port) => {
      const entered = entering.then(() => enter(id, port))
      entering = entered.catch(() => undefined)
      return entered
    },
    look: () => rooms.forEach((room) => room.look()),
    close: () => {
      for (const room of rooms.values()) void room.end('left')
      for (const stop of stops) stop()
      isClosed = true
    },
  }
}
