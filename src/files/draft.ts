import type { EntityName } from '../domain/entities.ts'
import type { CellReader, Reason } from './cells.ts'
import { personNameOf } from './names.ts'
import { fieldsOf } from './targets.ts'

/** By which a record is found, or made if there is none: the field's value, for a list the value of any item. */
export interface DraftKey {
  readonly entity: EntityName
  readonly field: string
  readonly value: string
}

export interface DraftItem {
  readonly fields: Readonly<Record<string, unknown>>
  /** Reference field → whom it names; that draft came before this one. */
  readonly parents: Readonly<Record<string, DraftKey>>
}

/** A record that a file asks for: values as the domain's schemas hold them, only those that the file gives. */
export interface Draft {
  readonly entity: EntityName
  /** Null: always a new record. */
  readonly key: DraftKey | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: Readonly<Record<string, readonly DraftItem[]>>
  readonly parents: Readonly<Record<string, DraftKey>>
  /** The file's line that it starts on, and how many rows went into it. */
  readonly line: number
  readonly rows: number
  /** What was left out of it. */
  readonly problems: readonly CellProblem[]
}

export interface CellProblem {
  readonly reason: Reason
  readonly line: number
  /** Of the file; null where the row as a whole is meant. */
  readonly column: number | null
}

/** A row's values, in the order of the readers; undefined where the cell is empty. */
export type RowValues = readonly unknown[]

export interface Parts {
  readonly fields: Record<string, unknown>
  readonly items: Record<string, DraftItem[]>
}

/** What a row says about one entity; null where it says nothing. */
export const partsOf = (entity: EntityName, readers: readonly CellReader[], row: RowValues): Parts | null => {
  const fields: Record<string, unknown> = {}
  const structs = new Map<string, Record<string, string>>()
  const lists = new Map<string, Map<number, Slot>>()
  let isSaid = false
  for (const [i, { spec, slot, itemKind }] of readers.entries()) {
    const value = row[i]
    if (spec.entity !== entity || value === undefined) continue
    isSaid = true
    if (spec.isItem)
      slotOf(lists, spec.field, slot, itemKind).columns[spec.part ?? ''] = value as unknown[] // an item's column is read as a list
    else if (spec.part === null) fields[spec.field] = value
    else structs.set(spec.field, { ...structs.get(spec.field), [spec.part]: textOf(value) })
  }
  if (!isSaid) return null
  for (const [field, parts] of structs) fields[field] = fieldsOf(entity)[field]?.kind === 'personName' ? personNameOf(parts) : parts
  const items: Record<string, DraftItem[]> = {}
  for (const [field, slots] of lists) {
    const list = itemsIn([...slots.values()], fieldsOf(entity)[field]?.items?.['primary'] !== undefined)
    if (list.length > 0) items[field] = list
  }
  return { fields, items }
}

interface Slot {
  readonly itemKind: string | null
  readonly columns: Partial<Record<string, readonly unknown[]>>
}

const slotOf = (lists: Map<string, Map<number, Slot>>, field: string, slot: number, itemKind: string | null): Slot => {
  const slots = lists.get(field) ?? new Map<number, Slot>()
  const found = slots.get(slot) ?? { itemKind, columns: {} }
  lists.set(field, slots.set(slot, found))
  return found
}

/** Each value once; a kind given once goes for all values of its cell. */
const itemsIn = (slots: readonly Slot[], hasPrimary: boolean): DraftItem[] => {
  const seen = new Set<unknown>()
  const items: DraftItem[] = []
  for (const { itemKind, columns } of slots) {
    const kinds = columns['kind'] ?? []
    columns['value']?.forEach((value, i) => {
      if (value === null || seen.has(value)) return
      seen.add(value)
      const kind = (kinds.length > 1 ? kinds[i] : kinds[0]) ?? itemKind
      items.push({ fields: { value, kind: kind ?? null, ...(hasPrimary ? { primary: items.length === 0 } : {}) }, parents: {} })
    })
  }
  return items
}

/** How a record can be found again, the surest way first. */
const waysToFind: Readonly<Partial<Record<EntityName, readonly string[]>>> = {
  contact: ['code', 'emails', 'phones', 'name'],
  company: ['code', 'name', 'emails'],
  product: ['code', 'name'],
  stage: ['name'],
}

/** The first of `fields` (all ways, unless told) that the parts give a value for. */
export const keyFrom = (entity: EntityName, parts: Parts, fields: readonly string[] = waysToFind[entity] ?? []): DraftKey | null => {
  for (const field of fields) {
    const value = textOf(parts.fields[field] ?? parts.items[field]?.[0]?.fields['value'])
    if (value !== '') return { entity, field, value }
  }
  return null
}

/** One mark for keys that name one record: codes and numbers letter by letter, names and addresses whatever their case. */
export const markOf = ({ entity, field, value }: DraftKey): string =>
  `${entity} ${field} ${field === 'code' || field === 'number' ? value : value.normalize('NFKC').toLowerCase()}`

export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('family' in value) || !('given' in value)) return ''
  return `${String(value.given)} ${String(value.family)}`.trim()
}

/** A record needs something to be called by: its code, else its address or number. */
export const withName = (entity: EntityName, { fields, items }: Parts): Parts | null => {
  if (textOf(fields['name']) !== '') return { fields, items }
  const first = (field: string) => textOf(items[field]?.[0]?.fields['value'])
  const name = [textOf(fields['code']), first('emails'), first('phones')].find((text) => text !== '')
  if (name === undefined) return null
  return { fields: { ...fields, name: entity === 'contact' ? { family: '', given: name } : name }, items }
}
