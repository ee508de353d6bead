import { startServer } from '../journeys/server.ts'
import { until, type Engine } from './engine.ts'

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

/** Opens the app, waits until the device keeps it, then takes the server away and opens it again. */
export const smoke = async (engine: Engine): Promise<void> => {
  const server = await startServer()
  try {
    await engine.goto(server.address)
    await until(engine, isOpen, 'the app opens')
    for (const [name, expression] of Object.entries(needs))
      if ((await engine.evaluate(expression)) !== true) throw new Error(`${name} does not work`)
    await until(engine, `navigator.serviceWorker.controller?.state === 'activated'`, 'the service worker takes over')
  } finally {
    await server.stop()
  }
  await engine.reload()
  await until(engine, isOpen, 'the app opens again without a server')
  if (server.violations.length > 0) throw new Error(server.violations.join('\n'))
}

const isOpen = `document.readyState === 'complete' && document.querySelector('#app')?.childElementCount > 0`
