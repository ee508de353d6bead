import type { Values } from './check.ts'
import type { Fields } from './entity.ts'

/**
 * One thing to set: `name` (a register or a text), `interests/<term>` (true or false), `phones/<item id>` (a whole item, or null to
 * remove it), `phones/<item id>/value` (a field of an item).
 */
export interface Change {
  readonly path: string
  readonly value: unknown
}

type Merges = Readonly<Record<string, Pick<Fields[string], 'merge'>>>
/** An item of a list. */
export interface Item extends Values {
  readonly id: string
  readonly order: string
}

/** By place; the id decides between two items put in the same place at once. */
export const byPlace = (a: Item, b: Item): number => {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** The values as they stand after the changes. Items keep the order that they are in. */
export const applied = (fields: Merges, values: Values, changes: readonly Change[]): Values => {
  const after: Record<string, unknown> = { ...values }
  for (const { path, value } of changes) {
    const [name = '', member, inner] = path.split('/')
    if (member === undefined) after[name] = value
    else if (fields[name]?.merge === 'set') after[name] = withMember(after[name], member, value === true)
    else after[name] = withItem(after[name], member, inner, value)
  }
  return after
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const withMember = (value: unknown, member: string, isIn: boolean): readonly string[] => {
  const others = listOf(value).filter((one): one is string => typeof one === 'string' && one !== member)
  return isIn ? [...others, member].sort() : others
}

const withItem = (value: unknown, id: string, inner: string | undefined, next: unknown): readonly Item[] => {
  const items = listOf(value) as readonly Item[] // an item is an object with its id
  if (inner !== undefined) return items.map((item) => (item.id === id ? { ...item, [inner]: next } : item))
  const others = items.filter((item) => item.id !== id)
  return next === null ? others : [...others, { ...(next as Item), id }] // a whole item has a place
}
