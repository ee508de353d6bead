import { fileURLToPath } from 'node:url'
import { err, ok, type Result } from '../src/core/result.ts'
import { originOf } from './origin.ts'
import type { TlsFiles } from './tls.ts'

/** Everything that can be set, from the environment; without any of it the relay runs. */
export interface Settings {
  readonly port: number
  /** Null: every interface; behind a proxy or in a container that is what one expects. */
  readonly host: string | null
  /** Of the address that people open; null: whatever they call it by. */
  readonly publicOrigin: string | null
  /** Null: what comes in is plain, or a proxy in front has made it so. */
  readonly tls: TlsFiles | null
  /** Folder of the data. */
  readonly data: string
  /** Bytes that the data may take; null: what the disk gives. */
  readonly maxBytes: number | null
  /** Folder of the built app. */
  readonly site: string
  /** Whether anyone may begin a workspace here. */
  readonly takesNew: boolean
  readonly showsMetrics: boolean
  /** Asked for by the journeys: workers and service workers tell of a violation in no other way. */
  readonly asksForReports: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Or a sentence that says what is wrong. */
export const readSettings = (env: Environment): Result<Settings, string> => {
  const port = Number(env['PORT'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return err('PORT must be a number from 0 (any free port) to 65535.')
  const publicUrl = env['PUBLIC_URL'] ?? ''
  const publicOrigin = originOf(publicUrl)
  if (publicUrl !== '' && publicOrigin === null) return err('PUBLIC_URL must be the address that people open, as https://crm.example.com.')
  const { TLS_CERT: cert = '', TLS_KEY: key = '' } = env
  if ((cert === '') !== (key === '')) return err('TLS_CERT and TLS_KEY go together: set both or neither.')
  const maxData = Number(env['MAX_DATA_MB'] ?? 0)
  if (!(maxData >= 0)) return err('MAX_DATA_MB must be a number of megabytes.')
  const newWorkspaces = env['NEW_WORKSPACES'] ?? 'open'
  if (newWorkspaces !== 'open' && newWorkspaces !== 'closed') return err('NEW_WORKSPACES must be open or closed.')
  return ok({
    port,
    host: env['HOST'] ?? null,
    publicOrigin,
    tls: cert === '' ? null : { cert, key },
    data: env['DATA'] ?? 'data',
    maxBytes: maxData === 0 ? null : maxData * 1_000_000,
    site: env['SITE'] ?? fileURLToPath(new URL('../dist', import.meta.url)),
    takesNew: newWorkspaces === 'open',
    showsMetrics: env['METRICS'] === 'on',
    asksForReports: env['POLICY_REPORTS'] === 'on',
  })
}
