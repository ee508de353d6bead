import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket as Socket, WebSocketServer, type RawData } from 'ws'
import { must } from '../../../src/core/result.ts'
import { decodeFrame, encodeFrame, type Frame } from '../../../src/sync/wire.ts'

/** What becomes of a frame: others in its place, none, or bytes that are no frame. */
export type Change = (frame: Frame) => readonly (Frame | Uint8Array)[]

export interface Middle {
  readonly address: string
  /** Of what the relay says, from now on. */
  readonly setChange: (toDevice: Change) => void
  /** Of what a device says. */
  readonly setUpChange: (toRelay: Change) => void
  /** What a device is told in the relay's place, which then hears nothing of it; null where the relay is to answer. */
  readonly setAnswers: (answers: (frame: Frame) => readonly Frame[] | null) => void
  /** Ends every socket that is open now. */
  readonly cutAll: () => void
  readonly connections: () => number
}

const as: Change = (frame) => [frame]
const frameIn = (data: RawData): Frame => {
  const decoded = decodeFrame(new Uint8Array(data as Buffer)) // binary frames come as one
  return must(decoded.ok ? decoded.value : null, 'a frame')
}

/** A relay that lies: a real one, whose frames somebody changes on their way. */
export const aMiddle = async (relay: string): Promise<Middle> => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((listening) => server.once('listening', listening))
  let down = as
  let up = as
  let answers: (frame: Frame) => readonly Frame[] | null = () => null
  let connections = 0

  const relayTo = (target: Socket, change: () => Change) => (data: RawData) => {
    for (const part of change()(frameIn(data))) target.send(part instanceof Uint8Array ? part : encodeFrame(part))
  }

  server.on('connection', (device, { headers: { host = '' } }) => {
    connections += 1
    const beyond = new Socket(`ws://${relay}/sync`, { perMessageDeflate: false, headers: { host } })
    const early: RawData[] = []
    const pass = relayTo(beyond, () => up)
    const toRelay = (data: RawData) => {
      const said = answers(frameIn(data))
      if (said === null) pass(data)
      else for (const frame of said) device.send(encodeFrame(frame))
    }
    device.on('message', (data) => (beyond.readyState === beyond.OPEN ? toRelay(data) : early.push(data)))
    beyond.on('open', () => early.splice(0).forEach(toRelay))
    beyond.on(
      'message',
      relayTo(device, () => down),
    )
    for (const [one, other] of [
      [device, beyond],
      [beyond, device],
    ] as const) {
      one.on('close', () => other.terminate())
      one.on('error', () => other.terminate())
    }
  })
  const cutAll = () => {
    for (const client of server.clients) client.terminate()
  }
  onTestFinished(() => {
    cutAll()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    address: `127.0.0.1:${port}`,
    setChange: (next) => {
      down = next
    },
    setUpChange: (next) => {
      up = next
    },
    setAnswers: (next) => {
      answers = next
    },
    cutAll,
    connections: () => connections,
  }
}
