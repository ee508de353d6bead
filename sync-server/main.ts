// Wiring: settings from the environment, one process that serves the app, a clean end on a signal.
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createHttp } from './http.ts'
import { readSite } from './site.ts'

const stop = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const port = Number(process.env['PORT'] ?? 8080)
if (!Number.isInteger(port) || port < 0 || port > 65_535) stop('PORT must be a number from 0 (any free port) to 65535.')

// Without HOST, every interface: behind a proxy or in a container that is what one expects.
const host = process.env['HOST']
const data = process.env['DATA'] ?? 'data'
await mkdir(data, { recursive: true }).catch(() => stop(`The folder for data, ${data}, cannot be made.`))

const built = process.env['SITE'] ?? fileURLToPath(new URL('../dist', import.meta.url))
const site = await readSite(built).catch(() => stop('The app is not built yet: run `npm run build` first.'))

// Asked for by the journeys: workers and service workers tell of a violation in no other way.
const isAskingForReports = process.env['POLICY_REPORTS'] === 'on'
const server = createHttp(site, isAskingForReports ? (line) => console.error(`Policy violation: ${line}`) : undefined)

server.on('error', ({ code, message }: NodeJS.ErrnoException) =>
  stop(code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : `The server cannot start: ${message}`),
)

server.listen({ port, ...(host !== undefined && { host }) }, () => {
  // Not null and not a pipe's name: the server listens on a port.
  const { port: taken } = server.address() as AddressInfo
  console.log(`Satchel is at http://${host ?? 'localhost'}:${taken}`)
})

const end = () => {
  server.close()
  // A connection that is still busy after this is not worth waiting for.
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
}

process.once('SIGTERM', end)
process.once('SIGINT', end)
