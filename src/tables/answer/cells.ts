import { priceFrom } from '../../core/money.ts'
import type { Asking } from '../asking.ts'
import { LIVE, TAG_ROWS, TRASHED, type Column, type TaggedRefs } from '../column.ts'
import { currencyColumn } from '../encode.ts'
import { fieldOf, placeOf, readsOf, type Place, type Read } from '../filter/path.ts'
import { plainOf } from '../plain.ts'
import type { RowCells } from '../view.ts'

/** A reference as a screen shows it; the title is empty where nothing is known of the record yet. */
export interface Named {
  readonly id: string
  readonly title: string
}
type Reader = (row: number) => unknown

/** Decodes rows one by one; what is no column of the entity is left out. */
export const cellReader = (entity: string, columns: readonly string[], asking: Asking): ((row: number) => RowCells) => {
  const rows = asking.rows(entity)
  const readers = columns.map((name) => [name, readerOf(name, entity, asking)] as const)
  return (row) => {
    const cells: Record<string, unknown> = {}
    for (const [name, read] of readers) if (read !== null) cells[name] = read(row)
    return { ...cells, id: rows.idOf(row) }
  }
}

/** The title and what the entity's lists show. */
export const shownColumns = (entity: string, asking: Asking): readonly string[] => {
  const declared = asking.entity(entity)
  if (declared === null) return []
  const listed = Object.entries(declared.fields).filter(([name, field]) => field.list === true && name !== declared.manner.title)
  return [declared.manner.title, ...listed.map(([name]) => name)]
}

/** Columns that drawing these cells reads, the titles of what they name among them. */
export const cellReads = (entity: string, columns: readonly string[], asking: Asking): readonly Read[] =>
  columns.flatMap((name) => {
    const items = fieldOf(name, entity, asking)?.items
    if (items !== undefined) return Object.keys(items).flatMap((item) => cellReads(entity, [`${name}.${item}`], asking))
    const place = placeOf(name, entity, asking)
    return place === null
      ? []
      : [
          ...readsOf(place, entity),
          ...(place.field?.kind === 'unitPrice' ? [{ entity: place.entity, column: currencyColumn(place.name) }] : []),
          ...namedBy(place.column).map((to) => ({ entity: to, column: titleColumn(to, asking) })),
        ]
  })

/** What a record is called; empty where nothing is known of it. */
export const titleReader = (entity: string, asking: Asking): ((row: number) => string) => {
  const place = placeOf(titleColumn(entity, asking), entity, asking)
  if (place === null) return () => ''
  const { column, field } = place
  if (column.kind !== 'text') return () => ''
  return (row) => (column.present[row] === 1 ? plainOf(column.pool.at(column.codes[row] ?? 0) ?? '', field) : '')
}

export const titleColumn = (entity: string, asking: Asking): string => asking.entity(entity)?.manner.title ?? 'name'

const namedBy = (column: Column): readonly string[] => {
  const single = column.kind === 'many' ? column.values : column
  if (single.kind === 'tagged') return single.entities
  return single.kind === 'ref' ? [single.to] : []
}

const readerOf = (name: string, entity: string, asking: Asking): Reader | null => {
  const items = fieldOf(name, entity, asking)?.items
  if (items !== undefined) return itemsReader(name, Object.keys(items), entity, asking)
  const place = placeOf(name, entity, asking)
  if (place === null) return null
  const read = place.field?.kind === 'unitPrice' ? priceReader(place, asking) : columnReader(place.column, asking)
  if (place.hop === null) return read
  const { column } = place.hop
  if (column.kind !== 'ref') return null
  return (row) => (column.present[row] === 1 ? read(column.rows[row] ?? 0) : null)
}

const itemsReader = (list: string, names: readonly string[], entity: string, asking: Asking): Reader | null => {
  const readers = names.flatMap((name) => {
    const column = asking.rows(entity).column(`${list}.${name}`)
    return column?.kind === 'many' ? [{ name, column, read: itemReader(column.values, asking) }] : []
  })
  const [first] = readers
  if (first === undefined) return null
  return (row) => {
    const from = first.column.start[row] ?? 0
    return Array.from({ length: first.column.count[row] ?? 0 }, (_, at) =>
      Object.fromEntries(readers.map(({ name, read }) => [name, read(from + at)])),
    )
  }
}

const columnReader = (column: Column, asking: Asking): Reader => {
  if (column.kind === 'ref') {
    const name = namer(column.to, asking)
    return (row) => (column.present[row] === 1 ? name(column.rows[row] ?? 0) : null)
  }
  if (column.kind !== 'many') return column.get
  const read = itemReader(column.values, asking)
  return (row) => {
    const from = column.start[row] ?? 0
    return Array.from({ length: column.count[row] ?? 0 }, (_, at) => read(from + at))
  }
}

/** A price as a record holds it; null where its currency is not known. */
const priceReader = ({ entity, name, column }: Place, asking: Asking): Reader => {
  const currency = asking.rows(entity).column(currencyColumn(name))
  return (row) => {
    const [value, code] = [column.get(row), currency?.get(row)]
    return typeof value === 'number' && typeof code === 'string' ? priceFrom(value, code) : null
  }
}

const itemReader = (values: Column | TaggedRefs, asking: Asking): Reader => {
  if (values.kind !== 'tagged') return columnReader(values, asking)
  const namers = values.entities.map((entity) => namer(entity, asking))
  return (item) => {
    const tag = values.tags[item] ?? 0
    return namers[Math.floor(tag / TAG_ROWS)]?.(tag % TAG_ROWS) ?? null
  }
}

const namer = (entity: string, asking: Asking): ((row: number) => Named) => {
  const rows = asking.rows(entity)
  const titleOf = titleReader(entity, asking)
  return (row) => {
    const isKnown = rows.live[row] === LIVE || rows.live[row] === TRASHED
    return { id: rows.idOf(row), title: isKnown ? titleOf(row) : '' }
  }
}
