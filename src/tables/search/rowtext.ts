import { searchText, type HanFold } from '../../core/fold.ts'
import type { Field } from '../../domain/entity.ts'
import type { Asking } from '../asking.ts'
import { titleReader } from '../answer/cells.ts'
import type { Column, RefColumn } from '../column.ts'
import type { Read } from '../filter/path.ts'
import { plainOf } from '../plain.ts'
import { AFTER_TITLE } from './texts.ts'

interface Source {
  readonly name: string
  readonly column: Column | null
  readonly field: Field
}

/** How an entity's rows are searched: the columns of its fields that are flagged so, what names the record first. */
export interface Searched {
  readonly reads: readonly Read[]
  /** References whose titles are part of the text. */
  readonly refs: readonly RefColumn[]
  /** False while a column is not loaded. */
  readonly isReady: boolean
  readonly textOf: (row: number, han: HanFold | null) => string
}

export const searchedBy = (entity: string, asking: Asking): Searched => {
  const sources = sourcesOf(entity, asking)
  const refs = sources.flatMap(({ column }) => (column?.kind === 'ref' ? [column] : []))
  const readers = sources.map((source) => ({ ...source, read: partsReader(source, asking) }))
  return {
    reads: [
      ...sources.map(({ name }) => ({ entity, column: name })),
      ...refs.map(({ to }) => ({ entity: to, column: titleName(to, asking) })),
    ],
    refs,
    isReady: sources.every(({ column }) => column !== null),
    textOf: (row, han) => {
      const parts: string[] = []
      const phones: string[] = []
      let title = ''
      readers.forEach(({ read, field }, at) => {
        if (at === 0) title = searchText(read(row), { han })
        else (field.kind === 'phone' ? phones : parts).push(...read(row))
      })
      const rest = searchText(parts, { phones, han })
      return rest === '' ? title : title + AFTER_TITLE + rest
    },
  }
}

const titleName = (entity: string, asking: Asking): string => asking.entity(entity)?.manner.title ?? 'name'

/**
 * Fields flagged `search`, the title first. Of a list's items phones, addresses of mail and codes are searched, but not words:
 * the names on a million order lines are those of a few thousand products, which are found as such.
 */
const sourcesOf = (entity: string, asking: Asking): readonly Source[] => {
  const declared = asking.entity(entity)
  if (declared === null) return []
  const rows = asking.rows(entity)
  const fields = Object.entries(declared.fields).flatMap(([name, field]): [string, Field][] => {
    if (field.items === undefined) return field.search === true ? [[name, field]] : []
    return Object.entries(field.items)
      .filter(([, item]) => item.search === true && item.kind !== 'text')
      .map(([item, inner]) => [`${name}.${item}`, inner])
  })
  const { title } = declared.manner
  const sorted = fields.toSorted(([a], [b]) => Number(b === title) - Number(a === title))
  return sorted.map(([name, field]) => ({ name, column: rows.column(name), field }))
}

const partsReader = ({ column, field }: Source, asking: Asking): ((row: number) => readonly string[]) => {
  if (column?.kind === 'text')
    return (row) => (column.present[row] === 1 ? [plainOf(column.pool.at(column.codes[row] ?? 0) ?? '', field)] : [])
  if (column?.kind === 'ref') {
    const title = titleReader(column.to, asking)
    return (row) => (column.present[row] === 1 ? [title(column.rows[row] ?? 0)] : [])
  }
  if (column?.kind !== 'many' || column.values.kind !== 'text') return () => []
  const { values } = column
  return (row) => {
    const from = column.start[row] ?? 0
    const parts: string[] = []
    for (let item = from; item < from + (column.count[row] ?? 0); item += 1) {
      if (values.present[item] === 1) parts.push(plainOf(values.pool.at(values.codes[item] ?? 0) ?? '', field))
    }
    return parts
  }
}
