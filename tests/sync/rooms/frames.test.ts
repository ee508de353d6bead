import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  decodeRoomFrame,
  presenceFrame,
  pulseFrame,
  queryFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type RoomFrame,
} from '../../../src/sync/rooms/frames.ts'

/** What the package itself says over a socket that opens at once, and how it takes what it hears. */
const aProvider = () => {
  const said: Uint8Array[] = []
  class Socket {
    readonly OPEN = 1
    readyState = 1
    onopen: (() => void) | null = null
    onmessage: ((event: { data: Uint8Array }) => void) | null = null
    constructor() {
      queueMicrotask(() => this.onopen?.())
    }
    send(frame: Uint8Array) {
      said.push(frame)
    }
    close() {
      this.readyState = 3
    }
  }
  const doc = new Y.Doc()
  doc.getText('note').insert(0, 'They roast.')
  // The part of a socket that the provider uses.
  const provider = new WebsocketProvider('room:', 'record', doc, {
    disableBc: true,
    WebSocketPolyfill: Socket as unknown as typeof WebSocket,
  })
  const hear = (frame: Uint8Array) => (provider.ws as unknown as Socket).onmessage?.({ data: frame })
  const end = () => {
    provider.destroy()
    doc.destroy()
  }
  return { doc, provider, said, hear, end }
}
const kinds = (frames: readonly Uint8Array[]) => frames.map((frame) => decodeRoomFrame(frame)?.kind)

describe('the frames of y-websocket', () => {
  test('are read as the package says them', async () => {
    const { doc, provider, said, hear, end } = aProvider()
    await Promise.resolve()
    expect(kinds(said)).toEqual(['step1', 'presence'])
    expect(decodeRoomFrame(said[0] ?? new Uint8Array())).toEqual({ kind: 'step1', vector: Y.encodeStateVector(doc) })
    provider.awareness.setLocalState({ place: 'here' })
    doc.getText('note').insert(0, 'Yes. ')
    hear(step1Frame(Y.encodeStateVector(new Y.Doc())))
    expect(kinds(said).slice(2)).toEqual(['presence', 'update', 'update'])
    const told = decodeRoomFrame(said[2] ?? new Uint8Array())
    expect(told).toEqual({ kind: 'presence', all: [{ client: doc.clientID, clock: 1, state: { place: 'here' } }] })
    const copy = new Y.Doc()
    const whole = decodeRoomFrame(said[4] ?? new Uint8Array())
    if (whole?.kind === 'update') Y.applyUpdate(copy, whole.update)
    expect(copy.getText('note').toJSON()).toBe('Yes. They roast.')
    end()
  })

  test('are taken by the package as they are written', async () => {
    const { doc, provider, said, hear, end } = aProvider()
    await Promise.resolve()
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.getText('note').insert(0, 'Ours. ')
    hear(updateFrame(Y.encodeStateAsUpdate(other)))
    expect(doc.getText('note').toJSON()).toBe('Ours. They roast.')
    expect(provider.synced).toBe(false)
    hear(step2Frame(Y.encodeStateAsUpdate(other)))
    expect(provider.synced).toBe(true)
    hear(presenceFrame([{ client: 5, clock: 1, state: { name: 'Bea' } }]))
    expect(provider.awareness.getStates().get(5)).toEqual({ name: 'Bea' })
    hear(presenceFrame([{ client: 5, clock: 1, state: null }]))
    expect(provider.awareness.getStates().has(5)).toBe(false)
    const before = said.length
    hear(pulseFrame())
    expect(said.length).toBe(before)
    hear(queryFrame())
    expect(kinds(said.slice(before))).toEqual(['presence'])
    end()
  })

  test('that anyone may have written break nothing', () => {
    const frames: readonly RoomFrame['kind'][] = ['step1', 'update', 'presence', 'query']
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3), (bytes, type) => {
        const frame = decodeRoomFrame(Uint8Array.from([type, ...bytes]))
        expect(frame === null || frames.includes(frame.kind)).toBe(true)
      }),
      { numRuns: 5_000, seed: 19 },
    )
    expect(decodeRoomFrame(presenceFrame([{ client: 1, clock: 1, state: { long: 'x'.repeat(5_000) } }]))).toBeNull()
    const many = Array.from({ length: 65 }, (_, client) => ({ client, clock: 1, state: {} }))
    expect(decodeRoomFrame(presenceFrame(many))).toBeNull()
    expect(decodeRoomFrame(Uint8Array.of(...queryFrame(), 0))).toBeNull()
  })
})
