import { areEqual, type Bytes } from '../../core/bytes.ts'
import { err, ok } from '../../core/result.ts'
import type { Entity } from '../../domain/entity.ts'
import type { RecordRef } from '../../store/directory.ts'
import type { State } from '../../store/state.ts'
import { isAnew, typeInto, updateSince, vectorOf } from '../../store/typing.ts'
import type { Said } from '../../sync/live.ts'
import {
  decodeRoomFrame,
  presenceFrame,
  pulseFrame,
  queryFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type Presence,
} from '../../sync/rooms/frames.ts'
import type { RoomEnd, RoomPost, RoomRequest } from '../../sync/rooms/protocol.ts'
import { applyCommit, type Session } from '../session.ts'
import type { RelayPlatform } from '../workspace.ts'
import { keepPeers } from './peers.ts'

/** An open record: its document in the page, kept equal to what is stored. */
export interface Room {
  /** Something was committed: it may concern this record. */
  readonly look: () => void
  readonly heard: (said: Said) => void
  /** The others may not know who is here. */
  readonly announce: () => void
  /** Resolves when everything that the page had said is kept, and nothing more will be taken from it. */
  readonly end: (why: RoomEnd) => Promise<void>
}

interface Deps {
  readonly session: Session
  readonly entity: Entity
  readonly ref: RecordRef
  readonly port: MessagePort
  /** Of the record as the page was given it. */
  readonly doc: Uint8Array
  readonly after: RelayPlatform['after']
  readonly say: (message: Bytes) => void
  readonly onEnd: () => void
}

/** Ms: the page's provider gives a line up that says nothing for 30 s. */
const PULSE = 10_000
/** Ms: a cursor on its way is told where it arrived. */
const TELL = 40
/** Ms without typing, after which the earlier wording is noted again. */
const SITTING = 300_000

export const openRoom = ({ session, entity, ref, port, doc, after, say, onEnd }: Deps): Room => {
  const { store, clock, now, titleOf } = session
  const author = { writer: store.slot.writer, clock }
  const post = (message: RoomPost) => port.postMessage(message)
  const postFrame = (frame: Bytes) => post({ kind: 'frame', frame })
  let told = doc
  let queue: Promise<unknown> = Promise.resolve()
  let isOver = false
  let willLook = false
  let typed: Uint8Array[] = []
  let own: Presence | null = null
  let cancelTelling: (() => void) | null = null
  const typedAt = new Map<string, number>()

  const turn = (work: () => Promise<void> | void): Promise<void> => {
    const done = queue.then(() => (isOver ? undefined : work())).catch(() => close(store.isOpen() ? 'refused' : 'left'))
    queue = done
    return done
  }

  const stateNow = async (): Promise<State | undefined> => (await store.states([ref])).get(ref.id)

  const tell = (now: Uint8Array) => {
    if (areEqual(now, told)) return
    postFrame(updateFrame(updateSince(now, vectorOf(told))))
    told = now
    // A text and its line of history are in no column: whoever shows the record is told here.
    session.announce([{ entity: ref.entity, rows: [session.tables.rows(ref.entity).rowOf(ref.id)], columns: new Set() }], false)
  }

  /** Everything typed since the last turn goes in one commit. */
  const keep = async () => {
    const updates = typed
    typed = []
    if (updates.length === 0) return
    let paths: readonly string[] = []
    const isNoted = (path: string) => now() - (typedAt.get(path) ?? -Infinity) < SITTING
    const committed = await store.commit<'gone' | 'newerApp' | 'gap' | 'tooLarge' | 'nothing'>(async (look) => {
      const state = await look.state(ref)
      if (state === null) return err('gone')
      if (state.version > (entity.manner.version ?? 1)) return err('newerApp')
      const written = typeInto(entity, state, updates, author, isNoted)
      if (!written.ok) return written
      if (written.value === null) return err('nothing')
      const { update, history } = written.value
      paths = written.value.paths
      return ok({ writes: [{ ref, state: written.value.state, delta: { update, history } }], lastClock: written.value.clock })
    })
    if (!committed.ok && committed.error !== 'nothing') {
      close('refused')
      return
    }
    for (const path of paths) typedAt.set(path, now())
    if (committed.ok) applyCommit(session, committed.value, false) // the page has painted it
    post({ kind: 'kept', count: updates.length })
  }

  const peers = keepPeers({ own: store.slot.live, nameOf: titleOf, after, onGone: (gone) => postFrame(presenceFrame([gone])) })

  let clockSaid = 0
  /** A client id outlives its documents: what it says is newer than what it said in any before. */
  const sayOwn = () => {
    cancelTelling?.()
    cancelTelling = null
    if (own === null) return
    clockSaid = Math.max(clockSaid + 1, now())
    say(presenceFrame([{ ...own, clock: clockSaid }]))
    if (own.state === null) own = null
  }
  const present = (all: readonly Presence[]) => {
    // The provider repeats what it hears of others; each says its own.
    const mine = all.find(({ client }) => client === store.slot.live)
    if (mine === undefined) return
    const isNew = own === null
    own = mine
    if (isNew || mine.state === null) sayOwn()
    else cancelTelling ??= after(TELL, sayOwn)
  }

  const hearFrame = (bytes: Uint8Array) => {
    const frame = decodeRoomFrame(bytes)
    if (frame?.kind === 'presence') present(frame.all)
    else if (frame?.kind === 'update') {
      typed.push(frame.update)
      void turn(keep)
    } else if (frame?.kind === 'step1')
      void turn(async () => {
        const state = await stateNow()
        if (state === undefined) return
        postFrame(step2Frame(updateSince(state.doc, frame.vector)))
        told = state.doc
        // What the page has typed while nobody listened.
        postFrame(step1Frame(vectorOf(state.doc)))
      })
  }

  const pulse = () => {
    if (!store.isOpen()) {
      close('left')
      return
    }
    postFrame(pulseFrame())
    cancelPulse = after(PULSE, pulse)
  }
  let cancelPulse = after(PULSE, pulse)

  const close = (why: RoomEnd) => {
    if (isOver) return
    isOver = true
    cancelPulse()
    peers.stop()
    if (own !== null) {
      own = { ...own, state: null }
      sayOwn()
    }
    post({ kind: 'end', why })
    port.close()
    onEnd()
  }

  port.onmessage = ({ data }: MessageEvent<RoomRequest>) => {
    if (isOver) return
    if (data.kind === 'frame') hearFrame(data.frame)
    else void turn(() => close('left'))
  }
  say(queryFrame())

  return {
    look: () => {
      if (willLook) return
      willLook = true
      void turn(async () => {
        willLook = false
        const state = await stateNow()
        if (state === undefined) return
        // The page’s document says what this one denies.
        if (isAnew(state.doc, told)) close('replaced')
        else tell(state.doc)
      })
    },
    heard: (said) => {
      if (isOver || said.spaceId !== ref.spaceId) return
      const frame = decodeRoomFrame(said.message)
      if (frame?.kind === 'query') sayOwn()
      else if (frame?.kind === 'presence') {
        const all = peers.heard(said, frame.all)
        if (all.length > 0) postFrame(presenceFrame(all))
      }
    },
    announce: () => {
      say(queryFrame())
      sayOwn()
    },
    end: (why) => turn(() => close(why)),
  }
}
