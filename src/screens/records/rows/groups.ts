import type { Answer, Group, RowCells } from '../../../tables/view.ts'

/** A line of a list: a record, or the head of a group of them. */
export type Entry =
  | { readonly kind: 'row'; readonly row: RowCells; readonly key: string }
  | { readonly kind: 'group'; readonly group: Group; readonly key: string }

interface Span {
  readonly start: number
  readonly count: number
}

/** Lines of a list, heads included. */
export const entryCount = ({ length, groups }: Pick<Answer, 'length' | 'groups'>): number => length + (groups?.length ?? 0)

/** The part of an answer that is here, heads set between its rows: `start` is the place of the first entry in the whole list. */
export const entriesOf = ({
  start,
  rows,
  groups,
}: Pick<Answer, 'start' | 'rows' | 'groups'>): { readonly start: number; readonly entries: readonly Entry[] } => {
  if (groups === null) return { start, entries: rows.map((row) => ({ kind: 'row', row, key: row.id })) }
  const entries: Entry[] = []
  let next = groups.findIndex((group) => group.start >= start)
  if (next < 0) next = groups.length
  const first = start + next
  rows.forEach((row, step) => {
    for (let head = groups[next]; head?.start === start + step; head = groups[++next]) entries.push(headOf(head))
    // A record that stands in several groups has a line in each, and is selected in all of them.
    entries.push({ kind: 'row', row, key: row.id })
  })
  return { start: first, entries }
}

const headOf = (group: Group): Entry => ({ kind: 'group', group, key: `group ${String(group.key)}` })

/** The rows to ask for so that these lines can be drawn. */
export const rowsIn = (span: Span, groups: readonly Group[] | null): Span => {
  if (groups === null) return span
  const start = rowAt(span.start, groups)
  return { start, count: rowAt(span.start + span.count, groups) - start }
}

/** The place in the list of a row, counting the heads before it. */
export const lineAt = (row: number, groups: readonly Group[] | null): number =>
  row + (groups === null ? 0 : firstAt(groups.length, (at) => (groups[at]?.start ?? 0) > row))

/** The row at or after a line. */
const rowAt = (line: number, groups: readonly Group[]): number =>
  line - firstAt(groups.length, (at) => (groups[at]?.start ?? 0) + at >= line)

/** The first of `count` places for which it holds, or `count`; it holds for all that follow. */
const firstAt = (count: number, holds: (at: number) => boolean): number => {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
