import type { Day } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { openStatuses } from '../../domain/activity/activity.ts'
import { ME, type Condition, type Filter, type RowCells, type View, type Window } from '../../tables/view.ts'
import { textIn, titlesIn } from '../records/list/cell.ts'

/** Something still to be done, as its row shows it. */
export interface Todo {
  readonly id: string
  readonly subject: string
  readonly kind: string
  readonly about: readonly string[]
  readonly at: number | null
  /** Which of its moments is moved when it is put off. */
  readonly timed: 'startAt' | 'dueAt'
}

export const todoColumns: readonly string[] = ['subject', 'kind', 'regardingIds', 'at', 'startAt']

export const firstTodos: Window = { start: 0, count: 20, columns: todoColumns }

export const todoOf = (row: RowCells): Todo => ({
  id: row.id,
  subject: textIn(row['subject']),
  kind: textIn(row['kind']),
  about: withoutRepeats(titlesIn(row['regardingIds'])),
  at: typeof row['at'] === 'number' ? row['at'] : null,
  timed: typeof row['startAt'] === 'number' ? 'startAt' : 'dueAt',
})

/** A deal is often called after its company, which is named already. */
const withoutRepeats = (titles: readonly string[]): readonly string[] =>
  titles.filter((title, at) => !titles.some((other, place) => place !== at && title !== other && title.startsWith(other)))

const isOpen: Condition = { column: 'status', op: 'anyOf', value: [...openStatuses] }
/** What is in nobody's hands is its owner's, unless a team is to take it. */
export const isMine: Filter = {
  any: [
    { column: 'assigneeId', op: 'is', value: ME },
    {
      all: [
        { column: 'assigneeId', op: 'isEmpty' },
        { column: 'queueTeamId', op: 'isEmpty' },
        { column: 'ownerId', op: 'is', value: ME },
      ],
    },
  ],
}

/** What waits for somebody of these teams to take it. */
export const inQueue = (teamIds: readonly Id[]): Filter => ({
  all: [
    { column: 'queueTeamId', op: 'anyOf', value: teamIds },
    { column: 'assigneeId', op: 'isEmpty' },
  ],
})

/** Open activities that fit all of these, the earliest first. */
export const openView = (...more: readonly Filter[]): View => ({
  entity: 'activity',
  filter: { all: [isOpen, ...more] },
  sort: [{ column: 'at' }],
})

export const overdue: Condition = { column: 'at', op: 'within', value: 'overdue' }
export const today: Condition = { column: 'at', op: 'within', value: 'today' }
export const tomorrow: Condition = { column: 'at', op: 'within', value: 'tomorrow' }
export const from = (day: Day): Condition => ({ column: 'at', op: 'atLeast', value: day })
export const undated: Condition = { column: 'at', op: 'isEmpty' }
