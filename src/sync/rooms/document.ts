import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { openText, type OpenText } from './text.ts'
import type { EnteredRoom, RoomEnd } from './protocol.ts'
import { socketOver, type SocketDeps } from './socket.ts'

/* The page's end of a room: fetched when a record is opened, never before the first list. */

/** Where somebody is in the record. */
export interface Place {
  readonly field: string
  /** UTF-16 units into the field's text, where it is one that is co-edited. */
  readonly anchor: number | null
  readonly head: number | null
}
/** Somebody else who looks at the record. */
export interface Peer {
  /** One for each of their tabs. */
  readonly client: number
  readonly memberId: string
  /** Null until their record has arrived. */
  readonly name: string | null
  readonly place: Place | null
}

export interface RoomDocument {
  readonly text: (field: string) => OpenText
  readonly place: (place: Place | null) => void
  readonly peers: () => readonly Peer[]
  /** Somebody came, went, or moved; a text under a cursor changed. */
  readonly onPeers: (heard: () => void) => () => void
  /** Resolves when all that was typed is kept. */
  readonly leave: () => Promise<void>
}

interface Options extends Pick<SocketDeps, 'revive'> {
  readonly enter: () => Promise<EnteredRoom>
  /** What was typed last could not be kept, or the document is not this tab's any more: enter again. */
  readonly onDropped: (why: RoomEnd) => void
}

/** Ms: an engine that died says nothing. */
const LEAVING = 1_000

/** Null where the person may not write the record. */
export const openRoomDocument = async ({ enter, onDropped, revive }: Options): Promise<RoomDocument | null> => {
  const first = await enter()
  const { client } = first
  if (first.doc === undefined || client === undefined) return null
  const doc = new Y.Doc()
  if (first.doc.length > 0) Y.applyUpdate(doc, first.doc)
  doc.clientID = client // set after the state is applied: Yjs picks another id when it meets its own
  let isOver = false
  let left: () => void = () => undefined
  const hasLeft = new Promise<void>((resolve) => (left = resolve))

  const end = () => {
    isOver = true
    provider.destroy()
    doc.destroy()
  }
  const drop = (why: RoomEnd) => {
    left()
    if (isOver) return
    end()
    onDropped(why)
  }
  const PortSocket = socketOver({
    first,
    enter,
    revive,
    onEntered: (room) => {
      if (room.client !== client) drop('replaced')
    },
    onEnd: drop,
  })
  const provider = new WebsocketProvider('room:', 'record', doc, {
    disableBc: true, // its channel would pass on what is not kept yet
    WebSocketPolyfill: PortSocket as unknown as typeof WebSocket, // the part of one that the provider uses
  })
  const { awareness } = provider

  const positionIn = (field: string, at: number | null): unknown =>
    at === null ? null : Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(doc.getText(field), at))
  /** A cursor stands between letters, wherever those move to. */
  const told = ({ field, anchor, head }: Place) => ({ field, anchor: positionIn(field, anchor), head: positionIn(field, head) })
  const indexOf = (position: unknown): number | null => {
    if (typeof position !== 'object' || position === null) return null
    try {
      return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc)?.index ?? null
    } catch {
      return null // nobody but its author vouches for it
    }
  }
  const placeOf = (place: unknown): Place | null => {
    if (typeof place !== 'object' || place === null || !('field' in place) || typeof place.field !== 'string') return null
    const { anchor, head } = { anchor: null, head: null, ...place }
    return { field: place.field, anchor: indexOf(anchor), head: indexOf(head) }
  }

  return {
    text: (field) => openText(doc, field),
    place: (place) => {
      if (!isOver) awareness.setLocalState(place === null ? {} : { place: told(place) })
    },
    peers: () =>
      [...awareness.getStates()].flatMap(([other, state]): readonly Peer[] => {
        const { memberId, name, place } = state as Readonly<Record<string, unknown>> // the engine adds who it is
        if (other === client || typeof memberId !== 'string') return []
        return [{ client: other, memberId, name: typeof name === 'string' ? name : null, place: placeOf(place) }]
      }),
    onPeers: (heard) => {
      awareness.on('change', heard)
      doc.on('update', heard)
      return () => {
        awareness.off('change', heard)
        doc.off('update', heard)
      }
    },
    leave: () => {
      if (isOver) return hasLeft
      end()
      setTimeout(left, LEAVING)
      return hasLeft
    },
  }
}
