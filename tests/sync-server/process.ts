import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface RelayProcess {
  readonly address: string
  readonly child: ChildProcess
  /** Everything it has printed. */
  readonly output: () => string
  /** Ends it by a signal and waits until it is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

const main = join(import.meta.dirname, '../../sync-server/main.ts')

/** `node sync-server/main.ts` as its own process, on data that may be there from before. */
export const startRelay = async (folder: string, env: Record<string, string> = {}): Promise<RelayProcess> => {
  const site = join(folder, 'site')
  mkdirSync(site, { recursive: true })
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Satchel</title>')
  const settings = { PORT: '0', HOST: '127.0.0.1', DATA: join(folder, 'data'), SITE: site }
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...settings, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((ready, failed) => {
    const read = (text: Buffer) => {
      output += text.toString()
      const found = /Satchel is at https?:\/\/(\S+)/.exec(output)?.[1]
      if (found !== undefined) ready(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exited.then(() => failed(new Error(output)))
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null) child.kill(signal)
    return exited
  }
  onTestFinished(async () => {
    await end('SIGKILL')
  })
  return { address, child, output: () => output, end }
}
