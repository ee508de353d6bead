/** One column of a table. */
export interface Column {
  key: string
  label: string
  /** As CSS grid wants it: `minmax(12rem, 2fr)`, `8rem`. */
  width: string
  /** Figures stand at the end, in tabular numerals. */
  isFigure?: boolean
  isSortable?: boolean
}

export interface Sort {
  key: string
  direction: 'ascending' | 'descending'
}

/** A press on a header: first up, then down, then up again; figures begin with the largest. */
export const sortedBy = (column: Column, sort: Sort | undefined): Sort => {
  const first = column.isFigure ? 'descending' : 'ascending'
  const other = column.isFigure ? 'ascending' : 'descending'
  return { key: column.key, direction: sort?.key === column.key && sort.direction === first ? other : first }
}
