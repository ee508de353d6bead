import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EnteredRoom, RoomPost, RoomRequest } from '../../../src/sync/rooms/protocol.ts'
import { socketOver } from '../../../src/sync/rooms/socket.ts'
import { presenceFrame, step1Frame, step2Frame, updateFrame } from '../../../src/sync/rooms/frames.ts'

/** The engine's end of a room, and what it heard. */
interface Room {
  readonly entered: EnteredRoom
  readonly heard: readonly RoomRequest[]
  readonly say: (post: RoomPost) => void
}

const aRoom = (client = 1): Room => {
  const { port1, port2 } = new MessageChannel()
  const heard: RoomRequest[] = []
  port2.onmessage = ({ data }: MessageEvent<RoomRequest>) => heard.push(data)
  onTestFinished(() => port2.close())
  return { entered: { port: port1, doc: new Uint8Array(), client }, heard, say: (post) => port2.postMessage(post) }
}

/** A page whose provider listens; every socket after the first enters anew. */
const aPage = (first: Room, ...later: readonly (() => Promise<EnteredRoom>)[]) => {
  const told: string[] = []
  const asked: number[] = []
  let entering = 0
  const revive = vi.fn(() => Promise.resolve())
  const Socket = socketOver({
    first: first.entered,
    enter: () => {
      entering += 1
      return later[entering - 1]?.() ?? Promise.reject(new Error('no engine'))
    },
    onEntered: ({ client }) => asked.push(client ?? 0),
    onEnd: (why) => told.push(`ended: ${why}`),
    revive,
  })
  const open = () => {
    const socket = new Socket()
    socket.onopen = () => told.push('open')
    socket.onclose = ({ code }) => told.push(`closed: ${code}`)
    socket.onmessage = ({ data }) => told.push(`frame: ${data.length}`)
    return socket
  }
  return { open, told, asked, revive }
}

const update = updateFrame(Uint8Array.of(1, 2, 3))
const PATIENCE = 10_000

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** What was posted has arrived. */
const arrived = async () => {
  for (let turns = 0; turns < 5; turns += 1) await new Promise((later) => setImmediate(later))
}

describe('a socket into a room', () => {
  test('opens once its listeners are set, and carries frames both ways as they are', async () => {
    const room = aRoom()
    const { open, told } = aPage(room)
    const socket = open()
    expect(socket.readyState).toBe(0)
    await arrived()
    expect([socket.readyState, told]).toEqual([socket.OPEN, ['open']])
    socket.send(step1Frame(Uint8Array.of(0)))
    room.say({ kind: 'frame', frame: Uint8Array.of(9, 9) })
    await arrived()
    expect(room.heard).toEqual([{ kind: 'frame', frame: step1Frame(Uint8Array.of(0)) }])
    expect(told).toEqual(['open', 'frame: 2'])
  })

  test('that closes tells the engine, which may let go of the room', async () => {
    const room = aRoom()
    const socket = aPage(room).open()
    await arrived()
    socket.close()
    await arrived()
    expect(room.heard).toEqual([{ kind: 'leave' }])
    expect(socket.readyState).toBe(3)
  })

  test('hears why its room ended, and says nothing more into it', async () => {
    const room = aRoom()
    const { open, told } = aPage(room)
    const socket = open()
    await arrived()
    room.say({ kind: 'end', why: 'refused' })
    await arrived()
    socket.send(update)
    await arrived()
    expect(told).toEqual(['open', 'ended: refused'])
    expect(room.heard).toEqual([])
  })

  test('that is closed in the turn in which it was made never opens', async () => {
    const room = aRoom()
    const { open, told } = aPage(room)
    const socket = open()
    socket.close()
    await arrived()
    expect(socket.readyState).toBe(3)
    expect(told).toEqual([])
    expect(room.heard).toEqual([{ kind: 'leave' }])
  })
})

describe('what was typed', () => {
  test('and is kept in time is nobody’s worry', async () => {
    const room = aRoom()
    const { open, told, revive } = aPage(room)
    const socket = open()
    await arrived()
    socket.send(update)
    socket.send(step2Frame(Uint8Array.of(4)))
    room.say({ kind: 'kept', count: 2 })
    await arrived()
    vi.advanceTimersByTime(10 * PATIENCE)
    expect(revive).not.toHaveBeenCalled()
    expect(told).toEqual(['open'])
  })

  test('and is not kept within ten seconds asks whether the engine lives, and comes back by another socket', async () => {
    const [room, next] = [aRoom(), aRoom(2)]
    const { open, told, asked, revive } = aPage(room, () => Promise.resolve(next.entered))
    const socket = open()
    await arrived()
    socket.send(update)
    socket.send(update)
    room.say({ kind: 'kept', count: 1 })
    await arrived()
    vi.advanceTimersByTime(PATIENCE - 1)
    expect(revive).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    await arrived()
    expect(revive).toHaveBeenCalledOnce()
    expect(told).toEqual(['open', 'closed: 1001'])
    open()
    await arrived()
    expect(asked).toEqual([2])
    expect(told).toEqual(['open', 'closed: 1001', 'open'])
  })

  test('and cannot be asked for, as the engine does not answer either, comes back all the same', async () => {
    const { open, told, revive } = aPage(aRoom())
    revive.mockImplementation(() => Promise.reject(new Error('dead')))
    const socket = open()
    await arrived()
    socket.send(update)
    vi.advanceTimersByTime(PATIENCE)
    await arrived()
    expect(told).toEqual(['open', 'closed: 1001'])
  })

  test('is not waited for where nothing was typed: a cursor needs no keeping', async () => {
    const { open, told, revive } = aPage(aRoom())
    const socket = open()
    await arrived()
    socket.send(presenceFrame([{ client: 1, clock: 1, state: {} }]))
    socket.send(step1Frame(Uint8Array.of(0)))
    vi.advanceTimersByTime(10 * PATIENCE)
    expect(revive).not.toHaveBeenCalled()
    expect(told).toEqual(['open'])
  })

  test('is not waited for any more once the page has left', async () => {
    const { open, revive } = aPage(aRoom())
    const socket = open()
    await arrived()
    socket.send(update)
    socket.close()
    vi.advanceTimersByTime(10 * PATIENCE)
    expect(revive).not.toHaveBeenCalled()
  })
})

describe('a socket that enters anew', () => {
  test('while there is no engine is closed as one that went away, so that the provider tries again', async () => {
    const { open, told } = aPage(aRoom())
    open().close()
    open()
    await arrived()
    expect(told).toEqual(['closed: 1001'])
  })

  test('and was closed meanwhile leaves the room that it is given', async () => {
    const [room, late] = [aRoom(), aRoom(2)]
    const { open, told } = aPage(room, () => Promise.resolve(late.entered))
    open()
    await arrived()
    const second = open()
    second.close()
    await arrived()
    expect(late.heard).toEqual([{ kind: 'leave' }])
    late.say({ kind: 'frame', frame: Uint8Array.of(1) })
    await arrived()
    expect(second.readyState).toBe(3)
    expect(told).toEqual(['open'])
  })
})
