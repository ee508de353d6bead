import * as fc from 'fast-check'
import { newId, type Id } from '../../src/core/ids.ts'
import { randomFrom } from '../../src/core/random.ts'
import { entities, entityNamed } from '../../src/domain/entities.ts'
import type { Asking } from '../../src/tables/asking.ts'
import type { Changed } from '../../src/tables/column.ts'
import { createQueries, type Queries } from '../../src/tables/query.ts'
import { createSearch, type Search } from '../../src/tables/search/search.ts'
import { createTables, type Tables } from '../../src/tables/tables.ts'

export type Held = Readonly<Record<string, unknown>>

/** Tables and the questions to them, kept in step as the engine does. */
export interface Book {
  readonly tables: Tables
  readonly queries: Queries
  readonly search: Search
  readonly asking: Asking
  /** The last state of each record, by id. */
  readonly records: ReadonlyMap<Id, Held>
  readonly put: (entity: string, record: Held, id?: Id) => Id
  readonly putAll: (entity: string, records: readonly Held[]) => readonly Id[]
  readonly change: (id: Id, fields: Held) => readonly Changed[]
  readonly remove: (id: Id) => readonly Changed[]
}

/** 1 March 2026, noon in Bangkok. */
export const noon = 1_772_341_200_000

export const aBook = ({
  locale = 'en',
  today = '2026-03-01',
  me = null,
}: { locale?: string; today?: string | (() => string); me?: Id | null } = {}): Book => {
  const random = randomFrom(7)
  const tables = createTables({ entities: Object.values(entities), baseCurrency: 'THB' })
  const asking: Asking = {
    rows: tables.rows,
    entity: entityNamed,
    timeZone: 'Asia/Bangkok',
    baseCurrency: 'THB',
    weekStart: 1,
    today: () => (typeof today === 'string' ? today : today()),
    me,
  }
  const search = createSearch(asking)
  const queries = createQueries(asking, new Intl.Collator(locale), () => search)
  const records = new Map<Id, Held>()
  let now = noon

  const apply = (entity: string, ids: readonly Id[]): readonly Changed[] => {
    const changes = tables.apply(ids.map((id) => ({ entity, id, spaceId: 'space_1', bucket: 1, record: records.get(id) ?? null })))
    queries.changed(changes)
    return changes
  }
  const keep = (entity: string, record: Held, id = newId(entity, (now += 1_000), random)): Id => {
    records.set(id, { createdAt: now, updatedAt: now, ...record, id, spaceId: 'space_1' })
    return id
  }
  const entityNameOf = (id: Id): string => id.slice(0, id.lastIndexOf('_'))

  return {
    tables,
    queries,
    search,
    asking,
    records,
    put: (entity, record, id) => {
      const kept = keep(entity, record, id)
      apply(entity, [kept])
      return kept
    },
    putAll: (entity, all) => {
      const ids = all.map((record) => keep(entity, record))
      apply(entity, ids)
      return ids
    },
    change: (id, fields) => {
      records.set(id, { ...records.get(id), ...fields, updatedAt: (now += 1_000) })
      return apply(entityNameOf(id), [id])
    },
    remove: (id) => {
      records.delete(id)
      return apply(entityNameOf(id), [id])
    },
  }
}

/** A property that prints its seed and stays within a second. */
export const law = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 100): void => {
  // An expectation's answer is no verdict: it throws.
  const property = fc.property(arbitrary, (value) => {
    holds(value)
  })
  fc.assert(property, { numRuns, seed: 2026 })
}
