import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningServer {
  address: string
  /** What browsers reported against the policy, from page, worker and service worker; emptied by whoever has read it. */
  violations: string[]
  /** Sends SIGTERM and resolves to the exit code. */
  stop: () => Promise<number | null>
}

/** The real server on the real build, as its own process on a free port, with a data folder of its own. */
export const startServer = async (env: Record<string, string> = {}): Promise<RunningServer> => {
  const data = await mkdtemp(join(tmpdir(), 'satchel-data-'))
  const child = spawn(process.execPath, ['sync-server/main.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA: data, POLICY_REPORTS: 'on', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  const errors: string[] = []
  const violations: string[] = []
  createInterface(child.stderr).on('line', (line) => (line.startsWith('Policy violation') ? violations : errors).push(line))

  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line)
      if (found) resolve(found[0])
    })
    void exit.then(() => reject(new Error(`The server did not start. ${errors.join('\n')}`)))
  })

  const stop = async () => {
    child.kill('SIGTERM')
    await exit
    await rm(data, { recursive: true, force: true })
    return child.exitCode
  }
  return { address, violations, stop }
}
