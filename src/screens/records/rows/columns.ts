import type { EntityFacts, FieldFact } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { View } from '../../../tables/view.ts'
import type { Column } from '../../../ui/lists/column.ts'
import type { ListArea } from '../../area.ts'

/** The columns that the person chose, the title first whatever they chose; those that are gone are left out. */
export const chosenColumns = (area: ListArea, { columns }: View, { title, fields }: EntityFacts): readonly string[] =>
  columns === undefined ? area.columns : [title, ...columns.filter((name) => name !== title && name in fields)]

/** What a list's window brings: a table's cells read the line as well. */
export const windowColumns = ({ reads }: ListArea, columns: readonly string[], isWide: boolean): readonly string[] =>
  isWide ? [...new Set([...columns, ...reads])] : reads

/** The table's columns, the title first: as many as have room in `width` rem. */
export const tableColumns = (
  { entity }: ListArea,
  columns: readonly string[],
  { title, fields }: EntityFacts,
  width: number,
): readonly Column[] => {
  let taken = 0
  return columns.flatMap((name) => {
    const fact = fields[name]
    if (fact === undefined) return []
    const { least, share } = widthOf(fact, title)
    taken += least
    if (taken > width && name !== title) return []
    return [
      {
        key: name,
        label: i18n.label(entity, name),
        width: `minmax(${least}rem, ${share}fr)`,
        isFigure: isFigure(fact),
        isSortable: isSortable(fact),
      },
    ]
  })
}

/** Columns that a list may be sorted by, in words. */
export const sortChoices = (
  { entity, columns, reads }: ListArea,
  { fields }: EntityFacts,
): readonly { readonly value: string; readonly label: string }[] =>
  [...new Set([...columns, ...reads, 'createdAt', 'updatedAt'])].flatMap((name) => {
    const fact = fields[name]
    return fact === undefined || !isSortable(fact) ? [] : [{ value: name, label: i18n.label(entity, name) }]
  })

const isFigure = ({ column }: FieldFact): boolean => column === 'money' || column === 'number'
const isSortable = ({ column }: FieldFact): boolean => column !== 'many' && column !== 'none'

/** The least room in rem, and the share of what is over. */
const widthOf = ({ name, kind, column, items }: FieldFact, title: string): { readonly least: number; readonly share: number } => {
  if (name === 'number') return { least: 9, share: 1 }
  if (name === title) return { least: 15, share: 2.4 }
  if (column === 'money' || column === 'number') return { least: 8, share: 0.8 }
  if (column === 'day' || column === 'instant') return { least: 8.5, share: 0.6 }
  if (column === 'choice' || column === 'flag' || name === 'ownerId') return { least: 8, share: 0.7 }
  if (items !== undefined) return { least: 10.5, share: 1.2 }
  return kind === 'ref' ? { least: 9, share: 1.4 } : { least: 8, share: 1.2 }
}
