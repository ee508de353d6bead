import type { Bytes } from '../core/bytes.ts'
import type { Entity } from '../domain/entity.ts'
import { encodePart } from './blob.ts'
import { currencyColumn } from './encode.ts'
import { PART_ROWS, SPINE } from './rows.ts'
import type { Table } from './table.ts'

/** A column's part as it is stored. */
export interface ColumnBlob {
  /** `contact/name/0`: entity, column, part of 65,536 rows. */
  readonly key: string
  readonly bytes: Bytes
}

/** The columns of each entity among keys of blobs. */
export const columnsOf = (keys: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const columns = new Map<string, Set<string>>()
  for (const key of keys) {
    const [entity = '', column = ''] = key.split('/')
    const known = columns.get(entity)
    if (known === undefined) columns.set(entity, new Set([column]))
    else known.add(column)
  }
  return columns
}

/** Whether these columns are all that an entity's table is made of; folded ones can be made again from the others. */
export const isEnough = ({ units }: Table, columns: ReadonlySet<string>): boolean =>
  columns.has(SPINE) && units.every(({ name, isFolded }) => isFolded || columns.has(name))

/** Rows before columns, a list's offsets before its items. */
export const missingInOrder = ({ units, missing }: Table): readonly string[] =>
  [SPINE, ...units.map(({ name }) => name)].filter((name) => missing.has(name))

/** What a view's columns stand on: `companyId.name` is two columns of two entities, `lines.qty` an item's field and its list's offsets. */
export const neededFor = (
  entity: Entity,
  columns: readonly string[],
  entityNamed: (name: string) => Entity | undefined,
): readonly (readonly [string, string])[] =>
  columns.flatMap((path) => {
    const [first = '', ...rest] = path.split('.')
    const field = entity.fields[first]
    if (field === undefined || field.column === 'none') return []
    if (field.items !== undefined) {
      const [item = ''] = rest
      // What a list's items come to (`lines.amount`) is computed from all of them, in the record's currency.
      const isOwn = Object.hasOwn(field.items, item)
      const items = isOwn ? rest : Object.keys(field.items)
      const money = isOwn ? [] : ['currency', 'exchangeRate'].filter((name) => Object.hasOwn(entity.fields, name))
      return [first, ...items.map((each) => `${first}.${each}`), ...money].map((column) => [entity.name, column] as const)
    }
    if (field.kind === 'unitPrice') return [first, currencyColumn(first)].map((column) => [entity.name, column] as const)
    const next = field.to?.map(entityNamed).filter((each) => each !== undefined) ?? []
    return [
      [entity.name, first] as const,
      ...(rest.length > 0 ? next.flatMap((each) => neededFor(each, [rest.join('.')], entityNamed)) : []),
    ]
  })

/** Draws what is dirty and marks it clean, one blob at a time, until nothing is. */
export const dumped = function* (tables: () => Iterable<Table>): Generator<ColumnBlob, void, void> {
  for (let table = firstDirty(tables()); table !== undefined; table = firstDirty(tables())) {
    for (const [part, flags] of table.dirty.entries()) {
      for (const [number, flag] of flags.entries()) {
        if (flag === 0) continue
        flags[number] = 0
        yield blobOf(table, number, part)
      }
    }
  }
}

const firstDirty = (tables: Iterable<Table>): Table | undefined => {
  for (const table of tables) {
    if (table.missing.size > 0) throw new Error(`${table.rows.entity} is not whole`)
    if (table.dirty.some((flags) => flags.includes(1))) return table
  }
  return undefined
}

const blobOf = (table: Table, number: number, part: number): ColumnBlob => {
  const unit = table.units[number - 1]
  const from = part * PART_ROWS
  const to = Math.min(from + PART_ROWS, table.ids.length)
  const key = `${table.rows.entity}/${unit?.name ?? SPINE}/${part}`
  return { key, bytes: encodePart(key, (unit ?? table.spine).part(from, to)) }
}

export const markUnsaved = (table: Table, column: string, part: number): void => {
  const flags = table.dirty[part]
  const number = column === SPINE ? 0 : table.units.findIndex(({ name }) => name === column) + 1
  if (flags !== undefined && (number > 0 || column === SPINE)) flags[number] = 1
}
