import { textToView, viewToText } from '../../../tables/filter/viewtext.ts'
import type { Filter, Sort, View } from '../../../tables/view.ts'
import type { ListArea, ReadyView } from '../../area.ts'

/** What the address says of a list: only what differs from the area's own manner. What cannot be read is the whole list, and said to be. */
export const viewFrom = (area: ListArea, text: string | null): { readonly view: View; readonly isUnread: boolean } => {
  const read = text === null ? null : textToView(text)
  return read?.ok && read.value.entity === area.entity
    ? { view: read.value, isUnread: false }
    : { view: { entity: area.entity }, isUnread: text !== null && text !== '' }
}

/** The whole question: sorted and added up in the area's manner where the view says nothing. */
export const asked = (area: ListArea, view: View): View => ({
  ...view,
  sort: view.sort ?? area.sort,
  sums: view.sums ?? area.sums,
})

/** The question as paper answers it: groups stand together, without heads. */
export const onPaper = ({ group, sort = [], ...view }: View): View => ({
  ...view,
  sort: group === undefined ? sort : [{ column: group }, ...sort.filter(({ column }) => column !== group)],
})

/** A place with its view; a plain list has a plain address. */
export const hrefWith = (path: string, view: View): string => {
  const text = viewToText(view)
  return text === view.entity ? path : `${path}?v=${encodeURIComponent(text)}`
}

/** The view with parts replaced; what is undefined or empty goes. */
export const withParts = (view: View, parts: { readonly [K in keyof View]?: View[K] | undefined }): View => {
  const { filter, search, sort, group, ...rest } = { ...view, ...parts }
  return {
    ...without(rest),
    entity: view.entity,
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined || search.trim() === '' ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    ...(group === undefined ? {} : { group }),
  }
}

const without = (parts: { readonly [K in keyof View]?: View[K] | undefined }): Partial<View> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))

/** The view of a chip: its filter and order, in the grouping and search that the person has. */
export const readied = (view: View, ready: ReadyView | null): View => withParts(view, { filter: ready?.filter, sort: ready?.sort })

/** The chip that is in force, null where the filter is of the person's own making. */
export const readyIn = (area: ListArea, { filter }: View): ReadyView | null =>
  area.views.find((ready) => isSame(ready.filter, filter)) ?? null

export const isFiltered = ({ filter, search = '' }: View): boolean => filter !== undefined || search.trim() !== ''

/** A view without what is the area's own manner: the address holds only what differs. */
export const plainOf = (area: ListArea, view: View): View =>
  withParts(view, {
    sort: isSame(view.sort, area.sort) ? undefined : view.sort,
    columns: JSON.stringify(view.columns) === JSON.stringify(area.columns) ? undefined : view.columns,
    sums: JSON.stringify(view.sums) === JSON.stringify(area.sums) ? undefined : view.sums,
  })

const isSame = (a: Filter | readonly Sort[] | undefined, b: Filter | readonly Sort[] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
