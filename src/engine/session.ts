import { clockSource, msOf, type ClockSource } from '../core/clock.ts'
import type { Id } from '../core/ids.ts'
import type { Random } from '../core/random.ts'
import { must } from '../core/result.ts'
import { entityNamed } from '../domain/entities.ts'
import type { Entity } from '../domain/entity.ts'
import type { Write } from '../store/commit.ts'
import type { RecordRef } from '../store/directory.ts'
import { read } from '../store/record.ts'
import type { HeldWorkspace } from '../store/registry.ts'
import type { State } from '../store/state.ts'
import { refOf, type Store } from '../store/store.ts'
import type { Changed, RowChange } from '../tables/column.ts'
import type { Tables } from '../tables/tables.ts'

/** One open workspace in one tab. */
export interface Session {
  readonly held: HeldWorkspace
  readonly store: Store
  readonly tables: Tables
  readonly clock: ClockSource
  readonly now: () => number
  readonly random: Random
  /** What a record is called; null where it is unknown. */
  readonly titleOf: (id: Id) => string | null
  /** Tells the screens; `isOwn` for what this person just did. */
  readonly announce: (changed: readonly Changed[], isOwn: boolean) => void
}

export const openClock = (now: () => number, store: Store): ClockSource => clockSource(now, store.slot.lastClock)

export const entityOrThrow = (name: string): Entity => must(entityNamed(name), `entity ${name}`)

/** The address of a record that the tables know; null for a stranger. */
export const refById = ({ tables }: Pick<Session, 'tables'>, id: Id): RecordRef | null => {
  const spaceId = tables.spaceOf(id)
  const bucket = tables.bucketOf(id)
  return spaceId === null || bucket === null ? null : refOf(spaceId, id, bucket)
}

/** A state as the tables take it. */
export const rowChangeOf = (ref: RecordRef, state: State): RowChange | null => {
  const entity = entityNamed(ref.entity)
  if (entity === null) return null // only a newer app knows it: kept, not shown
  const { fields, registers } = read(entity, state)
  fields['createdAt'] = msOf(registers.createdAt)
  fields['updatedAt'] = msOf(registers.updatedAt)
  return { entity: ref.entity, id: ref.id, spaceId: ref.spaceId, bucket: ref.bucket, record: fields }
}

export const applyWrites = (session: Session, writes: readonly Write[], isOwn: boolean): void => {
  const rows = writes.flatMap(({ ref, state }) => rowChangeOf(ref, state) ?? [])
  session.announce(session.tables.apply(rows), isOwn)
}
