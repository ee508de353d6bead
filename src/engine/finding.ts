import { loadHan } from '../core/fold-han.ts'
import { named } from '../domain/named.ts'
import type { Asking } from '../tables/asking.ts'
import type { Queries } from '../tables/query.ts'
import { createSearch, type Search } from '../tables/search/search.ts'
import type { RowCells } from '../tables/view.ts'

/** What a search found of one entity, best first. */
export interface Finding {
  readonly entity: string
  readonly rows: readonly RowCells[]
  readonly total: number
  /** Counting stopped: there are more than `total`. */
  readonly isMore: boolean
  /** Nothing matched as typed; these are one letter away. */
  readonly isNear: boolean
}
export type SearchAnswer = readonly Finding[]

/** What is searched, once its code is here. */
export const openSearch = (asking: Asking): Search => {
  const search = createSearch(asking)
  // Traditional and simplified characters find each other, and pinyin initials find both; without the table all else is found as before.
  void loadHan().then(search.setHan, () => undefined)
  return search
}

/** Makes the texts that are not there yet, with pauses: so soon after a start that would keep everything else waiting for a second or more. */
export const untilSearchable = async (search: Search, pause: () => Promise<void>): Promise<void> => {
  for (const entity of named) {
    const steps = search.prepare(entity)
    while (steps.next().done !== true) await pause()
  }
}

export const foundBy = (search: Search, { cells }: Queries, text: string, limit: number): SearchAnswer =>
  search
    .search(text, named, limit)
    .map(({ entity, rows, total, isMore, isNear }) => ({ entity, rows: cells(entity, rows, undefined), total, isMore, isNear }))
