import type { Id } from '../../core/ids.ts'
import { markOf, textOf, type DraftKey } from '../../files/draft.ts'
import { LIVE, type Column, type Rows } from '../../tables/column.ts'
import type { Tables } from '../../tables/tables.ts'

/** Which record a key names: one in the book, or one that this import made. */
export interface Found {
  readonly idOf: (key: DraftKey) => Id | null
  readonly made: (key: DraftKey, id: Id, name: string) => void
  /** True where the record was there before the import. */
  readonly isOld: (id: Id) => boolean
  /** What a contact, company or product is called. */
  readonly nameOf: (id: Id) => string
}

/** Between two steps others may have their turn. */
const ROWS_A_STEP = 2_048

/** Marks of live rows; the oldest row of a mark stays. Built once an import and field, thrown away with it. */
export async function findByKeys(
  tables: Tables,
  keys: readonly Pick<DraftKey, 'entity' | 'field'>[],
  pause: () => Promise<void>,
): Promise<Found> {
  const indexes = new Map<string, ReadonlyMap<string, number>>()
  for (const { entity, field } of keys) {
    const index = new Map<string, number>()
    const steps = indexing(index, tables.rows(entity), entity, field)
    while (steps.next().done !== true) await pause()
    indexes.set(`${entity} ${field}`, index)
  }
  const made = new Map<string, Id>()
  const names = new Map<Id, string>()
  // A planner hands out one key object for all lines that name one product: looked up once, not half a million times.
  const known = new WeakMap<DraftKey, Id>()

  const search = (key: DraftKey): Id | null => {
    const mark = markOf(key)
    const own = made.get(mark)
    if (own !== undefined) return own
    const row = indexes.get(`${key.entity} ${key.field}`)?.get(mark)
    return row === undefined ? null : tables.rows(key.entity).idOf(row)
  }

  return {
    idOf: (key) => {
      const id = known.get(key) ?? search(key)
      if (id !== null) known.set(key, id)
      return id
    },
    made: (key, id, name) => {
      made.set(markOf(key), id)
      names.set(id, name)
    },
    isOld: (id) => !names.has(id),
    nameOf: (id) => names.get(id) ?? nameIn(tables, id),
  }
}

const nameIn = (tables: Tables, id: Id): string => {
  const rows = tables.rows(id.slice(0, id.lastIndexOf('_')))
  return textOf(rows.column('name')?.get(rows.rowOf(id)))
}

function* indexing(index: Map<string, number>, rows: Rows, entity: DraftKey['entity'], field: string): Generator<void, void> {
  const column = rows.column(field) ?? rows.column(`${field}.value`)
  if (column === null) return
  for (let row = 0; row < rows.length; row += 1) {
    if (row % ROWS_A_STEP === 0) yield
    if (rows.live[row] !== LIVE) continue
    for (const value of textsAt(column, row)) {
      const mark = markOf({ entity, field, value })
      if (!index.has(mark)) index.set(mark, row)
    }
  }
}

const textsAt = (column: Column, row: number): readonly string[] => {
  const value = column.get(row)
  const values = Array.isArray(value) ? (value as unknown[]) : [value]
  return values.map(textOf).filter((text) => text !== '')
}
