import { startServer } from '../journeys/server.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { until, type Engine } from './engine.ts'
import { press, strike, untilHeading, write } from './hand.ts'

const say = wordsOf('en')

/** What the app cannot do without, by name; each is an expression that is true where it works. */
const needs: Record<string, string> = {
  'keys that no script can read': `crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']).then((key) => !key.extractable)`,
  Ed25519: `crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then((pair) => pair.privateKey.type === 'private')`,
  X25519: `crypto.subtle.generateKey('X25519', false, ['deriveBits']).then((pair) => pair.privateKey.type === 'private')`,
  'Web Locks': `navigator.locks.request('smoke', () => true)`,
  BroadcastChannel: `new BroadcastChannel('smoke').name === 'smoke'`,
  'raw deflate': `new CompressionStream('deflate-raw').readable instanceof ReadableStream`,
  'Intl.Segmenter': `[...new Intl.Segmenter('th').segment('น้ำ')].length === 1`,
}

/** Starts a workspace, makes a company, renames it and finds it; then takes the server away, opens the app again and makes another one. */
export const smoke = async (engine: Engine): Promise<void> => {
  const server = await startServer()
  try {
    await engine.goto(server.address)
    await write(engine, say('welcome.workspaceName'), 'Copper Lane')
    for (const [name, expression] of Object.entries(needs))
      if ((await engine.evaluate(expression)) !== true) throw new Error(`${name} does not work`)
    await write(engine, say('welcome.yourName'), 'Ann Lee')
    await press(engine, say('welcome.start'))
    await untilHeading(engine, say('shell.nav.today'))
    await engine.evaluate(`document.querySelector('a[href="/companies"]').click()`)
    await untilHeading(engine, say('entity.company.many'))
    await make(engine, 'Baan Kafe')
    await write(engine, say('company.name'), 'Baan Kafe 2')
    await strike(engine, 'Enter')
    await untilHeading(engine, 'Baan Kafe 2')
    await strike(engine, 'k', true)
    await write(engine, say('shell.searchAll'), 'kafe')
    await until(engine, `document.querySelector('[role=option]')?.textContent.includes('Baan Kafe 2')`, 'the search finds it')
    await until(engine, `navigator.serviceWorker.controller?.state === 'activated'`, 'the service worker takes over')
  } finally {
    await server.stop()
  }
  await engine.reload()
  await untilHeading(engine, 'Baan Kafe 2')
  await make(engine, 'Made offline')
  if (server.violations.length > 0) throw new Error(server.violations.join('\n'))
}

const make = async (engine: Engine, name: string): Promise<void> => {
  await press(engine, say('shell.action.newCompany'))
  await until(engine, `document.querySelector(':is(dialog, [role=dialog]) input')`, 'the form')
  await write(engine, say('company.name'), name)
  await press(engine, say('shell.create'))
  await untilHeading(engine, name)
}
