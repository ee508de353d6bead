import { dayOf } from '../../../core/day.ts'
import type { PersonName } from '../../../domain/entity.ts'
import type { FieldFact } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Moment } from '../../area.ts'
import { isMoney, isName, titleText, valueText } from '../value.ts'

/** A cell's words: a text, a name, or what a reference names; empty for nothing. */
export const textIn = (cell: unknown): string => titleText(cell)

export const nameIn = (cell: unknown): PersonName | null => (isName(cell) ? cell : null)

/** "Ms Ann Lee · Siam Foods": what is there, with a dot between. */
export const dotted = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')

export const choiceText = (entity: string, field: string, choice: string): string => i18n.label(entity, field, choice)

/** Nothing is said of a sum of nothing: no one cares to read ฿0 a hundred times. */
export const moneyText = <K extends string>(key: K, cell: unknown): Partial<Record<K, string>> =>
  isMoney(cell) && cell.amount !== 0 ? ({ [key]: i18n.moneyRound(cell) } as Partial<Record<K, string>>) : {} // a computed key forgets its name

export const whenText = (cell: unknown, { now }: Moment): { readonly when?: string } =>
  typeof cell === 'number' ? { when: nearText(cell, now) } : {}

export const dayText = (day: string, { today }: Moment): { readonly when?: string } =>
  day === '' ? {} : { when: i18n.formats.dayNear(day, today) }

/** In a list a day says enough of a moment that is past: nobody compares minutes of last month. */
const nearText = (instant: number, now: number): string => {
  const { timeZone } = i18n.manner
  return Math.abs(now - instant) < 3_600_000
    ? i18n.instant(instant, now)
    : i18n.formats.dayNear(dayOf(instant, timeZone), dayOf(now, timeZone))
}

/** A column's cell in one line, as a table shows it. */
export const cellText = (entity: string, fact: FieldFact, cell: unknown, moment: Moment): string => {
  if (cell === null || cell === undefined) return ''
  if (isMoney(cell)) return cell.amount === 0 ? '' : valueText(entity, fact, cell, {})
  if (fact.column === 'instant' && typeof cell === 'number') return nearText(cell, moment.now)
  if (fact.column === 'day' && typeof cell === 'string') return i18n.formats.dayNear(cell, moment.today)
  if (fact.column === 'ref') return titleText(cell)
  if (fact.items !== undefined) return firstOf(cell, fact)
  if (Array.isArray(cell) && fact.to !== undefined) return i18n.list(cell.map(titleText))
  return valueText(entity, fact, cell, {})
}

/** The main item alone: a row has no room for three phones. */
const firstOf = (cell: unknown, { items = {} }: FieldFact): string => {
  const held = Array.isArray(cell) ? (cell as readonly Readonly<Record<string, unknown>>[]) : [] // a list's cell holds objects by field
  const main = held.find((item) => item['primary'] === true) ?? held[0]
  const value = main?.['value']
  const fact = items['value']
  return value === undefined || value === null || fact === undefined ? '' : valueText('', fact, value, {})
}

/** What a set of references names. */
export const titlesIn = (cell: unknown): readonly string[] =>
  Array.isArray(cell) ? cell.map(titleText).filter((title) => title !== '') : []

/** The ids in a set of references. */
export const idsInCell = (cell: unknown): readonly string[] =>
  Array.isArray(cell)
    ? cell.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'id' in one ? [String(one.id)] : []))
    : []
