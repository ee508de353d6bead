import type { EnteredRoom, RoomEnd, RoomPost, RoomRequest } from './protocol.ts'

/** What the stock provider of y-websocket uses of a WebSocket. */
interface ProviderSocket {
  binaryType: string
  onopen: (() => void) | null
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null
  onclose: ((event: { readonly code: number }) => void) | null
  onerror: ((event: unknown) => void) | null
  readonly send: (frame: Uint8Array<ArrayBuffer>) => void
  readonly close: () => void
}

export interface SocketDeps {
  /** The room as it was entered at first; a socket after that enters anew. */
  readonly first: EnteredRoom
  readonly enter: () => Promise<EnteredRoom>
  /** Not of the first room: its document may not be gone on with. */
  readonly onEntered: (room: EnteredRoom) => void
  readonly onEnd: (why: RoomEnd) => void
  /** Resolves when the engine is known to live, or a new one does. */
  readonly revive: () => Promise<unknown>
}

/** Ms: what was typed is kept by then, or the engine is asked whether it lives. */
const PATIENCE = 10_000
/** As the provider reads them: it tries again after the first. */
const GONE_AWAY = 1001

/** A class for the provider's `WebSocketPolyfill`: a socket to the engine's room, over a port. */
export const socketOver = ({ first, enter, onEntered, onEnd, revive }: SocketDeps) => {
  let fresh: EnteredRoom | null = first

  return class PortSocket implements ProviderSocket {
    readonly OPEN = 1
    binaryType = 'arraybuffer'
    readyState = 0
    onopen: ProviderSocket['onopen'] = null
    onmessage: ProviderSocket['onmessage'] = null
    onclose: ProviderSocket['onclose'] = null
    onerror: ProviderSocket['onerror'] = null
    #port: MessagePort | null = null
    #unkept = 0
    #patience: ReturnType<typeof setTimeout> | undefined

    constructor() {
      void this.#connect().catch(() => this.#closed())
    }

    send(frame: Uint8Array<ArrayBuffer>): void {
      this.#post({ kind: 'frame', frame })
      if (!isUpdate(frame)) return
      this.#unkept += 1
      this.#patience ??= setTimeout(() => void this.#ask(), PATIENCE)
    }

    close(): void {
      this.readyState = 3
      clearTimeout(this.#patience)
      this.#post({ kind: 'leave' })
    }

    async #connect(): Promise<void> {
      const isFirst = fresh !== null
      const room = fresh ?? (await enter())
      fresh = null
      if (!isFirst) onEntered(room)
      this.#port = room.port
      if (this.#isClosed()) {
        this.#post({ kind: 'leave' }) // the first one went before there was a port
        return
      }
      room.port.onmessage = ({ data }: MessageEvent<RoomPost>) => this.#hear(data)
      await Promise.resolve() // the provider sets its handlers after it has made its socket
      if (this.#isClosed()) return
      this.readyState = this.OPEN
      this.onopen?.()
    }

    #hear(post: RoomPost): void {
      if (post.kind === 'frame') this.onmessage?.({ data: post.frame })
      else if (post.kind === 'kept') {
        this.#unkept -= post.count
        clearTimeout(this.#patience)
        this.#patience = this.#unkept > 0 ? setTimeout(() => void this.#ask(), PATIENCE) : undefined
      } else {
        this.#port?.close()
        this.#port = null
        onEnd(post.why)
      }
    }

    async #ask(): Promise<void> {
      this.#patience = undefined
      await revive().catch(() => undefined)
      this.#closed()
    }

    #post(request: RoomRequest): void {
      this.#port?.postMessage(request)
    }

    #isClosed(): boolean {
      return this.readyState === 3
    }

    #closed(): void {
      this.onclose?.({ code: GONE_AWAY })
    }
  }
}

/** Steps 1 and 2 of y-protocols' sync: an answer with what the other side lacks, and an update. */
const isUpdate = ([type, step]: Uint8Array): boolean => type === 0 && (step === 1 || step === 2)
