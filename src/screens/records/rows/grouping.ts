import { daysInMonth } from '../../../core/day.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Condition, Group } from '../../../tables/view.ts'
import type { Filterable } from '../filter/fields.ts'
import { nameOf } from '../filter/names.svelte.ts'
import { asksOf } from '../filter/ops.ts'

/** What the records of a group have in common: a stage's name, a month, "Empty". */
export const groupText = (key: Group['key'], { fact, entity, list }: Filterable): string => {
  if (key === null) return i18n.t('shell.noValue')
  if (typeof key === 'boolean') return i18n.t(key ? 'shell.yes' : 'shell.no')
  if (typeof key === 'number') return i18n.number(key)
  switch (asksOf(fact)) {
    case 'choice':
      return list === null ? i18n.label(entity, fact.name, key) : i18n.label(entity, list, fact.name, key)
    case 'record':
      return nameOf(key)
    case 'day':
      return i18n.month(key, 'long')
    default:
      return key
  }
}

/** What a list must ask to show this group alone. */
export const groupCondition = (key: Group['key'], { path, fact }: Filterable): Condition => {
  if (key === null) return { column: path, op: 'isEmpty' }
  if (asksOf(fact) === 'day' && typeof key === 'string')
    return { column: path, op: 'between', value: [`${key}-01`, `${key}-${String(daysInMonth(key)).padStart(2, '0')}`] }
  return fact.column === 'many' ? { column: path, op: 'anyOf', value: [key] } : { column: path, op: 'is', value: key }
}
