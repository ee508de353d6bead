import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_FRAME } from '../src/sync/wire.ts'
import { limits } from './limits.ts'
import { originsOf } from './origin.ts'
import type { Relay } from './relay.ts'
import { CLOSED } from './session.ts'

/** Where devices connect. */
export const SYNC_PATH = '/sync'

const PING_MS = 30_000

/** How long a stranger may be silent, and how long it may take to log in. */
export interface Patience {
  readonly firstByteMs: number
  readonly loginMs: number
}

interface Manner {
  /** What people call the relay by; null: what each request says. */
  readonly publicOrigin: string | null
  readonly patience?: Patience | undefined
}

/** Puts sockets on the relay's rules. No permessage-deflate: sealed bytes do not shrink. */
export const serveSockets = (server: Server, relay: Relay, { publicOrigin, patience = limits }: Manner): void => {
  const { firstByteMs, loginMs } = patience
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: false })
  let strangers = 0

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?')[0] !== SYNC_PATH) turnAway(socket, '404 Not Found')
    else if (strangers >= limits.strangers) turnAway(socket, '503 Service Unavailable')
    else sockets.handleUpgrade(request, socket, head, (opened) => open(opened, socket, originsOf(publicOrigin, request.headers.host)))
  })

  const open = (socket: WebSocket, stream: Duplex, origins: readonly string[]): void => {
    strangers += 1
    let isStranger = true
    let isAlive = true
    const known = () => {
      if (isStranger) strangers -= 1
      isStranger = false
    }
    let isCorked = false
    const uncork = () => {
      isCorked = false
      stream.uncork()
    }
    /**
     * What is sent in one turn leaves together: an entry and the answers to pushes cost one call of the system. A tick comes before the promises that
     * a commit has just kept, so the answers that follow from them are waited for behind it.
     */
    const cork = () => {
      if (isCorked) return
      isCorked = true
      stream.cork()
      process.nextTick(queueMicrotask, uncork)
    }
    const connection = relay.connect({
      origins,
      send: (frame, sent) => {
        if (socket.readyState !== socket.OPEN) {
          sent?.()
          return
        }
        cork()
        socket.send(frame, sent)
      },
      queued: () => socket.bufferedAmount,
      close: (code, reason) => {
        socket.close(code, reason)
        // Whoever does not read does not read that either.
        setTimeout(() => socket.terminate(), 2_000).unref()
      },
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      loggedIn: () => known(),
    })

    const firstByte = setTimeout(() => socket.close(CLOSED.refused, 'silent'), firstByteMs)
    const login = setTimeout(() => {
      if (!connection.isLoggedIn()) socket.close(CLOSED.refused, 'notLoggedIn')
    }, loginMs)
    const pulse = setInterval(() => {
      if (!isAlive) socket.terminate()
      isAlive = false
      socket.ping()
    }, PING_MS)

    socket.on('message', (data: Buffer, isBinary: boolean) => {
      clearTimeout(firstByte)
      isAlive = true
      if (!isBinary) socket.close(CLOSED.refused, 'text')
      else connection.receive(data)
    })
    socket.on('pong', () => {
      isAlive = true
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      for (const timer of [firstByte, login]) clearTimeout(timer)
      clearInterval(pulse)
      known()
      connection.closed()
    })
  }
}

const turnAway = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
