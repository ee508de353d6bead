import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocketServer, type WebSocket as Socket } from 'ws'
import { openConnection, socketUrl } from '../../../src/sync/link/connection.ts'
import { encodeFrame, MAX_FRAME, type Frame } from '../../../src/sync/wire.ts'
import { aPlatform, eventually } from './crew.ts'

/** A server that says what the test says. */
const aServer = async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((listening) => server.once('listening', listening))
  const heard: Uint8Array[] = []
  const sockets: Socket[] = []
  server.on('connection', (socket) => {
    sockets.push(socket)
    socket.on('message', (data) => heard.push(new Uint8Array(data as Buffer))) // binary frames come as one
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  const say = (...frames: readonly (Frame | Uint8Array | string)[]) => {
    for (const frame of frames)
      for (const socket of sockets) socket.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : encodeFrame(frame))
  }
  return { origin: `http://127.0.0.1:${port}`, heard, sockets, say }
}

const aLine = async (speed = 20) => {
  const server = await aServer()
  const connection = openConnection(aPlatform({}, speed), server.origin)
  onTestFinished(connection.close)
  expect(await connection.opened).toBe(true)
  await eventually(() => expect(server.sockets).toHaveLength(1))
  return { ...server, connection }
}

const live = (seq: number): Frame => ({ type: 'live', space: 'space_team', seq })
const ping: Frame = { type: 'ping', id: 1 }

test('a relay’s socket is where the relay is, by TLS where that is', () => {
  expect(socketUrl('https://crm.example.com')).toBe('wss://crm.example.com/sync')
  expect(socketUrl('http://127.0.0.1:8080')).toBe('ws://127.0.0.1:8080/sync')
})

describe('a connection', () => {
  test('gives frames in the order of their coming, to who waits and to who asks later', async () => {
    const { connection, say } = await aLine()
    const [first, second] = [connection.next(), connection.next()]
    say(live(1), live(2), live(3))
    expect([await first, await second, await connection.next()]).toEqual([live(1), live(2), live(3)])
  })

  test('passes over frames of a type that only a later relay knows', async () => {
    const { connection, say } = await aLine()
    say(Uint8Array.of(200, 1, 2, 3), live(1))
    expect(await connection.next()).toEqual(live(1))
  })

  test.each([
    ['half a frame', encodeFrame(live(300)).slice(0, -1)],
    ['a frame with something behind it', Uint8Array.from([...encodeFrame(live(1)), 0])],
    ['nothing', new Uint8Array()],
    ['more than any frame', new Uint8Array(MAX_FRAME + 1).fill(8)],
    ['text', 'GET / HTTP/1.1'],
  ])('ends at %s: that comes from no relay', async (_, wrong) => {
    const { connection, say } = await aLine()
    say(wrong)
    expect(await connection.next()).toBeNull()
    expect(connection.isOpen()).toBe(false)
  })

  test('that ends tells all who wait, keeps nothing for later, and sends nothing more', async () => {
    const { connection, say, sockets, heard } = await aLine()
    say(live(1))
    await eventually(() => expect(sockets[0]?.bufferedAmount).toBe(0))
    connection.send(ping)
    await eventually(() => expect(heard).toHaveLength(1))
    connection.close()
    connection.close()
    expect(connection.signal.aborted).toBe(true)
    expect([await connection.next(), await connection.next()]).toEqual([null, null])
    connection.send(ping)
    connection.probe(10)
    await eventually(() => expect(sockets[0]?.readyState).toBe(3))
    expect(heard).toHaveLength(1)
  })

  test('that the other side ends is over for who waits', async () => {
    const { connection, sockets } = await aLine()
    const waiting = [connection.next(), connection.next()]
    sockets[0]?.terminate()
    expect(await Promise.all(waiting)).toEqual([null, null])
  })

  test('that nobody answers never opens', async () => {
    const connection = openConnection(aPlatform(), 'http://127.0.0.1:9')
    connection.send(ping)
    expect(await connection.opened).toBe(false)
    expect(await connection.next()).toBeNull()
  })

  test('that is let go of before it opens never opens', async () => {
    const { origin, heard } = await aServer()
    const connection = openConnection(aPlatform(), origin)
    connection.close()
    expect(await connection.opened).toBe(false)
    expect(heard).toEqual([])
  })
})

describe('a connection that is asked whether it lives', () => {
  test('ends where nothing is heard in time, and says so before', async () => {
    const { connection, heard } = await aLine()
    const order: string[] = []
    connection.signal.addEventListener('abort', () => order.push('ended'))
    connection.probe(600, () => order.push('dead'))
    expect(await connection.next()).toBeNull()
    expect(order).toEqual(['dead', 'ended'])
    expect(heard).toEqual([encodeFrame(ping)])
  })

  test('lives by any word, an answer or not, which alone is not given on', async () => {
    const { connection, say } = await aLine(1)
    connection.probe(150)
    say({ type: 'pong', id: 1, now: 5 })
    await new Promise((later) => setTimeout(later, 300))
    expect(connection.isOpen()).toBe(true)
    connection.probe(150)
    say(live(1))
    expect(await connection.next()).toEqual(live(1))
    await new Promise((later) => setTimeout(later, 300))
    expect(connection.isOpen()).toBe(true)
  })

  test('is asked with another number each time', async () => {
    const { connection, heard } = await aLine()
    connection.probe(60_000)
    connection.probe(60_000)
    await eventually(() => expect(heard).toEqual([encodeFrame(ping), encodeFrame({ type: 'ping', id: 2 })]))
  })
})
