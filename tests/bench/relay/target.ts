import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { WebSocket } from 'ws'

/** One person's connection to a server under load. */
export interface Member {
  /** Sends the person's n-th update. */
  readonly send: (n: number) => void
  /** Calls back with `<member's number>/<n>` of each update that arrives; without it arriving updates are not even read. */
  readonly listen: (heard: (id: string) => void) => void
}

export interface Target {
  readonly name: string
  readonly process: ServerProcess
  readonly join: (room: number, member: number) => Promise<Member>
}

export interface ServerProcess {
  readonly port: number
  /** ms of CPU since it started. */
  readonly cpuMs: () => number
  readonly residentMb: () => number
  readonly stop: () => Promise<void>
}

/** Starts `node file` and waits until it has printed what `ready` finds. */
export const startProcess = async (file: string, env: Record<string, string>, ready: RegExp, port: number): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [file], {
    // As `npm start` does: Node's reader of TypeScript takes 38 MB that a relay started for the second time does not need.
    env: { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/satchel', ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  await new Promise<void>((started, failed) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString()
      if (ready.test(output)) started()
    })
    child.once('exit', () => failed(new Error(`${file} did not start: ${output}`)))
  })
  const proc = (name: string) => readFileSync(`/proc/${child.pid ?? 0}/${name}`, 'utf8')
  return {
    port,
    // Fields 14 and 15 of proc(5), in ticks of 10 ms; the name in front of them ends with a bracket.
    cpuMs: () => {
      const fields = proc('stat').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(proc('status'))?.[1]) / 1024,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

export const openSocket = async (url: string): Promise<WebSocket> => {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  return socket
}
