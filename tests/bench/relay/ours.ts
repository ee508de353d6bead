import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { must } from '../../../src/core/result.ts'
import { decodeEntry, encodeEntry } from '../../../src/sync/entry.ts'
import { signLogin } from '../../../src/sync/login.ts'
import { decodeFrame, encodeFrame, START, WIRE_VERSION, type Frame } from '../../../src/sync/wire.ts'
import { aDevice, type TestDevice } from '../../sync/devices.ts'
import { aTeam, TEAM, type Team } from '../../sync/team.ts'
import { openSocket, startProcess, type Member, type ServerProcess, type Target } from './target.ts'

const NONE = new Uint8Array()
/** A padded and sealed small edit. */
const BODY_BYTES = 284

export const startOurs = (folder: string, port: number): Promise<ServerProcess> => {
  const site = join(folder, 'site')
  mkdirSync(site, { recursive: true })
  writeFileSync(join(site, 'index.html'), '<!doctype html>')
  return startProcess('sync-server/main.ts', { DATA: join(folder, 'data'), SITE: site }, /Satchel is at/, port)
}

export interface Wire {
  readonly socket: WebSocket
  readonly send: (frame: Frame) => void
  readonly next: (type: Frame['type']) => Promise<Frame>
}

export const logIn = async (port: number, team: Team, device: TestDevice): Promise<Wire> => {
  const socket = await openSocket(`ws://127.0.0.1:${port}/sync`)
  const send = (frame: Frame) => socket.send(encodeFrame(frame))
  const next = (type: Frame['type']) =>
    new Promise<Frame>((resolve) => {
      const read = (data: Buffer) => {
        const frame = decodeFrame(data)
        if (!frame.ok || frame.value.type !== type) return
        socket.off('message', read)
        resolve(frame.value)
      }
      socket.on('message', read)
    })
  const workspaceId = team.roster().workspaceId
  const challenged = next('challenge')
  send({ type: 'hello', version: WIRE_VERSION, workspace: workspaceId, key: device.signPublic })
  const challenge = await challenged
  if (challenge.type !== 'challenge') throw new Error('no challenge')
  const welcomed = next('welcome')
  const signature = await signLogin(crypto, device.sign, { workspaceId, nonce: challenge.nonce, origin: `http://127.0.0.1:${port}` })
  send({ type: 'auth', signature, rosterLength: team.entries.length })
  await welcomed
  return { socket, send, next }
}

/** Brings the team's whole roster to the relay. */
export const found = async (port: number, team: Team): Promise<void> => {
  const { socket, send, next } = await logIn(port, team, team.owner)
  for (const entry of team.entries) {
    const told = next('roster')
    send({ type: 'rosterAppend', entry })
    await told
  }
  socket.close()
}

/** A room is a workspace, whose members' devices write in its team space. */
export const ours = async (folder: string, port: number, rooms: number, members: number): Promise<Target> => {
  const process = await startOurs(folder, port)
  const workspaces: { team: Team; devices: TestDevice[] }[] = []
  for (let room = 0; room < rooms; room += 1) {
    const team = await aTeam()
    const devices = [team.owner]
    while (devices.length < members) {
      const device = await aDevice()
      await team.add(team.owner, { kind: 'deviceAdd', signPublic: device.signPublic, wrapPublic: device.wrapPublic, keys: NONE })
      devices.push(device)
    }
    await found(port, team)
    workspaces.push({ team, devices })
  }
  const join = async (room: number, member: number): Promise<Member> => {
    const { team, devices } = must(workspaces[room], 'the room')
    const device = must(devices[member], 'the device')
    const { socket, send, next } = await logIn(port, team, device)
    const live = next('live')
    send({ type: 'sub', space: TEAM, cursor: START })
    await live
    const body = crypto.getRandomValues(new Uint8Array(BODY_BYTES))
    const entry = {
      version: 1,
      codec: 0,
      device: device.id,
      epoch: 1,
      rosterHead: team.roster().head,
      cursor: START,
      signature: new Uint8Array(64),
      body,
    }
    const number = devices.indexOf(device)
    const numbers = new Map(devices.map(({ id }, i) => [id, i]))
    return {
      send: (n) => {
        const msgId = `${room.toString(16).padStart(8, '0')}${number.toString(16).padStart(8, '0')}${n.toString(16).padStart(16, '0')}`
        send({ type: 'push', space: TEAM, entry: encodeEntry({ ...entry, msgId, counter: n + 1 }) })
      },
      listen: (heard) =>
        socket.on('message', (data: Buffer) => {
          const frame = decodeFrame(data)
          if (!frame.ok || frame.value.type !== 'entry') return
          for (const bytes of frame.value.entries) {
            const read = decodeEntry(bytes)
            if (read.ok) heard(`${numbers.get(read.value.device) ?? -1}/${read.value.counter - 1}`)
          }
        }),
    }
  }
  return { name: 'Satchel', process, join }
}
