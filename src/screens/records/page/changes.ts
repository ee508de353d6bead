import type { Values } from '../../../domain/check.ts'
import type { FieldFact, FieldFacts } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Change } from '../../../domain/change.ts'
import { itemsIn, type Item } from '../editors/held.ts'
import { withChanges } from '../editors/items.ts'
import { repeatText } from '../../work/repeat.ts'
import { isEmpty, itemText, valueText, type Titles } from '../value.ts'

/** The edits that make `after` of `before`: one a register, a member of a set, an item that came or went, or a field of one. */
export const changesBetween = (fact: FieldFact, before: unknown, after: unknown): readonly Change[] => {
  if (fact.merge === 'set') return memberChanges(fact.name, listOf(before), listOf(after))
  if (fact.items !== undefined) return itemChanges(fact.name, itemsIn(before), itemsIn(after))
  return isSame(before, after) ? [] : [{ path: fact.name, value: after }]
}

const memberChanges = (name: string, before: readonly unknown[], after: readonly unknown[]): readonly Change[] => [
  ...before.filter((member) => !after.includes(member)).map((member) => ({ path: `${name}/${String(member)}`, value: false })),
  ...after.filter((member) => !before.includes(member)).map((member) => ({ path: `${name}/${String(member)}`, value: true })),
]

const itemChanges = (name: string, before: readonly Item[], after: readonly Item[]): readonly Change[] => [
  ...before.filter(({ id }) => !after.some((item) => item.id === id)).map(({ id }) => ({ path: `${name}/${id}`, value: null })),
  ...after.flatMap((item) => {
    const old = before.find(({ id }) => id === item.id)
    if (old === undefined) return [{ path: `${name}/${item.id}`, value: item }]
    const fields = new Set([...Object.keys(old), ...Object.keys(item)])
    return [...fields]
      .filter((field) => !isSame(old[field] ?? null, item[field] ?? null))
      .map((field) => ({ path: `${name}/${item.id}/${field}`, value: item[field] ?? null }))
  }),
]

/** The fields after the edits: what the person sees before the engine has answered. */
export const fieldsAfter = (facts: FieldFacts, fields: Values, changes: readonly Change[]): Values =>
  changes.reduce<Values>((now, change) => {
    const [name = '', member] = change.path.split('/')
    const fact = facts[name]
    if (fact?.items !== undefined) return { ...now, [name]: withChanges(name, itemsIn(now[name]), [change]) }
    if (fact?.merge !== 'set' || member === undefined) return { ...now, [name]: change.value }
    const others = listOf(now[name]).filter((one) => one !== member)
    return { ...now, [name]: change.value === true ? [...others, member].sort() : others }
  }, fields)

/** "Phones · Kind": what a path is called. */
export const pathLabel = (entity: string, path: string): string => {
  const [name = '', , inner] = path.split('/')
  if (inner === undefined) return i18n.label(entity, name)
  return inner === 'order' ? i18n.label(entity, name) : `${i18n.label(entity, name)} · ${i18n.label(entity, name, inner)}`
}

/** What stood at a path, in words; empty for nothing. */
export const pathText = (entity: string, facts: FieldFacts, path: string, value: unknown, titles: Titles): string => {
  const [name = '', member, inner] = path.split('/')
  const fact = facts[name]
  if (fact === undefined) return isEmpty(value) ? '' : String(value)
  if (fact.merge === 'set' && member !== undefined) return value === true ? valueText(entity, fact, [member], titles) : ''
  if (member !== undefined && inner === undefined) return itemText(entity, fact, value, titles)
  const part = inner === undefined ? fact : fact.items?.[inner]
  if (name === 'recurrence' && typeof value === 'string') return repeatText(value)
  return part === undefined ? '' : valueText(entity, part, value, titles, inner === undefined ? undefined : name)
}

/** Ids that a value names at its path: a reference's, or those inside an item. */
export const idsAt = (facts: FieldFacts, path: string, value: unknown): readonly string[] => {
  const [name = '', member, inner] = path.split('/')
  const fact = inner === undefined ? facts[name] : facts[name]?.items?.[inner]
  if (fact === undefined || value === null) return []
  if (fact.kind === 'refs' && member !== undefined) return [member]
  if (fact.kind === 'ref') return typeof value === 'string' ? [value] : []
  if (fact.items === undefined || typeof value !== 'object') return []
  const item = value as Values // any object may be asked for a name
  return Object.values(fact.items).flatMap((part) => idsAt({ [part.name]: part }, part.name, item[part.name] ?? null))
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
