import type { IncomingMessage } from 'node:http'
import type { Bytes } from '../src/core/bytes.ts'
import { accessOf } from '../src/sync/roster.ts'
import { MAX_FRAME, refusals, type Refusal } from '../src/sync/wire.ts'
import { plain, type Answer } from './answer.ts'
import type { Log, Place } from './log.ts'
import type { Relay } from './relay.ts'
import type { Session } from './session.ts'

/** Packs lie beside the logs and travel by HTTP, so that a large import holds up no edit: `PUT` and `GET /packs/<space>/<id>`, with the token of a socket. */
export type Packs = (request: IncomingMessage) => Promise<Answer> | null

const PATH = /^\/packs\/(\w{1,64})\/([0-9a-f]{32})$/

export const createPacks =
  (relay: Pick<Relay, 'sessionOf'>, log: Log, now: () => number): Packs =>
  (request) => {
    const [, space, id] = PATH.exec(request.url ?? '') ?? []
    if (space === undefined || id === undefined) return null
    const session = relay.sessionOf(/^Bearer ([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (request.method === 'PUT') return put(log, now, session, space, id, request)
    return request.method === 'GET' ? get(log, session, space, id) : Promise.resolve(plain(405, 'Only GET and PUT', { allow: 'GET, PUT' }))
  }

const no = (refusal: Refusal, headers: Record<string, string> = {}): Answer => plain(refusals[refusal], refusal, headers)

const allowed = (session: Session | null, space: string, wanted: readonly string[]): Place | Answer => {
  const { who = null, workspace = null } = session ?? {}
  if (who?.kind !== 'device' || !workspace?.roster) return no('unauthorized')
  return wanted.includes(accessOf(workspace.roster, who.device, space)) ? { workspace: workspace.id, space } : no('forbidden')
}

const put = async (
  log: Log,
  now: () => number,
  session: Session | null,
  space: string,
  id: string,
  request: IncomingMessage,
): Promise<Answer> => {
  const place = allowed(session, space, ['write'])
  if ('status' in place) return place
  const bytes = await bodyOf(request)
  if (bytes === null) return no('tooLarge', { connection: 'close' })
  const wait = session?.bytes.take(bytes.length, now()) ?? 0
  if (wait > 0) return no('tooMany', { 'retry-after': String(Math.ceil(wait / 1_000)) })
  const done = await log.putPack(place, id, bytes)
  return done.ok ? plain(204, '') : no(done.error)
}

const get = async (log: Log, session: Session | null, space: string, id: string): Promise<Answer> => {
  const place = allowed(session, space, ['read', 'write'])
  if ('status' in place) return place
  const bytes = await log.pack(place, id)
  if (bytes === null) return no('unknown')
  return { status: 200, headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }, body: Buffer.from(bytes) }
}

/** Null for one that is larger than any pack; what is beyond is not read. */
const bodyOf = async (request: IncomingMessage): Promise<Bytes | null> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MAX_FRAME) return null
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
