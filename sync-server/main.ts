// Wiring: one process that serves the app and passes sealed entries between its devices, with a clean end on a signal.
import { mkdir } from 'node:fs/promises'
import { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { createHttp } from './http.ts'
import { openSqliteLog } from './log-sqlite.ts'
import { createMetrics } from './metrics.ts'
import { createPacks } from './packs.ts'
import { createRelay } from './relay.ts'
import { readSettings } from './settings.ts'
import { readSite } from './site.ts'
import { serveSockets } from './sockets.ts'
import { readTls, type TlsFiles } from './tls.ts'

const stop = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const read = readSettings(process.env)
const settings = read.ok ? read.value : stop(read.error)
const { port, host, data, maxBytes, takesNew, publicOrigin } = settings

await mkdir(data, { recursive: true }).catch(() => stop(`The folder for data, ${data}, cannot be made.`))
const site = await readSite(settings.site).catch(() => stop('The app is not built yet: run `npm run build` first.'))

const tlsOf = async (files: TlsFiles) => {
  const tls = await readTls(files)
  return tls.ok ? tls.value : stop(tls.error)
}
const tls = settings.tls && (await tlsOf(settings.tls))

const openData = () => {
  try {
    return openDatabase(join(data, 'relay.db'), { maxBytes })
  } catch (error) {
    return stop(`The data in ${data} cannot be opened: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

const metrics = createMetrics()
const log = openSqliteLog(openData(), (entries, ms) => {
  metrics.add('pushes', entries)
  metrics.add('commits')
  metrics.add('commit_seconds', ms / 1_000)
})
const onError = (error: unknown) => console.error(`The relay failed at a frame: ${error instanceof Error ? error.message : 'unknown'}`)
const relay = createRelay({ crypto, log, now: Date.now, takesNew, metrics, onError })

const server = createHttp({
  site,
  packs: createPacks(relay, log, Date.now),
  metrics: settings.showsMetrics ? () => metrics.text(relay.levels()) : null,
  onViolation: settings.asksForReports ? (line) => console.error(`Policy violation: ${line}`) : null,
  publicOrigin,
  tls,
})
serveSockets(server, relay, { publicOrigin })

server.on('error', ({ code, message }: NodeJS.ErrnoException) =>
  stop(code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : `The server cannot start: ${message}`),
)

server.listen({ port, ...(host !== null && { host }) }, () => {
  // Not null and not a pipe's name: the server listens on a port.
  const { port: taken } = server.address() as AddressInfo
  console.log(`Satchel is at ${tls === null ? 'http' : 'https'}://${host ?? 'localhost'}:${taken}`)
  if (publicOrigin !== null) console.log(`People open it at ${publicOrigin}`)
})

/** A certificate lives for months only, a relay longer. */
const renew = async (files: TlsFiles) => {
  const fresh = await readTls(files)
  if (fresh.ok && server instanceof TlsServer) server.setSecureContext(fresh.value)
  console.log(fresh.ok ? 'The certificate was read again.' : `${fresh.error} The one from before stays.`)
}
const { tls: files } = settings
if (files !== null) process.on('SIGHUP', () => void renew(files))

const end = () => {
  relay.stop()
  server.close(() => void log.close())
  // A connection that is still busy after this is not worth waiting for.
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
}

process.once('SIGTERM', end)
process.once('SIGINT', end)
