import type { Field } from '../../domain/entity.ts'
import type { Asking } from '../asking.ts'
import type { Column, ManyColumn, RefColumn, Rows } from '../column.ts'

/** Where a path leads: a column of the entity itself, or of what one of its references names. */
export interface Place {
  /** The entity whose column this is. */
  readonly entity: string
  /** The column's own name there: `phones` has become `phones.value`. */
  readonly name: string
  readonly column: Column
  /** Null for what no declaration knows, such as `$space`. */
  readonly field: Field | null
  readonly hop: Hop | null
}
export interface Hop {
  /** The reference's name in the entity that was asked. */
  readonly name: string
  /** A reference, or one in each of a list's items. */
  readonly column: RefColumn | ManyColumn
  readonly rows: Rows
}

export interface Read {
  readonly entity: string
  readonly column: string
}

/** Null where the entity has no such column, or it is not loaded. */
export const placeOf = (path: string, entity: string, asking: Asking): Place | null => {
  const own = ownPlace(path, entity, asking)
  if (own !== null) return own
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot)
    const column = asking.rows(entity).column(name)
    const to = column === null ? null : targetOf(column)
    if (column === null || to === null || (column.kind !== 'ref' && column.kind !== 'many')) continue
    const there = ownPlace(path.slice(dot + 1), to, asking)
    if (there !== null) return { ...there, hop: { name, column, rows: asking.rows(to) } }
  }
  return null
}

/** The entity that a reference names; null for what is none, or may name several. */
export const targetOf = (column: Column): string | null => {
  if (column.kind === 'ref') return column.to
  return column.kind === 'many' && column.values.kind === 'ref' ? column.values.to : null
}

/** The declaration of `name` or `phones.value`. */
export const fieldOf = (path: string, entity: string, asking: Asking): Field | null => {
  const fields = asking.entity(entity)?.fields
  if (fields === undefined) return null
  const dot = path.indexOf('.')
  if (dot < 0) return Object.hasOwn(fields, path) ? (fields[path] ?? null) : null
  const list = path.slice(0, dot)
  const items = Object.hasOwn(fields, list) ? fields[list]?.items : undefined
  const name = path.slice(dot + 1)
  return items !== undefined && Object.hasOwn(items, name) ? (items[name] ?? null) : null
}

/** Columns that a place reads: a reference on the way is one of them. */
export const readsOf = ({ entity: owner, name, hop }: Place, entity: string): readonly Read[] =>
  hop === null
    ? [{ entity, column: name }]
    : [
        { entity, column: hop.name },
        { entity: owner, column: name },
      ]

const ownPlace = (path: string, entity: string, asking: Asking): Place | null => {
  const field = fieldOf(path, entity, asking)
  const [first] = Object.keys(field?.items ?? {})
  const name = first === undefined ? path : `${path}.${first}`
  const column = asking.rows(entity).column(name)
  if (column === null) return null
  return { entity, name, column, field: first === undefined ? field : fieldOf(name, entity, asking), hop: null }
}
