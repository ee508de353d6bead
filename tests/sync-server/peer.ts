import { onTestFinished } from 'vitest'
import { WebSocket, type RawData } from 'ws'
import type { Bytes } from '../../src/core/bytes.ts'
import { decodeEntry, encodeEntry, follow, type Entry } from '../../src/sync/entry.ts'
import type { InviteKeys } from '../../src/sync/invite.ts'
import { signLogin } from '../../src/sync/login.ts'
import {
  decodeFrame,
  encodeFrame,
  START,
  WIRE_VERSION,
  type Cursor,
  type Frame,
  type FrameOf,
  type FrameType,
} from '../../src/sync/wire.ts'

/** One socket to a relay, frame by frame. */
export interface Peer {
  readonly send: (frame: Frame) => void
  readonly sendRaw: (bytes: Uint8Array | string) => void
  /** The next frame of these types; those of others stay for who asks for them. */
  readonly next: <T extends FrameType>(...types: readonly T[]) => Promise<Extract<Frame, { type: T }>>
  /** Frames that nobody has asked for yet. */
  readonly waiting: () => readonly Frame[]
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  readonly close: () => void
  readonly socket: WebSocket
}

const PATIENCE_MS = 8_000

/** How a device comes to a relay, where it is not plainly by its address. */
interface Way {
  /** What it takes the relay for. */
  readonly origin?: string
  /** A certificate to be trusted: by TLS then. */
  readonly ca?: Buffer | undefined
}

export const connect = async (address: string, { ca }: Way = {}): Promise<Peer> => {
  const socket = new WebSocket(`${ca ? 'wss' : 'ws'}://${address}/sync`, { perMessageDeflate: false, ca })
  const frames: Frame[] = []
  const asked: { types: readonly FrameType[]; give: (frame: Frame) => void }[] = []
  socket.on('message', (data: RawData) => {
    const decoded = decodeFrame(new Uint8Array(data as Buffer)) // binary frames come as one
    if (!decoded.ok) throw new Error(`the relay sent what is no frame: ${decoded.error}`)
    const at = asked.findIndex(({ types }) => types.includes(decoded.value.type))
    if (at >= 0) asked.splice(at, 1)[0]?.give(decoded.value)
    else frames.push(decoded.value)
  })
  socket.on('error', () => undefined)
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )
  await new Promise<void>((opened, failed) => {
    socket.on('open', opened)
    socket.on('unexpected-response', (_, response) => failed(new Error(`refused: ${response.statusCode ?? 0}`)))
    socket.on('error', failed)
  })
  onTestFinished(() => socket.terminate())

  const next = <T extends FrameType>(...types: readonly T[]) =>
    new Promise<Extract<Frame, { type: T }>>((resolve, reject) => {
      const isAsked = ({ type }: Frame) => types.some((wanted) => wanted === type)
      const give = (frame: Frame) => resolve(frame as Extract<Frame, { type: T }>) // it was found by its type
      const at = frames.findIndex(isAsked)
      const [held] = at >= 0 ? frames.splice(at, 1) : []
      if (held) {
        give(held)
        return
      }
      const late = setTimeout(
        () => reject(new Error(`no ${types.join(' nor ')} came, but ${frames.map(({ type }) => type).join()}`)),
        PATIENCE_MS,
      )
      asked.push({
        types,
        give: (frame) => {
          clearTimeout(late)
          give(frame)
        },
      })
    })
  return {
    send: (frame) => socket.send(encodeFrame(frame)),
    sendRaw: (bytes) => socket.send(bytes),
    next,
    waiting: () => frames,
    closed,
    close: () => socket.close(),
    socket,
  }
}

type Key = Pick<InviteKeys, 'sign' | 'signPublic'>

/** Sends the greeting and its answer; what comes of it is for the test to see. */
export const greet = async (
  address: string,
  workspaceId: string,
  { sign, signPublic }: Key,
  rosterLength = 0,
  { ca, origin = `${ca ? 'https' : 'http'}://${address}` }: Way = {},
): Promise<Peer> => {
  const peer = await connect(address, { ca })
  peer.send({ type: 'hello', version: WIRE_VERSION, workspace: workspaceId, key: signPublic })
  const { nonce } = await peer.next('challenge')
  peer.send({ type: 'auth', signature: await signLogin(crypto, sign, { workspaceId, nonce, origin }), rosterLength })
  return peer
}

export interface LoggedIn extends Peer {
  readonly welcome: FrameOf<'welcome'>
}

export const logIn = async (address: string, workspaceId: string, key: Key, rosterLength = 0, way: Way = {}): Promise<LoggedIn> => {
  const peer = await greet(address, workspaceId, key, rosterLength, way)
  return { ...peer, welcome: await peer.next('welcome') }
}

export const push = async (peer: Peer, space: string, entry: Entry): Promise<FrameOf<'ack'>> => {
  peer.send({ type: 'push', space, entry: encodeEntry(entry) })
  for (;;) {
    const ack = await peer.next('ack')
    if (ack.msgId === entry.msgId) return ack
  }
}

/** All at once, as a device sends what waited; the acks in the order of the entries. */
export const pushAll = async (peer: Peer, space: string, entries: readonly Entry[]): Promise<FrameOf<'ack'>[]> => {
  for (const entry of entries) peer.send({ type: 'push', space, entry: encodeEntry(entry) })
  const acks = new Map<string, FrameOf<'ack'>>()
  while (acks.size < entries.length) {
    const ack = await peer.next('ack')
    acks.set(ack.msgId, ack)
  }
  return entries.flatMap(({ msgId }) => acks.get(msgId) ?? [])
}

/** Subscribes and takes everything up to live, following the chain as a device does. */
export const pull = async (peer: Peer, space: string, cursor: Cursor = START): Promise<{ entries: Entry[]; cursor: Cursor }> => {
  peer.send({ type: 'sub', space, cursor })
  await peer.next('subok')
  const entries: Entry[] = []
  let at = cursor
  const live = peer.next('live').then(({ seq }) => seq)
  const end = await live
  while (at.seq < end) {
    const page = await peer.next('entry')
    if (page.seq !== at.seq + 1) throw new Error(`a gap: ${page.seq} after ${at.seq}`)
    for (const bytes of page.entries) {
      const entry = entryOf(bytes)
      at = await follow(crypto, at, entry)
      entries.push(entry)
    }
  }
  return { entries, cursor: at }
}

export const entryOf = (bytes: Bytes): Entry => {
  const decoded = decodeEntry(bytes)
  if (!decoded.ok) throw new Error(decoded.error)
  return decoded.value
}
