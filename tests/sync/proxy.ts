import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { randomFrom, type Random } from '../../src/core/random.ts'

/** How bad the line is; each a chance per frame, or per piece of what is no socket's frame. */
export interface Weather {
  readonly cut?: number
  readonly repeat?: number
  readonly delay?: number
  /** Ms, at most. */
  readonly delayMs?: number
  /** Ms that each is on its way, however many there are. */
  readonly latencyMs?: number
  /** Lost on its way and sent anew, later each time, as TCP does: all behind it wait. */
  readonly loss?: number
}

export interface Proxy {
  readonly address: string
  /** Where it leads to from the next connection on. */
  readonly leadTo: (address: string) => void
  readonly setWeather: (weather: Weather) => void
  /** Ends every connection that is open now. */
  readonly cutAll: () => void
  /** Keeps connections open and passes nothing on, as a dead network does. */
  readonly freeze: (isFrozen: boolean) => void
  readonly counts: () => { readonly connections: number; readonly cuts: number; readonly repeats: number }
}

/** Frames that an honest line would carry once: greetings are left alone, for a relay turns away who greets twice. */
const REPEATABLE: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 12, 13, 14])

interface Piece {
  readonly bytes: Buffer
  readonly isRepeatable: boolean
}

/** Cuts a stream into the frames of a WebSocket (RFC 6455 section 5.2) once its greeting is through; any other stream stays as it comes. */
const pieces = (): ((chunk: Buffer) => readonly Piece[]) => {
  let held = Buffer.alloc(0)
  let isSocket: boolean | null = null
  const frame = (): Piece | null => {
    if (held.length < 2) return null
    const [short, isMasked] = [held.readUInt8(1) & 0x7f, held.readUInt8(1) >= 0x80]
    const more = [2, 8][short - 126] ?? 0
    const start = 2 + more + (isMasked ? 4 : 0)
    if (held.length < start) return null
    const length = more === 0 ? short : Number(more === 2 ? held.readUInt16BE(2) : held.readBigUInt64BE(2))
    if (held.length < start + length) return null
    const isWhole = held.readUInt8(0) === 0x82
    const type = length === 0 ? 0 : held.readUInt8(start) ^ (isMasked ? held.readUInt8(start - 4) : 0)
    const bytes = held.subarray(0, start + length)
    held = held.subarray(start + length)
    return { bytes, isRepeatable: isWhole && REPEATABLE.has(type) }
  }
  return (chunk) => {
    isSocket ??= /^(GET \/sync|HTTP\/1.1 101)/.test(chunk.toString('latin1', 0, 16))
    if (!isSocket) return [{ bytes: chunk, isRepeatable: false }]
    held = Buffer.concat([held, chunk])
    const found: Piece[] = []
    const end = held.toString('latin1', 0, 8) === 'GET /syn' || held.toString('latin1', 0, 4) === 'HTTP' ? held.indexOf('\r\n\r\n') : -1
    if (end >= 0) {
      found.push({ bytes: held.subarray(0, end + 4), isRepeatable: false })
      held = held.subarray(end + 4)
    }
    for (let piece = frame(); piece !== null; piece = frame()) found.push(piece)
    return found
  }
}

/**
 * A line to a relay that delays, loses, repeats and cuts, the same way for the same seed as far as sockets allow. Without a latency it holds one
 * piece per direction: what it has not passed on waits in the sender.
 */
export const aProxy = async (seed: number, target: string, first: Weather = {}): Promise<Proxy> => {
  const random: Random = randomFrom(seed)
  const open = new Set<Socket>()
  let [weather, goal, isFrozen] = [first, target, false]
  let [connections, cuts, repeats] = [0, 0, 0]

  /** When a piece that leaves now is there. */
  const arrival = (before: number): number => {
    const { latencyMs = 0, loss = 0 } = weather
    let way = latencyMs
    for (let timeout = 2 * latencyMs; random() < loss && timeout > 0; timeout *= 2) way += timeout
    return Math.max(before, performance.now() + way)
  }

  const pass = async (from: Socket, to: Socket): Promise<void> => {
    const cutUp = pieces()
    let last = 0
    let passed = Promise.resolve()
    const write = async (bytes: Buffer, due: number): Promise<void> => {
      const wait = due - performance.now()
      if (wait > 0) await new Promise((later) => setTimeout(later, wait))
      while (isFrozen) await new Promise((later) => setTimeout(later, 5))
      to.write(bytes)
      if (to.writableNeedDrain) await new Promise((drained) => to.once('drain', drained).once('close', drained))
    }
    for await (const chunk of from as AsyncIterable<Buffer>)
      for (const { bytes, isRepeatable } of cutUp(chunk)) {
        const { cut = 0, repeat = 0, delay = 0, delayMs = 0 } = weather
        if (random() < delay) await new Promise((later) => setTimeout(later, random() * delayMs))
        if (random() < cut) {
          cuts += 1
          to.write(bytes.subarray(0, Math.floor(random() * bytes.length)))
          from.destroy()
          to.destroy()
          return
        }
        last = arrival(last)
        const due = last
        const isTwice = isRepeatable && random() < repeat
        if (isTwice) repeats += 1
        passed = passed.then(() => write(isTwice ? Buffer.concat([bytes, bytes]) : bytes, due))
        if (weather.latencyMs === undefined) await passed
      }
    await passed
    to.end()
  }

  const server = createServer((client) => {
    const [host = '', port = ''] = goal.split(':')
    const relay = connect(Number(port), host)
    connections += 1
    for (const socket of [client, relay]) {
      open.add(socket)
      socket.setNoDelay()
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        relay.destroy()
      })
    }
    for (const way of [pass(client, relay), pass(relay, client)]) way.catch(() => undefined) // one that was cut
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // it listens on a port
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    isFrozen = false
    cutAll()
    server.close()
  })
  return {
    address: `127.0.0.1:${port}`,
    leadTo: (address) => {
      goal = address
    },
    setWeather: (next) => {
      weather = next
    },
    cutAll,
    freeze: (frozen) => {
      isFrozen = frozen
    },
    counts: () => ({ connections, cuts, repeats }),
  }
}
