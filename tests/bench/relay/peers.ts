import { join } from 'node:path'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { openSocket, startProcess, type Member, type Target } from './target.ts'

/** y-protocols' numbers: a sync message, and an update in it. */
const SYNC = 0
const AUTH = 2
const UPDATE = 2

/** Updates of one field, each by the person's own client id, and their reading back. */
const updatesOf = (member: number): ((n: number) => Uint8Array) => {
  const doc = new Y.Doc()
  doc.clientID = member + 1
  let last: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    last = update
  })
  return (n) => {
    doc.getMap('record').set('stage', n)
    return last
  }
}

const idsIn = (update: Uint8Array): string[] => Y.decodeUpdate(update).structs.map(({ id }) => `${id.client - 1}/${id.clock}`)

const memberOf = async (
  url: string,
  member: number,
  head: (encoder: encoding.Encoder) => void,
  skip: (decoder: decoding.Decoder) => void,
): Promise<Member> => {
  const socket = await openSocket(url)
  const updateOf = updatesOf(member)
  const framed = (write: (encoder: encoding.Encoder) => void) =>
    encoding.encode((encoder) => {
      head(encoder)
      write(encoder)
    })
  socket.send(
    framed((encoder) => {
      encoding.writeVarUint(encoder, AUTH)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, 'anyone')
    }),
  )
  socket.send(
    framed((encoder) => {
      encoding.writeVarUint(encoder, SYNC)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()))
    }),
  )
  return {
    send: (n) =>
      socket.send(
        framed((encoder) => {
          encoding.writeVarUint(encoder, SYNC)
          encoding.writeVarUint(encoder, UPDATE)
          encoding.writeVarUint8Array(encoder, updateOf(n))
        }),
      ),
    listen: (heard) =>
      socket.on('message', (data: Buffer) => {
        const decoder = decoding.createDecoder(data)
        skip(decoder)
        if (decoding.readVarUint(decoder) !== SYNC || decoding.readVarUint(decoder) !== UPDATE) return
        for (const id of idsIn(decoding.readVarUint8Array(decoder))) heard(id)
      }),
  }
}

const nothing = () => undefined

/** The stock server of y-websocket: documents in memory, nothing stored. */
export const stock = async (port: number): Promise<Target> => {
  const process = await startProcess('node_modules/@y/websocket-server/src/server.js', {}, /running at/, port)
  return {
    name: '@y/websocket-server',
    process,
    join: (room, member) => memberOf(`ws://127.0.0.1:${port}/room${room}`, member, nothing, nothing),
  }
}

/** Hocuspocus as its own page starts it: documents in memory, nothing stored. */
export const hocuspocus = async (port: number): Promise<Target> => {
  const process = await startProcess(join(import.meta.dirname, 'hocuspocus.ts'), {}, /ready/, port)
  return {
    name: '@hocuspocus/server',
    process,
    join: (room, member) =>
      memberOf(
        `ws://127.0.0.1:${port}`,
        member,
        (encoder) => encoding.writeVarString(encoder, `room${room}`),
        (decoder) => decoding.readVarString(decoder),
      ),
  }
}
