import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { firstThere, installDebian } from '../chromium.ts'
import { Missing, type Engine } from './engine.ts'

const display = ':97'
const port = 8109

const findMiniBrowser = () =>
  firstThere(
    ['4.1', '4.0', '6.0'].map(
      (version) => `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    ),
  )

const isThere = () =>
  findMiniBrowser() !== undefined && firstThere(['/usr/bin/WebKitWebDriver']) !== undefined && firstThere(['/usr/bin/Xvfb']) !== undefined

/** Safari's engine: WebKitGTK's small browser on a virtual screen, driven over WebDriver's HTTP. */
export const openWebKit = async (): Promise<Engine> => {
  if (!isThere() && installDebian('webkit2gtk-driver', 'xvfb') && !isThere())
    throw new Error('Debian’s webkit2gtk-driver lacks MiniBrowser')
  const binary = findMiniBrowser()
  if (binary === undefined || !isThere()) throw new Missing('install Debian’s `webkit2gtk-driver` and `xvfb` packages')

  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  })
  const endAll = async () => {
    await Promise.all([driver, screen].map(end))
  }
  try {
    await untilListening()
    return await openSession(binary, endAll)
  } catch (error) {
    await endAll()
    throw error
  }
}

const openSession = async (binary: string, endAll: () => Promise<void>): Promise<Engine> => {
  const options = { binary, args: ['--automation'] }
  const opened = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } })
  const session = `/session/${(opened as { sessionId: string }).sessionId}`
  await ask('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000 })
  return {
    goto: async (url) => {
      await ask('POST', `${session}/url`, { url })
    },
    reload: async () => {
      await ask('POST', `${session}/refresh`, {})
    },
    evaluate: async (expression) => {
      const script = `const done = arguments[0]; Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }))`
      // The shape is that of the script a line above.
      const { value, error } = (await ask('POST', `${session}/execute/async`, { script, args: [] })) as { value?: unknown; error?: string }
      if (error !== undefined) throw new Error(error)
      return value
    },
    close: async () => {
      await ask('DELETE', session)
      await endAll()
    },
  }
}

const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  // WebDriver wraps every answer so.
  const { value } = (await response.json()) as { value: { error?: string; message?: string } | null }
  if (!response.ok) throw new Error(`WebKit: ${value?.error ?? ''} ${value?.message ?? ''}`)
  return value
}

const untilListening = async () => {
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await ask('GET', '/status').then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver does not answer')
}

const end = async (child: ChildProcess) => {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
