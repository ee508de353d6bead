import { entityOf, type Id } from '../../core/ids.ts'
import type { Entered } from '../../sync/rooms/protocol.ts'
import type { OpenBook } from '../openbook.ts'
import { entityOrThrow, refById } from '../session.ts'
import type { LiveLine } from '../syncing/liveline.ts'
import type { EnginePlatform } from '../workspace.ts'
import { openRoom, type Room } from './room.ts'

/** The records that this tab's page has open. */
export interface Rooms {
  /** The record's document, kept equal over the port from then on; null where there is none, or none that this person may write. */
  readonly enter: (id: Id, port: MessagePort) => Promise<Entered | null>
}

type Book = Pick<OpenBook, 'session' | 'index' | 'mayWrite' | 'syncing' | 'ears'>
const opened = new WeakMap<Book, Rooms>()

export const roomsOf = (book: Book, platform: Pick<EnginePlatform, 'relay'>): Rooms => {
  const rooms = opened.get(book) ?? openRooms(book, platform)
  opened.set(book, rooms)
  return rooms
}

/** Nobody else sees the sample: it has no line to a relay. */
const openRooms = ({ session, index, mayWrite, syncing, ears }: Book, { relay }: Pick<EnginePlatform, 'relay'>): Rooms => {
  const rooms = new Map<Id, Room>()
  const control = syncing()
  ears.add(() => rooms.forEach((room) => room.look()))
  const withLine = (work: (line: LiveLine) => void) => {
    void control.then((known) => {
      if (known !== null) work(known.live)
    })
  }
  withLine((known) => {
    known.listen((said) => rooms.get(said.record)?.heard(said))
    known.onBack(() => rooms.forEach((room) => room.announce()))
  })

  const enter = async (id: Id, port: MessagePort): Promise<Entered | null> => {
    const entity = entityOrThrow(session, entityOf(id))
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
      after: relay.after,
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
  }
}
