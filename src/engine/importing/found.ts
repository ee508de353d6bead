import type { Id } from '../../core/ids.ts'
import { markOf, type DraftKey } from '../../files/draft.ts'
import type { Column, Rows } from '../../tables/column.ts'
import { LIVE } from '../../tables/column.ts'
import type { Tables } from '../../tables/tables.ts'

/** Which record a key names: one in the book, or one that this import made. */
export interface Found {
  readonly idOf: (key: DraftKey) => Id | null
  readonly made: (key: DraftKey, id: Id) => void
  /** True where the record was there before the import. */
  readonly isOld: (id: Id) => boolean
}

export const findByKeys = (tables: Tables): Found => {
  const indexes = new Map<string, ReadonlyMap<string, number>>()
  const made = new Map<string, Id>()
  const ids = new Set<Id>()
  return {
    idOf: (key) => {
      const mark = markOf(key)
      const own = made.get(mark)
      if (own !== undefined) return own
      const name = `${key.entity} ${key.field}`
      const rows = tables.rows(key.entity)
      const index = indexes.get(name) ?? indexRows(rows, key)
      indexes.set(name, index)
      const row = index.get(mark)
      return row === undefined ? null : rows.idOf(row)
    },
    made: (key, id) => {
      made.set(markOf(key), id)
      ids.add(id)
    },
    isOld: (id) => !ids.has(id),
  }
}

/** Marks of live rows; the oldest row of a mark stays. Built once an import and field, thrown away with it. */
const indexRows = (rows: Rows, { entity, field }: DraftKey): ReadonlyMap<string, number> => {
  const index = new Map<string, number>()
  const column = rows.column(field) ?? rows.column(`${field}.value`)
  if (column === null) return index
  for (let row = 0; row < rows.length; row += 1) {
    if (rows.live[row] !== LIVE) continue
    for (const value of valuesAt(column, row)) {
      const mark = markOf({ entity: entity, field, value })
      if (!index.has(mark)) index.set(mark, row)
    }
  }
  return index
}

const valuesAt = (column: Column, row: number): readonly string[] => {
  const value = column.get(row)
  const values = Array.isArray(value) ? (value as unknown[]) : [value]
  return values.flatMap((one): string[] => {
    if (typeof one === 'string') return one === '' ? [] : [one]
    if (typeof one !== 'object' || one === null || !('family' in one) || !('given' in one)) return []
    return [`${String(one.given)} ${String(one.family)}`.trim()]
  })
}
