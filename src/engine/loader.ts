import type { Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Values } from '../domain/check.ts'
import type { Entity } from '../domain/entity.ts'
import { bucketFor } from '../domain/root.ts'
import type { BulkRecord } from '../store/bulk.ts'
import type { Author } from '../store/change.ts'
import { create } from '../store/record.ts'
import { encodeState } from '../store/state.ts'
import type { RowChange } from '../tables/column.ts'
import { entityOrThrow, type Session } from './session.ts'

/** A new record among many. Its fields were checked before. */
export interface Load {
  readonly entity: string
  readonly id: Id
  readonly fields: Values
}

/** Takes new records by the thousand and writes them as packs: an import, the sample, a bench. */
export interface Loader {
  /** Rejected only when the disk is full or a record is too large. */
  readonly add: (load: Load) => Promise<Result<null, 'diskFull' | 'tooLarge'>>
  /** Writes what is still held. */
  readonly finish: () => Promise<Result<null, 'diskFull'>>
}

/** So much is held, sorted and written at once: memory stays bounded, and a customer's records lie together. */
const RUN_BYTES = 24 * 1024 * 1024
const SLICE_MS = 8

interface Held extends BulkRecord {
  readonly time: number
}

export const createLoader = (session: Session, importId: string | null): Loader => {
  const { pause } = session
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }
  const held = new Map<Entity, Held[]>()
  const rows: RowChange[] = []
  const made = new Map<Id, number>()
  let bytes = 0
  let sliceEnd = session.now() + SLICE_MS

  const bucketOf = (id: Id): number | null => made.get(id) ?? session.tables.bucketOf(id)

  const flush = async (): Promise<Result<null, 'diskFull'>> => {
    const commits: number[] = []
    for (const [entity, records] of held) {
      records.sort((a, b) => a.bucket - b.bucket || a.time - b.time)
      const spaceId = session.held.spaces[entity.manner.space]
      const written = await session.store.writePacks({ spaceId, entity: entity.name, records }, importId)
      if (!written.ok) return written
      commits.push(written.value)
    }
    held.clear()
    bytes = 0
    for (let at = 0; at < rows.length; at += 2_000) {
      session.announce(session.tables.apply(rows.slice(at, at + 2_000)), false)
      await pause()
    }
    rows.length = 0
    for (const n of commits) session.committed(n)
    return ok(null)
  }

  return {
    add: async ({ entity: name, id, fields }) => {
      const entity = entityOrThrow(session, name)
      const bucket = bucketFor(entity, id, fields, bucketOf)
      const written = create(entity, fields, bucket, author)
      if (!written.ok) return err(written.error)
      const body = encodeState(written.value.state)
      const time = fields[entity.manner.time ?? '']
      const list = held.get(entity) ?? []
      list.push({ id, bucket, time: typeof time === 'number' ? time : 0, body })
      held.set(entity, list)
      if (entity.manner.root === undefined || entity.name === 'contact') made.set(id, bucket)
      const now = session.now()
      rows.push({
        entity: name,
        id,
        spaceId: session.held.spaces[entity.manner.space],
        bucket,
        record: { ...blankOf(entity), ...fields, createdAt: now, updatedAt: now, isConflicting: false },
      })
      bytes += body.length
      if (bytes >= RUN_BYTES) return flush()
      if (now >= sliceEnd) {
        await pause()
        sliceEnd = session.now() + SLICE_MS
      }
      return ok(null)
    },
    finish: flush,
  }
}

const blanks = new Map<Entity, Values>()

/** What a record reads as where nothing was said: calc columns ask for every field that they are computed from. */
const blankOf = (entity: Entity): Values => {
  const known = blanks.get(entity)
  if (known !== undefined) return known
  const blank = Object.fromEntries(
    Object.entries(entity.fields).flatMap(([name, { merge, presence }]): [string, unknown][] => {
      if (merge === 'calc') return []
      if (presence !== 'filled') return [[name, null]]
      return [[name, merge === 'text' ? '' : []]]
    }),
  )
  blanks.set(entity, blank)
  return blank
}
