import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { chromium, type BrowserContext } from '@playwright/test'
import { ensureChromium, launchFlags } from '../chromium.ts'

/** A browser of its own processes on a profile that outlives it. */
export interface RunningBrowser {
  readonly context: BrowserContext
  /** Ends every process of it at once, as a phone that runs out of battery. */
  readonly kill: () => Promise<void>
}

export interface BrowserProfile {
  readonly folder: string
  readonly open: () => Promise<RunningBrowser>
  readonly remove: () => Promise<void>
}

const START_MS = 20_000

export const makeProfile = async (): Promise<BrowserProfile> => {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-profile-'))
  const running = new Set<RunningBrowser>()
  return {
    folder,
    open: async () => {
      const browser = await launch(folder)
      running.add(browser)
      return browser
    },
    remove: async () => {
      for (const browser of running) await browser.kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const launch = async (folder: string): Promise<RunningBrowser> => {
  const portFile = join(folder, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child = spawn(
    ensureChromium(),
    [
      ...launchFlags,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      '--window-size=390,844',
      '--lang=en-US',
      'about:blank',
    ],
    { detached: true, stdio: 'ignore', env: { ...process.env, LANGUAGE: 'en_US' } }, // detached: a process group of its own
  )
  const isEnded = once(child, 'exit')
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(portFile)}`)
  const [context] = browser.contexts()
  if (context === undefined || child.pid === undefined) throw new Error('Chromium opened no window.')
  const group = -child.pid
  return {
    context,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL')
      await isEnded
    },
  }
}

const portIn = async (file: string): Promise<string> => {
  for (const end = Date.now() + START_MS; Date.now() < end;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const [port = ''] = text.split('\n')
    if (port !== '') return port
    await after(50)
  }
  throw new Error('Chromium did not start.')
}
