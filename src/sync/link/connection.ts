import { decodeFrame, encodeFrame, type Frame } from '../wire.ts'
import type { LinkPlatform } from './platform.ts'

/** One socket to the relay. Whoever holds it looks again after every wait whether it is still open; nothing of it reaches the next one. */
export interface Connection {
  /** Of the relay that it leads to. */
  readonly origin: string
  /** False if it closes before it may be spoken to. */
  readonly opened: Promise<boolean>
  /** Nothing once it is closed. */
  readonly send: (frame: Frame) => void
  /** The next frame in the order of their coming; null once it is closed. */
  readonly next: () => Promise<Frame | null>
  readonly isOpen: () => boolean
  /** Closes unless something is heard within so many ms: a phone that slept holds sockets that are dead. `onDead` is told before. */
  readonly probe: (withinMs: number, onDead?: () => void) => void
  readonly close: () => void
  /** Aborted as it closes: whatever waits for this socket ends with it. */
  readonly signal: AbortSignal
}

/** Of the relay that served the app. */
export const socketUrl = (origin: string): string => `${origin.replace(/^http/, 'ws')}/sync`

export const openConnection = ({ openSocket, after }: Pick<LinkPlatform, 'openSocket' | 'after'>, origin: string): Connection => {
  const ended = new AbortController()
  const { signal } = ended
  const socket = openSocket(socketUrl(origin))
  socket.binaryType = 'arraybuffer'
  const frames: Frame[] = []
  const waiting: ((frame: Frame | null) => void)[] = []
  let probed: (() => void) | null = null
  let pings = 0

  const settle = () => {
    probed?.()
    probed = null
  }

  // A browser tells of the end of a dead socket minutes later: here it ends at once.
  const close = () => {
    if (signal.aborted) return
    settle()
    ended.abort()
    socket.close()
    frames.length = 0
    for (const give of waiting.splice(0)) give(null)
  }

  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (signal.aborted) return
    settle()
    const frame = data instanceof ArrayBuffer ? decodeFrame(new Uint8Array(data)) : null
    if (frame?.ok === true) {
      if (frame.value.type === 'pong') return
      const give = waiting.shift()
      if (give) give(frame.value)
      else frames.push(frame.value)
    } else if (frame?.error !== 'unknown') close() // what a later relay adds is passed over; what is no frame comes from no relay
  }
  socket.onclose = close
  socket.onerror = close

  const opened = new Promise<boolean>((resolve) => {
    socket.onopen = () => resolve(true)
    signal.addEventListener('abort', () => resolve(false))
  })

  const send = (frame: Frame) => {
    if (!signal.aborted && socket.readyState === socket.OPEN) socket.send(encodeFrame(frame))
  }

  return {
    origin,
    opened,
    send,
    next: () => {
      const frame = frames.shift()
      if (frame !== undefined || signal.aborted) return Promise.resolve(frame ?? null)
      return new Promise((give) => waiting.push(give))
    },
    isOpen: () => !signal.aborted,
    probe: (withinMs, onDead) => {
      if (signal.aborted) return
      settle()
      probed = after(withinMs, () => {
        onDead?.()
        close()
      })
      pings += 1
      send({ type: 'ping', id: pings })
    },
    close,
    signal,
  }
}
