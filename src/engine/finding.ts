import type { Queries } from '../tables/query.ts'
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

/** What a person lists and looks for by name, in the order that a mixed result shows it. */
export const named = ['company', 'contact', 'deal', 'order', 'product'] as const

/** Makes the texts that are not there yet, with pauses: so soon after a start that would keep everything else waiting for a second or more. */
export const untilSearchable = async ({ search }: Queries, pause: () => Promise<void>): Promise<void> => {
  for (const entity of named) {
    const steps = search.prepare(entity)
    while (steps.next().done !== true) await pause()
  }
}

export const foundBy = ({ search, cells }: Queries, text: string, limit: number): SearchAnswer =>
  search
    .search(text, named, limit)
    .map(({ entity, rows, total, isMore, isNear }) => ({ entity, rows: cells(entity, rows, undefined), total, isMore, isNear }))
