import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { encodeEntry } from '../../../src/sync/entry.ts'
import { decodeFrame, START } from '../../../src/sync/wire.ts'
import { openDatabase } from '../../../sync-server/database.ts'
import { openSqliteLog } from '../../../sync-server/log-sqlite.ts'
import { aTeam, TEAM } from '../../sync/team.ts'
import { found, logIn, startOurs } from './ours.ts'

export interface CaughtUp {
  readonly cpuMs: number
  readonly ms: number
  readonly residentMb: number
  readonly bytes: number
  readonly times: number
}

const TIMES = 4

/** A device that was away reads `count` small entries, after one that has warmed up. */
export const catchUp = async (folder: string, port: number, count: number): Promise<CaughtUp> => {
  const team = await aTeam()
  const workspace = team.roster().workspaceId
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const log = openSqliteLog(openDatabase(join(data, 'relay.db'), { maxBytes: null }), () => undefined)
  const body = crypto.getRandomValues(new Uint8Array(284))
  const entry = {
    version: 1,
    codec: 0,
    device: team.owner.id,
    epoch: 1,
    rosterHead: team.roster().head,
    cursor: START,
    signature: new Uint8Array(64),
    body,
  }
  for (let n = 0; n < count; n += 200)
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const one = { ...entry, msgId: (n + i).toString(16).padStart(32, '0'), counter: n + i }
        return log.append({ workspace, space: TEAM }, one, encodeEntry(one))
      }),
    )
  await log.close()

  const server = await startOurs(folder, port)
  await found(port, team)
  const { socket, send } = await logIn(port, team, team.owner)
  let bytes = 0
  const once = async () => {
    const live = new Promise<void>((resolve) => {
      const read = (data: Buffer) => {
        bytes += data.length
        // Eight is the live frame: only that one is read.
        if (data[0] !== 8 || !decodeFrame(data).ok) return
        socket.off('message', read)
        resolve()
      }
      socket.on('message', read)
    })
    send({ type: 'sub', space: TEAM, cursor: START })
    await live
  }
  await once()
  bytes = 0
  const cpu = server.cpuMs()
  const start = performance.now()
  for (let i = 0; i < TIMES; i += 1) await once()
  const cpuMs = (server.cpuMs() - cpu) / TIMES
  const result = { cpuMs, ms: (performance.now() - start) / TIMES, residentMb: server.residentMb(), bytes: bytes / TIMES, times: TIMES }
  socket.close()
  await server.stop()
  return result
}
