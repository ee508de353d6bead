import { byPlace } from '../domain/change.ts'
import type { Entity } from '../domain/entity.ts'
import { itemOf, registersOf, type Item, type Register, type Registers } from './registers.ts'
import { scan } from './scan.ts'
import type { State } from './state.ts'

export interface ReadRecord {
  /** By field; unset ones are null or empty. Fields that this app does not know are there too. */
  readonly fields: Record<string, unknown>
  readonly registers: Registers
}

/** The record as it stands. Texts stay empty: they need a document. */
export const read = (entity: Entity, state: State): ReadRecord => {
  const registers = registersOf(scan(state.doc))
  const fields: Record<string, unknown> = {}
  for (const name in entity.fields) {
    const field = entity.fields[name]
    if (field !== undefined && field.merge !== 'calc') fields[name] = emptyOf(field.merge)
  }
  for (const [path, register] of registers.own) place(entity, fields, path, register)
  for (const state of registers.items.values()) {
    if (!state.isAlive) continue
    const list = fields[state.list]
    if (Array.isArray(list)) list.push(itemOf(state))
  }
  for (const name in entity.fields) {
    const list = fields[name]
    if (!Array.isArray(list)) continue
    if (entity.fields[name]?.merge === 'items')
      (list as Item[]).sort(byPlace) // filled just above
    else list.sort()
  }
  return { fields, registers }
}

const emptyOf = (merge: string): unknown => {
  if (merge === 'register') return null
  return merge === 'text' ? '' : []
}

const place = (entity: Entity, fields: Record<string, unknown>, path: string, { value }: Register) => {
  const slash = path.indexOf('/')
  if (slash < 0) fields[path] = value ?? null
  else if (value === true && entity.fields[path.slice(0, slash)]?.merge === 'set') {
    const set = fields[path.slice(0, slash)]
    if (Array.isArray(set)) set.push(path.slice(slash + 1))
  }
}
