import type { Day } from '../../core/day.ts'
import { openStatuses } from '../../domain/activity/activity.ts'
import type { Condition, Group, View } from '../../tables/view.ts'

/** Whose work: one person's, nobody's in particular (null), or that of several. */
type Hands = string | null | readonly string[]

/** What was done in a week: of one kind or of all, by some or by all. */
export const doneView = (days: readonly Day[], { kind, by }: { readonly kind?: string; readonly by?: Hands } = {}): View => {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const all: readonly Condition[] = [
    { column: 'status', op: 'is', value: 'done' },
    { column: 'startAt', op: 'between', value: [first, last] },
    ...(kind === undefined ? [] : [{ column: 'kind', op: 'is', value: kind } as const]),
    ...(by === undefined ? [] : [inHandsOf(by)]),
  ]
  return { entity: 'activity', filter: { all } }
}

/** What was done of a kind, dealt out to those who did it. */
export const doneByPerson = (days: readonly Day[], kind: string): View => ({ ...doneView(days, { kind }), group: 'assigneeId' })

/** What is still to be done, by who has it; `late`: of that, what is overdue. */
export const loadView = (isLate: boolean, by?: string | null): View => {
  const all: readonly Condition[] = [
    { column: 'status', op: 'anyOf', value: [...openStatuses] },
    ...(isLate ? [{ column: 'at', op: 'within', value: 'overdue' } as const] : []),
  ]
  if (by === undefined) return { entity: 'activity', filter: { all }, group: 'assigneeId', sums: ['durationSec'] }
  return { entity: 'activity', filter: { all: [...all, inHandsOf(by)] } }
}

const inHandsOf = (by: Hands): Condition => {
  if (by === null) return { column: 'assigneeId', op: 'isEmpty' }
  return typeof by === 'string' ? { column: 'assigneeId', op: 'is', value: by } : { column: 'assigneeId', op: 'anyOf', value: by }
}

/** One person's week; null: what was in nobody's hands. */
export interface PersonWeek {
  readonly id: string | null
  readonly total: number
  /** Kinds that they did at all, in the order of the kinds. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[]
}

/** Who did how much of what, whoever did most first. */
export const weekOf = (
  byKind: readonly { readonly kind: string; readonly groups: readonly Pick<Group, 'key' | 'count'>[] }[],
): readonly PersonWeek[] => {
  const ids = new Set(byKind.flatMap(({ groups }) => groups.map(({ key }) => key)))
  return [...ids]
    .map((key) => {
      const counts = byKind.flatMap(({ kind, groups }) => {
        const count = groups.find((group) => group.key === key)?.count ?? 0
        return count === 0 ? [] : [{ kind, count }]
      })
      return { id: typeof key === 'string' ? key : null, total: counts.reduce((sum, { count }) => sum + count, 0), counts }
    })
    .toSorted((a, b) => b.total - a.total || ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
}

/** What one person has before them. */
export interface Load {
  readonly open: number
  readonly late: number
  /** Hours that their work is planned to take, as far as anybody said. */
  readonly hours: number
}

export const loadOf = (id: string | null, open: readonly Group[], late: readonly Group[]): Load => {
  const mine = open.find(({ key }) => key === id)
  return {
    open: mine?.count ?? 0,
    late: late.find(({ key }) => key === id)?.count ?? 0,
    hours: Math.round((mine?.sums['durationSec']?.value ?? 0) / 360) / 10,
  }
}
