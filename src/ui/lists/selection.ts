/**
 * Which rows are chosen. "All" is kept as such with its exceptions, since the page never holds the ids of 100,000 rows;
 * the engine turns it into ids when something is done with them.
 */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> }

export const noSelection: Selection = { kind: 'some', ids: new Set() }

export const allSelected: Selection = { kind: 'all', except: new Set() }

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === 'all' ? !selection.except.has(id) : selection.ids.has(id)

export const selectedCount = (selection: Selection, total: number): number =>
  selection.kind === 'all' ? Math.max(0, total - selection.except.size) : selection.ids.size

export const toggled = (selection: Selection, id: string): Selection => withRows(selection, [id], !isSelected(selection, id))

/** The same selection with these rows in it, or out of it. */
export const withRows = (selection: Selection, ids: Iterable<string>, isIn: boolean): Selection => {
  const isListed = selection.kind === 'some' ? isIn : !isIn
  const listed = new Set(selection.kind === 'some' ? selection.ids : selection.except)
  for (const id of ids) {
    if (isListed) listed.add(id)
    else listed.delete(id)
  }
  return selection.kind === 'some' ? { kind: 'some', ids: listed } : { kind: 'all', except: listed }
}
