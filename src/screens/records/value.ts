import type { Id } from '../../core/ids.ts'
import { dayOf, startOfDay } from '../../core/day.ts'
import type { Money, UnitPrice } from '../../core/money.ts'
import type { Address, PersonName } from '../../domain/entity.ts'
import type { FieldFact } from '../../engine/facts.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { displayName } from '../../i18n/names.ts'
import { addressText } from './address.ts'
import { phoneText } from './phones.svelte.ts'

/** What the records that references name are called. */
export type Titles = Readonly<Record<Id, string>>

/**
 * A field's value as people read it; empty where it holds nothing. `list` names the list that the field is an item's of.
 * A value that only a newer app knows is shown as it stands.
 */
export const valueText = (entity: string, fact: FieldFact, value: unknown, titles: Titles, list?: string): string => {
  if (isEmpty(value)) return ''
  const labelled = (choice: string) =>
    list === undefined ? i18n.label(entity, fact.name, choice) : i18n.label(entity, list, fact.name, choice)
  const one = (held: unknown) => partText(fact, held, titles)
  if (fact.items !== undefined)
    return Array.isArray(value)
      ? i18n.list(value.map((item: unknown) => itemText(entity, fact, item, titles)).filter((text) => text !== ''))
      : ''
  if (Array.isArray(value)) return i18n.list(value.map(fact.kind === 'picks' ? (choice: unknown) => labelled(textOf(choice)) : one))
  return fact.kind === 'choice' ? labelled(textOf(value)) : one(value)
}

/** A row's title or a reference's cell: a text, a person's name, or `{ id, title }`. */
export const titleText = (cell: unknown): string => {
  if (typeof cell === 'string') return cell
  if (isName(cell)) return displayName(cell)
  return typeof cell === 'object' && cell !== null && 'title' in cell ? textOf(cell.title) : ''
}

/** An item in one line: what it is, and of which kind. */
export const itemText = (entity: string, { name, items = {} }: FieldFact, item: unknown, titles: Titles): string => {
  if (typeof item !== 'object' || item === null) return ''
  const held = item as Readonly<Record<string, unknown>> // any object may be asked for a name
  const texts = Object.values(items)
    .filter(({ kind }) => kind !== 'flag')
    .map((fact) => valueText(entity, fact, held[fact.name], titles, name))
  return texts.filter((text) => text !== '').join(' · ')
}

/** Null, an empty text, an empty list. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const partText = ({ kind, column, merge }: FieldFact, value: unknown, titles: Titles): string => {
  if (isName(value) && kind === 'personName') return displayName(value)
  if (kind === 'address') return addressText(value as Address) // every part is optional, so that any object is one
  // What is reckoned up lines up to the penny; what a person wrote down is shown as they would write it.
  if (isMoney(value)) return merge === 'calc' ? i18n.money(value) : i18n.moneyRound(value)
  if (isPrice(value)) return i18n.price(value)
  if (typeof value === 'boolean') return i18n.t(value ? 'shell.yes' : 'shell.no')
  if (typeof value === 'number') {
    if (kind === 'percent') return i18n.percent(value / 100, 2)
    return column === 'instant' ? momentText(value) : i18n.number(value)
  }
  const text = textOf(value)
  if (kind === 'ref' || kind === 'refs') return titles[text] || i18n.t('shell.unknown')
  if (column === 'day') return i18n.day(text)
  return kind === 'phone' ? phoneText(text) : text
}

/** A moment that stands at midnight is a day. */
const momentText = (value: number): string => {
  const { timeZone } = i18n.manner
  const day = dayOf(value, timeZone)
  return startOfDay(day, timeZone) === value ? i18n.day(day) : i18n.formats.moment(value)
}

export const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
export const isPrice = (value: unknown): value is UnitPrice =>
  typeof value === 'object' && value !== null && 'digits' in value && 'scale' in value
export const isName = (value: unknown): value is PersonName =>
  typeof value === 'object' && value !== null && 'family' in value && 'given' in value

/** A name to write in; empty where there is none yet. */
export const nameOrBlank = (value: unknown): PersonName => (isName(value) ? value : { family: '', given: '' })

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
