import type { EntityFacts, FieldFact } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Column } from '../../../ui/lists/column.ts'
import type { Area } from '../../area.ts'

/** Everything that a list's window brings: what the table shows and what a line reads. */
export const windowColumns = ({ columns, asks }: Area): readonly string[] => [...columns, ...asks]

/** The table's columns, the title first and widest. */
export const tableColumns = ({ entity, columns }: Area, { title, fields }: EntityFacts): readonly Column[] =>
  columns.flatMap((name) => {
    const fact = fields[name]
    if (fact === undefined) return []
    const width = name === title ? 'minmax(14rem, 2.2fr)' : widthOf(fact)
    return [{ key: name, label: i18n.label(entity, name), width, isFigure: isFigure(fact), isSortable: isSortable(fact) }]
  })

/** Columns that a list may be sorted by, in words. */
export const sortChoices = (
  { entity, columns, asks }: Area,
  { fields }: EntityFacts,
): readonly { readonly value: string; readonly label: string }[] =>
  [...new Set([...columns, ...asks, 'createdAt', 'updatedAt'])].flatMap((name) => {
    const fact = fields[name]
    return fact === undefined || !isSortable(fact) ? [] : [{ value: name, label: i18n.label(entity, name) }]
  })

const isFigure = ({ column }: FieldFact): boolean => column === 'money' || column === 'number'
const isSortable = ({ column }: FieldFact): boolean => column !== 'many' && column !== 'none'

const widthOf = ({ column, items }: FieldFact): string => {
  if (column === 'money' || column === 'number') return 'minmax(7rem, 1fr)'
  if (column === 'day' || column === 'instant') return 'minmax(7.5rem, 0.9fr)'
  if (column === 'choice' || column === 'flag') return 'minmax(7rem, 0.9fr)'
  return items === undefined ? 'minmax(8rem, 1.4fr)' : 'minmax(9rem, 1.2fr)'
}
