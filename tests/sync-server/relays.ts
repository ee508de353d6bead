import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../../sync-server/database.ts'
import { createHttp } from '../../sync-server/http.ts'
import type { Log } from '../../sync-server/log.ts'
import { openSqliteLog } from '../../sync-server/log-sqlite.ts'
import { createMetrics, type Metrics } from '../../sync-server/metrics.ts'
import { createPacks } from '../../sync-server/packs.ts'
import { createRelay, type Relay } from '../../sync-server/relay.ts'
import { serveSockets, type Patience } from '../../sync-server/sockets.ts'
import { aFolder } from './logs.ts'

export interface TestRelay {
  readonly address: string
  readonly folder: string
  readonly log: Log
  readonly relay: Relay
  readonly metrics: Metrics
  readonly errors: unknown[]
  readonly stop: () => Promise<void>
}

interface Options {
  readonly folder?: string
  readonly now?: () => number
  readonly takesNew?: boolean
  readonly maxBytes?: number | null
  readonly patience?: Patience
  readonly publicOrigin?: string | null
}

/** A relay on real sockets, in this process; it ends with the test. */
export const aRelay = async ({
  folder = aFolder(),
  now = Date.now,
  takesNew = true,
  maxBytes = null,
  patience,
  publicOrigin = null,
}: Options = {}): Promise<TestRelay> => {
  const metrics = createMetrics()
  const errors: unknown[] = []
  const log = openSqliteLog(openDatabase(join(folder, 'relay.db'), { maxBytes }), () => metrics.add('commits'))
  const relay = createRelay({ crypto, log, now, takesNew, metrics, onError: (error) => errors.push(error) })
  const packs = createPacks(relay, log, now)
  const levels = () => metrics.text(relay.levels())
  const server = createHttp({ site: new Map(), packs, metrics: levels, onViolation: null, publicOrigin, tls: null })
  serveSockets(server, relay, { publicOrigin, patience })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // it listens on a port
  let isOver = false
  const stop = async () => {
    if (isOver) return
    isOver = true
    relay.stop()
    await new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
    await log.close()
  }
  onTestFinished(stop)
  return { address: `127.0.0.1:${port}`, folder, log, relay, metrics, errors, stop }
}
