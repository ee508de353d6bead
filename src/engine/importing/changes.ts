import { newItemId, type Id } from '../../core/ids.ts'
import type { Values } from '../../domain/check.ts'
import type { Entity, Field } from '../../domain/entity.ts'
import type { Draft, DraftItem } from '../../files/draft.ts'
import type { Change } from '../../domain/change.ts'
import { entityOrThrow, type Session } from '../session.ts'
import type { Found } from './found.ts'
import type { KnownRecord } from './plan.ts'
import { itemsOf, parentsOf } from './records.ts'

/** A field of the record as it stands; for a list `values`, what its items hold. */
export interface Held {
  readonly field: (name: string) => unknown
  readonly items: (list: string) => readonly Values[]
  readonly itemValues: (list: string) => readonly unknown[]
}

/** Columns do not hold everything: notes, prices by their digits, an order's lines are read from the record itself. */
export const needsRecord = (session: Session, { entity, fields, items }: Draft): boolean => {
  const declared = entityOrThrow(session, entity).fields
  return (
    Object.keys(fields).some((name) => declared[name]?.column === 'none' || declared[name]?.kind === 'unitPrice') ||
    Object.keys(items).some((list) => !hasValues(declared[list]))
  )
}

export const heldInColumns = ({ tables }: Session, id: Id, entity: string): Held => {
  const rows = tables.rows(entity)
  const row = rows.rowOf(id)
  return {
    field: (name) => rows.column(name)?.get(row) ?? null,
    items: () => [],
    itemValues: (list) => listOf(rows.column(`${list}.value`)?.get(row)),
  }
}

export const heldInRecord = (fields: Values): Held => ({
  field: (name) => fields[name] ?? null,
  items: (list) => listOf(fields[list]) as readonly Values[], // items are objects
  itemValues: (list) => listOf(fields[list]).map((item) => (item as Values)['value']),
})

/** What an import changes about a record that the book holds: nothing that is there already is said again. */
export const changesTo = (draft: Draft, held: Held, known: KnownRecord, found: Found, session: Session): readonly Change[] => {
  if (known === 'skip') return []
  const entity = entityOrThrow(session, draft.entity)
  const scalars = Object.entries({ ...draft.fields, ...parentsOf(draft.parents, found) })
  return [
    ...scalars.flatMap(([name, value]) => {
      if (entity.fields[name]?.merge === 'set') return newMembers(name, value, held.field(name))
      const change = changeOf(entity, name, value, held.field(name), known)
      return change === null ? [] : [change]
    }),
    ...Object.entries(draft.items).flatMap(([list, items]) =>
      hasValues(entity.fields[list])
        ? newItems(list, items, held, found, session)
        : replacedItems(list, items, held, known, found, session),
    ),
  ]
}

const changeOf = ({ fields }: Entity, path: string, value: unknown, held: unknown, known: KnownRecord): Change | null => {
  const hasParts = ['personName', 'address'].includes(fields[path]?.kind ?? '')
  if (known === 'fill' && !isBlank(held) && !hasParts) return null
  const next = hasParts ? joined(held as Values | null, value as Values, known) : value // names and addresses are objects
  return canonical(next) === canonical(held) ? null : { path, value: next }
}

/** A file that knows the town leaves the street as it is. */
const joined = (held: Values | null, given: Values, known: KnownRecord): Values =>
  known === 'fill' ? { ...given, ...spoken(held) } : { ...held, ...spoken(given) }
const spoken = (parts: Values | null): Values => Object.fromEntries(Object.entries(parts ?? {}).filter(([, part]) => !isBlank(part)))

const newMembers = (name: string, value: unknown, held: unknown): readonly Change[] =>
  listOf(value).flatMap((member) => (listOf(held).includes(member) ? [] : [{ path: `${name}/${String(member)}`, value: true }]))

const newItems = (list: string, items: readonly DraftItem[], held: Held, found: Found, { random }: Session): readonly Change[] => {
  const values = held.itemValues(list)
  const added = items
    .filter(({ fields }) => !values.includes(fields['value']))
    .map(({ fields, parents }) => ({ fields: values.length > 0 ? { ...fields, primary: null } : fields, parents }))
  return itemsOf(added, found, random).map(({ id, ...item }) => ({ path: `${list}/${id}`, value: item }))
}

/** Lines have nothing to know one by: where they differ at all, the file's stand in their place. */
const replacedItems = (
  list: string,
  items: readonly DraftItem[],
  held: Held,
  known: KnownRecord,
  found: Found,
  { random }: Session,
): readonly Change[] => {
  const old = held.items(list)
  const next = itemsOf(items, found, random)
  const said = (all: readonly Values[]) => all.map(({ id: _, order: __, ...fields }) => canonical(fields)).join('\n')
  if (said(old) === said(next) || (known === 'fill' && old.length > 0)) return []
  return [
    ...old.map(({ id }) => ({ path: `${list}/${String(id)}`, value: null })),
    ...next.map(({ id: _, ...item }) => ({ path: `${list}/${newItemId(random)}`, value: item })),
  ]
}

const hasValues = (field: Field | undefined): boolean => field?.items?.['value'] !== undefined
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Equal texts for equal values, whatever the order of their keys and whether a blank is said or left out. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) => {
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return held
    return Object.fromEntries(
      Object.entries(held)
        .filter(([, part]) => !isBlank(part))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    )
  })
