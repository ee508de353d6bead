import type { Bytes } from '../../core/bytes.ts'

/** What a page says to a record's room, frames of y-websocket beside it. */
export type RoomRequest = { readonly kind: 'frame'; readonly frame: Bytes } | { readonly kind: 'leave' }

/** `refused`: the disk is full, the record too large or not to be written: what was typed was not kept, and the document must be loaded again. */
export type RoomEnd = 'left' | 'refused' | 'replaced'
export type RoomPost =
  | { readonly kind: 'frame'; readonly frame: Bytes }
  /** So many of the page's updates are kept, and may not be lost any more. */
  | { readonly kind: 'kept'; readonly count: number }
  | { readonly kind: 'end'; readonly why: RoomEnd }

/** A record's document as it stood when the room was entered. */
export interface Entered {
  readonly doc: Uint8Array
  /** The client id that this tab types under. */
  readonly client: number
}
export interface EnteredRoom extends Partial<Entered> {
  readonly port: MessagePort
}
