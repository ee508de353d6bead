import type { Day } from '../../core/day.ts'
import type { Condition, Group, View } from '../../tables/view.ts'

/** What was done of one kind in a week, dealt out to those who did it. */
export const doneView = (kind: string, days: readonly Day[], by?: string | null): View => {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const all: readonly Condition[] = [
    { column: 'status', op: 'is', value: 'done' },
    { column: 'kind', op: 'is', value: kind },
    { column: 'startAt', op: 'between', value: [first, last] },
  ]
  if (by === undefined) return { entity: 'activity', filter: { all }, group: 'assigneeId' }
  const hands: Condition = by === null ? { column: 'assigneeId', op: 'isEmpty' } : { column: 'assigneeId', op: 'is', value: by }
  return { entity: 'activity', filter: { all: [...all, hands] } }
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
