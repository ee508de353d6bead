import { entityOf, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Asking } from './asking.ts'
import { answerOf, type Found } from './answer/found.ts'
import { cellReader, cellReads, shownColumns } from './answer/cells.ts'
import type { Changed } from './column.ts'
import { compileFilter } from './filter/filter.ts'
import type { Read } from './filter/path.ts'
import { createOrders, type Orders } from './order/sort.ts'
import type { Search } from './search/search.ts'
import type { Answer, Filter, Problem, RowCells, View, Window } from './view.ts'

/** The one place that answers: a list, a board, a tile and the list behind it, a rule. */
export interface Queries {
  readonly query: (view: View, window: Window) => Answer
  /** The first ids of the answer, for actions on all that is listed. */
  readonly ids: (view: View, limit: number) => readonly Id[]
  /** Where a record stands in the answer; -1 where it does not match. */
  readonly positionOf: (view: View, id: Id) => number
  /** The same filter on one record, stored or not. */
  readonly matches: (filter: Filter, entity: string, record: Readonly<Record<string, unknown>>) => Result<boolean, Problem>
  /** Cells of single rows; null for one that is unknown. */
  readonly cells: (entity: string, rows: readonly number[], columns: readonly string[] | undefined) => readonly RowCells[]
  /** What decides which rows an answer holds, and what the cells of its window show. */
  readonly reads: (view: View, window: Window) => { readonly shape: readonly Read[]; readonly shown: readonly Read[] }
  /** The rows of an answer's window, as numbers. */
  readonly windowRows: (view: View, window: Window) => Uint32Array
  /** -1 for an id that is unknown. */
  readonly rowOf: (id: Id) => number
  readonly orders: Orders
  /** Told after every commit, before anything is asked again. */
  readonly changed: (changes: readonly Changed[]) => void
}

/** Answers of views that screens ask again as they scroll: each is a list of rows, 400 KB at 100,000. */
const keptAnswers = 8

/** Another order of names asks for new queries. `search` must be there before a view that searches is asked; nothing else needs it. */
export const createQueries = (asking: Asking, collator: Intl.Collator, search: () => Search | null): Queries => {
  const orders = createOrders(asking, collator)
  const kept = new Map<string, Found>()

  const find = (view: View): Found => {
    const key = JSON.stringify([view, asking.today()])
    const found = kept.get(key) ?? answerOf(view, asking, orders, search)
    kept.delete(key)
    kept.set(key, found)
    const [oldest] = kept.keys()
    if (kept.size > keptAnswers && oldest !== undefined) kept.delete(oldest)
    return found
  }

  const cells = (entity: string, rows: Iterable<number>, columns: readonly string[] | undefined): readonly RowCells[] => {
    if (asking.entity(entity) === null) return []
    const read = cellReader(entity, columns ?? shownColumns(entity, asking), asking)
    return Array.from(rows, read)
  }

  const windowRows = (view: View, { start, count }: Window): Uint32Array => {
    const { rows } = find(view)
    const from = Math.max(0, Math.min(start, rows.length))
    return rows.subarray(from, from + Math.max(0, count))
  }

  return {
    query: (view, window) => {
      const { total, rows, sums, groups, problem } = find(view)
      return {
        total,
        length: rows.length,
        sums,
        groups,
        start: Math.max(0, Math.min(window.start, rows.length)),
        rows: cells(view.entity, windowRows(view, window), window.columns),
        ...(problem === undefined ? {} : { problem }),
      }
    },
    ids: (view, limit) => {
      const { idOf } = asking.rows(view.entity)
      // A record that stands in several groups is one record.
      return [...new Set(Array.from(find(view).rows.subarray(0, Math.max(0, limit)), idOf))]
    },
    positionOf: (view, id) => {
      const row = entityOf(id) === view.entity ? asking.rows(view.entity).rowOf(id) : -1
      return row < 0 ? -1 : find(view).rows.indexOf(row)
    },
    matches: (filter, entity, record) => {
      const compiled = compileFilter(filter, entity, asking)
      return compiled.ok ? ok(compiled.value.matches(record)) : err(compiled.error)
    },
    cells,
    reads: (view, { columns }) => ({
      shape: find(view).reads,
      shown: cellReads(view.entity, columns ?? shownColumns(view.entity, asking), asking),
    }),
    windowRows,
    rowOf: (id) => asking.rows(entityOf(id)).rowOf(id),
    orders,
    changed: (changes) => {
      orders.changed(changes)
      search()?.changed(changes)
      // What could not be answered may be as soon as a column is loaded.
      for (const [key, { reads, problem }] of kept) if (problem !== undefined || isRead(reads, changes)) kept.delete(key)
    },
  }
}

/** Whether any of these columns changed. */
export const isRead = (reads: readonly Read[], changes: readonly Changed[]): boolean =>
  changes.some(({ entity, columns }) => reads.some((read) => read.entity === entity && columns.has(read.column)))
