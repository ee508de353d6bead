import { concat, type Bytes } from '../../core/bytes.ts'
import { MAX_FRAME, refusals } from '../wire.ts'
import { pause, type LinkPlatform } from './platform.ts'

/** `wait`: not now, but after so many ms; `isFull`: because the relay's disk is. */
export type PackPut = 'done' | 'tooLarge' | 'forbidden' | { readonly wait: number; readonly isFull: boolean }

/** The packs of one space, over HTTP beside the socket whose token opens them. */
export interface PackLine {
  readonly put: (id: string, bytes: Bytes) => Promise<PackPut>
  /** Null where the relay does not hold it. Throws where it cannot be asked: nothing that names the pack may then be taken. */
  readonly get: (id: string) => Promise<Bytes | null>
}

/** Ms: for what the relay names no time. */
const PAUSE = 2_000
const TRIES = 4

export const openPackLine = (
  { fetch, after }: Pick<LinkPlatform, 'fetch' | 'after'>,
  origin: string,
  spaceId: string,
  token: string,
  signal: AbortSignal,
): PackLine => {
  const ask = (id: string, how: RequestInit) =>
    fetch(`${origin}/packs/${spaceId}/${id}`, { ...how, headers: { authorization: `Bearer ${token}` }, cache: 'no-store', signal })

  const get = async (id: string, tries: number): Promise<Bytes | null> => {
    try {
      const answer = await ask(id, {})
      if (answer.ok) return await readPack(answer)
      if (answer.status === 404) return null
      throw new Error(`pack refused: ${answer.status}`)
    } catch (error) {
      if (tries === 1 || signal.aborted) throw error
      await pause(after, PAUSE, signal)
      return get(id, tries - 1)
    }
  }

  return {
    put: async (id, bytes) => {
      const answer = await ask(id, { method: 'PUT', body: bytes }).catch(() => null)
      if (answer === null) return { wait: PAUSE, isFull: false }
      await answer.body?.cancel()
      if (answer.ok) return 'done'
      if (answer.status === 413) return 'tooLarge'
      // 409: other bytes lie there, and ours never will.
      if (answer.status === 403 || answer.status === 409) return 'forbidden'
      const wait = Math.max(PAUSE, 1_000 * Number(answer.headers.get('retry-after') ?? 0))
      return { wait, isFull: answer.status === refusals.full }
    },
    get: (id) => get(id, TRIES),
  }
}

/** Null for more than any pack has, which is not read to its end. */
const readPack = async ({ body }: Response): Promise<Bytes | null> => {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value)
    length += part.value.length
    if (length > MAX_FRAME) {
      await reader.cancel()
      return null
    }
  }
  return concat(parts)
}
