import { msOf, type ClockSource } from '../core/clock.ts'
import type { Day } from '../core/day.ts'
import type { Id } from '../core/ids.ts'
import type { Random } from '../core/random.ts'
import { must } from '../core/result.ts'
import type { TimeZone } from '../core/zone.ts'
import type { Entity } from '../domain/entity.ts'
import type { Committed } from '../store/commit.ts'
import { refOf, type RecordRef } from '../store/directory.ts'
import { read } from '../store/read.ts'
import { isPurged } from '../store/purged.ts'
import { isConflicting } from '../store/registers.ts'
import type { HeldWorkspace } from '../store/registry.ts'
import type { State } from '../store/state.ts'
import type { Store } from '../store/store.ts'
import type { Names } from './facts.ts'
import type { Changed, RowChange } from '../tables/column.ts'
import type { Tables } from '../tables/tables.ts'

/** One open workspace in one tab. */
export interface Session {
  readonly held: HeldWorkspace
  readonly store: Store
  readonly tables: Tables
  /** An entity as this workspace has it: with the fields that its team made. Null for one that only a newer app knows. */
  readonly entity: (name: string) => Entity | null
  /** What its team calls the fields and choices that it made. */
  readonly names: () => Names
  readonly clock: ClockSource
  readonly now: () => number
  readonly random: Random
  /** The workspace's own: whose days, whose money. */
  readonly zone: () => TimeZone
  readonly baseCurrency: string
  readonly country: () => string
  readonly today: () => Day
  /** What a record is called; null where it is unknown. */
  readonly titleOf: (id: Id) => string | null
  /** Tells the screens; `isOwn` for what this person just did. */
  readonly announce: (changed: readonly Changed[], isOwn: boolean) => void
  /** A commit of ours is in the tables. */
  readonly committed: (n: number) => void
  /** See `EnginePlatform`. */
  readonly collating: string
  /** Ms that the relay's clock is ahead of this device's; null until it is known. */
  readonly relayAhead: () => number | null
  /** Lets waiting work have its turn. */
  readonly pause: () => Promise<void>
}

export const entityOrThrow = ({ entity }: Pick<Session, 'entity'>, name: string): Entity => must(entity(name), `entity ${name}`)

/** The address of a record that the tables know; null for a stranger. */
export const refById = ({ tables }: Pick<Session, 'tables'>, id: Id): RecordRef | null => {
  const spaceId = tables.spaceOf(id)
  const bucket = tables.bucketOf(id)
  return spaceId === null || bucket === null ? null : refOf(spaceId, id, bucket)
}

/** A state as the tables take it. */
export const rowChangeOf = (session: Pick<Session, 'entity'>, ref: RecordRef, state: State): RowChange | null => {
  const entity = session.entity(ref.entity)
  if (entity === null) return null // only a newer app knows it: kept, not shown
  const { fields, registers } = read(entity, state)
  if (isPurged(registers)) return { entity: ref.entity, id: ref.id, spaceId: ref.spaceId, bucket: ref.bucket, record: null }
  fields['createdAt'] = msOf(registers.createdAt)
  fields['updatedAt'] = msOf(registers.updatedAt)
  fields['isConflicting'] = isConflicting(registers)
  return { entity: ref.entity, id: ref.id, spaceId: ref.spaceId, bucket: ref.bucket, record: fields }
}

export const applyCommit = (session: Session, { n, writes }: Pick<Committed, 'n' | 'writes'>, isOwn: boolean): void => {
  const rows = writes.map(({ ref, state }) => rowChangeOf(session, ref, state)).filter((change) => change !== null)
  session.announce(session.tables.apply(rows), isOwn)
  session.committed(n)
}
