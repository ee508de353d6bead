import { transfer } from 'comlink'
import type { Id } from '../../core/ids.ts'
import type { EnteredRoom } from '../../sync/rooms/protocol.ts'
import type { Client } from '../client.ts'

/** Enters the room of a record; nothing but a dead port where this person may not write it. */
export const enterRoom = ({ ask }: Client, id: Id): Promise<EnteredRoom> =>
  ask(async (engine) => {
    const { port1, port2 } = new MessageChannel()
    return { ...(await engine.enterRoom(id, transfer(port2, [port2]))), port: port1 }
  })
