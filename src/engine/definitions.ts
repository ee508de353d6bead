import type { Id } from '../core/ids.ts'
import { entities } from '../domain/entities.ts'
import type { Entity } from '../domain/entity.ts'
import { fieldTypes } from '../domain/customfield/customfield.ts'
import { customised, type FieldDefinition, type OptionDefinition } from '../domain/customfield/made.ts'
import { LIVE } from '../tables/column.ts'
import type { Tables } from '../tables/tables.ts'
import type { Names } from './facts.ts'

/** What a thing is called: `*` where a language has no word of its own for it. */
type Labels = Readonly<Record<string, string>>

/** All that the team made, in its order; archived fields are left out, archived choices stay. */
export interface Definitions {
  readonly fields: readonly (FieldDefinition & { readonly labels: Labels })[]
  readonly options: readonly (OptionDefinition & { readonly labels: Labels })[]
}

export const definitionsIn = (tables: Tables): Definitions => ({
  fields: readAll(tables, 'customField', ({ id, text, is, labels }) => {
    const type = fieldTypes.find((one) => one === text('type'))
    if (type === undefined || is('isArchived')) return null // one that only a newer app knows is kept and not shown
    return { id, object: text('object'), type, isRequired: is('isRequired'), to: text('to') || null, formula: text('formula'), labels }
  }),
  options: readAll(tables, 'pickOption', ({ id, text, is, labels: { '*': name, ...others } }) => {
    const code = text('code')
    // A choice of ours that was only moved or archived goes on being called as we call it.
    const labels = name === undefined || name === code ? others : { '*': name, ...others }
    return { choice: code || id, listId: text('listId'), isArchived: is('isArchived'), labels }
  }),
})

interface Row {
  readonly id: Id
  readonly text: (column: string) => string
  readonly is: (column: string) => boolean
  readonly labels: Labels
}

const readAll = <T>(tables: Tables, entity: string, read: (row: Row) => T | null): readonly T[] => {
  const rows = tables.rows(entity)
  const cell = (column: string, row: number): unknown => rows.column(column)?.get(row)
  const text = (column: string, row: number): string => textOf(cell(column, row))
  return Array.from({ length: rows.length }, (_, row) => row)
    .filter((row) => rows.live[row] === LIVE)
    .toSorted((a, b) => (text('order', a) < text('order', b) ? -1 : 1))
    .flatMap((row) => {
      const [locales, texts] = [listOf(cell('labels.locale', row)), listOf(cell('labels.text', row))]
      const one = read({
        id: rows.idOf(row),
        text: (column) => text(column, row),
        is: (column) => cell(column, row) === true,
        labels: { '*': text('name', row), ...Object.fromEntries(locales.map((locale, at) => [textOf(locale), textOf(texts[at])])) },
      })
      return one === null ? [] : [one]
    })
}

/** The entities that differ from what is declared, by name. */
export const customisedBy = ({ fields, options }: Definitions): ReadonlyMap<string, Entity> =>
  new Map(
    Object.values(entities)
      .map((entity): readonly [string, Entity, Entity] => [entity.name, entity, customised(entity, fields, options)])
      .filter(([, declared, made]) => made !== declared)
      .map(([name, , made]) => [name, made]),
  )

/** By the path that a label is asked for by: `contact.<field>`, `contact.<field>.<choice>`, `company.rating.hot`. */
export const namesIn = ({ fields, options }: Definitions): Names => ({
  ...Object.fromEntries(fields.map(({ id, object, labels }) => [`${object}.${id}`, labels])),
  ...Object.fromEntries(
    options.flatMap(({ choice, listId, labels }) => {
      const field = fields.find(({ id }) => id === listId)
      const list = field === undefined ? listId : `${field.object}.${listId}`
      return [[`${list}.${choice}`, labels]]
    }),
  ),
})

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
