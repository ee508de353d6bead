import type { Clock, ClockSource } from '../core/clock.ts'
import type { Change } from '../domain/change.ts'
import type { Entity } from '../domain/entity.ts'
import { itemOf, type Register, type Registers } from './registers.ts'
import { itemKey, pack, writerKey, type Edit, type Said, type Scan } from './scan.ts'
import type { HistoryEntry } from './state.ts'
import type { MapStruct, NewStruct } from './update.ts'

/** Who writes: a client id that no other thread uses, and its clock. */
export interface Author {
  readonly writer: number
  readonly clock: ClockSource
  /** The newest clock that it knows of at every path; without it what stands there tells. */
  readonly over?: Clock
}

type Values = Readonly<Record<string, unknown>>

/** Everything of a new record, said at one clock. */
export const creationStructs = (entity: Entity, fields: Values, writer: number, clock: Clock): readonly NewStruct[] => {
  const own: Record<string, unknown> = {}
  const rest: NewStruct[] = []
  for (const [name, value] of Object.entries(fields)) {
    const merge = entity.fields[name]?.merge ?? 'register'
    if (merge === 'set') for (const member of listOf(value)) own[`${name}/${String(member)}`] = true
    else if (merge === 'items')
      for (const item of listOf(value)) rest.push(itemStruct(writer, name, item as Item, clock)) // the schema saw to its shape
    else if (merge === 'text') rest.push(...(typeof value === 'string' && value !== '' ? [{ text: name, value }] : []))
    else if (merge === 'register' && value !== null && value !== undefined) own[name] = value
  }
  return [{ key: writerKey(writer), value: [clock, own], replaces: null }, ...rest]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

interface Item extends Values {
  readonly id: string
}

const itemStruct = (writer: number, list: string, { id, ...fields }: Item, clock: Clock): MapStruct => ({
  key: itemKey(writer, list, id),
  value: [clock, withoutNulls(fields)],
  replaces: null,
})

const withoutNulls = (fields: Values): Values =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

interface Edited {
  readonly structs: readonly MapStruct[]
  readonly clock: Clock
  readonly history: readonly HistoryEntry[]
}

/** The structs that set `changes`, at one clock above everything they replace, and what stood there before. */
export const editStructs = (entity: Entity, scan: Scan, registers: Registers, changes: readonly Change[], author: Author): Edited => {
  const targets = changes.map((change) => targetOf(entity, registers, change))
  const clock = author.clock.next(Math.max(0, ...targets.map(({ seen }) => seen)))
  const said = new Map<string, Pick<Said, 'clock' | 'fields' | 'edits' | 'deleted'>>()
  for (const { list, item, field, value, register } of targets) {
    const key = list === null ? writerKey(author.writer) : itemKey(author.writer, list, item)
    const old = said.get(key) ?? scan.said.get(key) ?? unsaid
    if (field !== null) said.set(key, withEdit(old, field, [value, clock, author.over ?? newestOther(register, author.writer)]))
    else if (isItem(value)) said.set(key, { ...unsaid, clock, fields: withoutNulls(withoutId(value)) })
    else said.set(key, { ...old, deleted: clock })
  }
  return {
    structs: [...said].map(([key, value]) => ({ key, value: pack(value), replaces: scan.said.get(key)?.at ?? null })),
    clock,
    history: targets.map(({ path, before }) => ({ clock, writer: author.writer, path, before })),
  }
}

const unsaid = { clock: 0, fields: {}, edits: {}, deleted: 0 }
const isItem = (value: unknown): value is Values => typeof value === 'object' && value !== null
const withoutId = ({ id: _, ...fields }: Values): Values => fields

const withEdit = (old: Pick<Said, 'clock' | 'fields' | 'edits' | 'deleted'>, field: string, edit: Edit) => {
  const { [field]: _, ...fields } = old.fields
  return { ...old, fields, edits: { ...old.edits, [field]: edit } }
}

/** What this edit knows of: only a value it did not know of may conflict with it. */
const newestOther = (register: Register | undefined, writer: number): Clock => {
  if (register === undefined) return 0
  return Math.max(0, ...[register, ...register.others].filter((standing) => standing.writer !== writer).map(({ clock }) => clock))
}

interface Target extends Change {
  readonly list: string | null
  readonly item: string
  /** Null for a whole item. */
  readonly field: string | null
  readonly register: Register | undefined
  /** The highest clock at the path. */
  readonly seen: Clock
  readonly before: unknown
}

const targetOf = (entity: Entity, registers: Registers, { path, value }: Change): Target => {
  const [head = '', item = '', field = null] = path.split('/')
  if (entity.fields[head]?.merge !== 'items') {
    const register = registers.own.get(path)
    return { path, value, list: null, item: '', field: path, register, seen: register?.clock ?? 0, before: register?.value ?? null }
  }
  const state = registers.items.get(`${head}/${item}`)
  if (field !== null) {
    const register = state?.registers.get(field)
    const seen = Math.max(register?.clock ?? 0, state?.deleted ?? 0)
    return { path, value, list: head, item, field, register, seen, before: register?.value ?? null }
  }
  const said = [...(state?.registers.values() ?? [])].map(({ clock }) => clock)
  const before = state?.isAlive ? itemOf(state) : null
  return { path, value, list: head, item, field: null, register: undefined, seen: Math.max(0, state?.deleted ?? 0, ...said), before }
}
