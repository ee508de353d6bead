import type { Field } from '../../domain/entity.ts'
import type { Asking } from '../asking.ts'
import type { Column, ManyColumn, RefColumn, TextColumn } from '../column.ts'
import { fieldOf, placeOf, type Place } from '../filter/path.ts'
import type { Rank } from './rank.ts'
import type { Strings } from '../strings.ts'

/** What rows sort by in one column: a number each, NaN for null. */
export interface Key {
  readonly at: (row: number) => number
  readonly reads: readonly KeyRead[]
}
export interface KeyRead {
  readonly entity: string
  readonly name: string
  /** As it was read: another object, or one where there was none, makes every key stale. */
  readonly column: Column | null
  /** The reference that leads there from the rows that are sorted; `far` where it takes two. */
  readonly via: RefColumn | ManyColumn | 'far' | null
}
export type RankOf = (pool: Strings, field: Field | null) => Rank

/** Null where nothing can be sorted by it: no such column, or references to several entities. */
export const keyOf = (path: string, entity: string, asking: Asking, rankOf: RankOf): Key | null => {
  const place = placeOf(path, entity, asking)
  if (place === null) return null
  const leaf = leafKey(place, asking, rankOf)
  if (leaf === null || place.hop === null) return leaf
  const { column, name } = place.hop
  const rowAt = targetRow(column)
  return {
    at: (row) => {
      const target = rowAt(row)
      return target < 0 ? NaN : leaf.at(target)
    },
    reads: [
      { entity, name, column, via: null },
      ...leaf.reads.map((read) => ({ ...read, via: read.via === null ? column : ('far' as const) })),
    ],
  }
}

/** The column that puts an entity's records in order: their own place among their like (stages of a pipeline), else what names them. */
export const namingColumn = (entity: string, asking: Asking): string => {
  const place = fieldOf('order', entity, asking)
  return place !== null && isPlaceKey(place) ? 'order' : (asking.entity(entity)?.manner.title ?? 'name')
}

/** Fractional keys (core/order.ts) compare by code units. */
export const isPlaceKey = (field: Field | null): boolean => field?.kind === 'place'

const leafKey = (place: Place, asking: Asking, rankOf: RankOf): Key | null => {
  const { entity, name, column } = place
  const own: KeyRead = { entity, name, column, via: null }
  if (column.kind === 'many') {
    const { start, count, values } = column
    if (values.kind === 'tagged' || values.kind === 'many') return null
    const item = leafKey({ ...place, column: values }, asking, rankOf)
    if (item === null) return null
    const at = (row: number): number => ((count[row] ?? 0) > 0 ? item.at(start[row] ?? 0) : NaN)
    return { at, reads: [own, ...item.reads.slice(1)] }
  }
  if (column.kind === 'ref') return refKey(column, own, asking, rankOf)
  return { at: valueAt(column, place, rankOf), reads: [own] }
}

const valueAt = (column: Exclude<Column, RefColumn | ManyColumn>, { field }: Place, rankOf: RankOf): ((row: number) => number) => {
  const { present } = column
  if (column.kind === 'text') {
    const { of } = rankOf(column.pool, field)
    const { codes } = column
    return (row) => (present[row] === 1 ? (of[codes[row] ?? 0] ?? NaN) : NaN)
  }
  const values = valuesOf(column)
  return (row) => (present[row] === 1 ? (values[row] ?? NaN) : NaN)
}

const valuesOf = (column: Exclude<Column, TextColumn | RefColumn | ManyColumn>): ArrayLike<number> => {
  if (column.kind === 'choice') return column.codes
  return column.kind === 'money' ? column.base : column.values
}

const refKey = (column: RefColumn, own: KeyRead, asking: Asking, rankOf: RankOf): Key => {
  const { present, rows } = column
  const title = namingColumn(column.to, asking)
  const place = placeOf(title, column.to, asking)
  const leaf = place === null || place.hop !== null || place.column.kind === 'ref' ? null : leafKey(place, asking, rankOf)
  const reads = [own, { entity: column.to, name: title, column: place?.column ?? null, via: column }]
  if (leaf === null) return { at: (row) => (present[row] === 1 ? (rows[row] ?? NaN) : NaN), reads }
  return { at: (row) => (present[row] === 1 ? leaf.at(rows[row] ?? 0) : NaN), reads }
}

/** The row that a reference names, the first of a list's; -1 for none. */
const targetRow = (column: RefColumn | ManyColumn): ((row: number) => number) => {
  if (column.kind === 'ref') return (row) => (column.present[row] === 1 ? (column.rows[row] ?? -1) : -1)
  const { values } = column
  if (values.kind !== 'ref') return () => -1
  return (row) => {
    const item = column.start[row] ?? 0
    return (column.count[row] ?? 0) > 0 && values.present[item] === 1 ? (values.rows[item] ?? -1) : -1
  }
}
