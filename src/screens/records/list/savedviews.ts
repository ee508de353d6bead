import type { Id } from '../../../core/ids.ts'
import { textToView, viewToText } from '../../../tables/filter/viewtext.ts'
import { ME, type Filter, type RowCells, type View } from '../../../tables/view.ts'
import type { ListArea } from '../../area.ts'
import { idsInCell } from './cell.ts'
import { hrefWith, plainOf } from './listview.ts'

/** A view that somebody keeps. */
export interface Saved {
  readonly id: Id
  readonly name: string
  readonly kind: 'list' | 'board'
  readonly query: string
  readonly visibility: 'private' | 'team'
  readonly isPinned: boolean
  /** The list opens with it for the person who looks. */
  readonly isDefault: boolean
  readonly order: string
}

export const savedColumns: readonly string[] = ['name', 'kind', 'query', 'visibility', 'pinnedBy', 'defaultFor', 'order']
export const MOST_LETTERS = 4_000

/** The team's views of an entity, and the person's own. */
export const savedViews = (entity: string): View => ({ entity: 'savedView', filter: listed(entity), sort: [{ column: 'order' }] })
const listed = (entity: string): Filter => ({
  all: [
    { column: 'object', op: 'is', value: entity },
    {
      any: [
        { column: 'visibility', op: 'is', value: 'team' },
        { column: 'ownerId', op: 'is', value: ME },
      ],
    },
  ],
})

export const savedOf = (row: RowCells, me: Id): Saved => ({
  id: row.id,
  name: String(row['name']),
  kind: row['kind'] === 'board' ? 'board' : 'list',
  query: String(row['query']),
  visibility: row['visibility'] === 'private' ? 'private' : 'team',
  isPinned: idsInCell(row['pinnedBy']).includes(me),
  isDefault: idsInCell(row['defaultFor']).includes(me),
  order: String(row['order']),
})

/** What is kept in front comes first; else in the order that they were made in. */
export const inFront = (views: readonly Saved[]): readonly Saved[] =>
  views.toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || (a.order < b.order ? -1 : Number(a.order > b.order)))

/** What a view says, as it is kept: nothing of it that is the area's own manner. */
export const queryOf = (area: ListArea, view: View): string => viewToText(plainOf(area, view))

/** Where it is shown. One that a newer app wrote leads to the whole list. */
export const hrefOfSaved = ({ href, entity }: ListArea, { kind, query }: Pick<Saved, 'kind' | 'query'>): string => {
  const read = textToView(query)
  const view: View = read.ok && read.value.entity === entity ? read.value : { entity }
  const plain = hrefWith(href, view)
  if (kind === 'list') return plain
  return plain.includes('?') ? plain.replace('?', '?as=board&') : `${plain}?as=board`
}
