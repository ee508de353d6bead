import { nextDay, recurrenceIn, recurrenceText } from '../activity/recurrence.ts'
import { each, isChanged, type Rule } from './rule.ts'

/** What the next one has of the one before. */
const carried = [
  'kind',
  'subject',
  'priority',
  'channel',
  'direction',
  'durationSec',
  'location',
  'regardingIds',
  'participantIds',
  'assigneeId',
  'ownerId',
  'reminders',
  'tagIds',
] as const
const over: readonly unknown[] = ['done', 'cancelled', 'noShow']

/** What repeats is planned anew once it is over: on its next day that is not past, at the same hour of the clock. One, on however many devices it was ticked off. */
export const repeated: Rule = {
  name: 'repeated',
  hears: ['activity'],
  of: ['status'],
  asks: [],
  run: each((happening, { now, dayOf, onDay }) => {
    const { id, before, after } = happening
    const rule = recurrenceIn(after['recurrence'])
    const times = ['startAt', 'dueAt'].map((name): readonly [string, unknown] => [name, after[name]])
    const at = times.map(([, value]) => value).find((value) => typeof value === 'number')
    if (rule === null || at === undefined || rule.count === 1) return []
    if (!isChanged(happening, 'status') || !over.includes(after['status']) || over.includes(before?.['status'])) return []
    const [from, today] = [dayOf(at), dayOf(now)]
    const yesterday = dayOf(now - 86_400_000)
    const next = nextDay(rule, from, from < today ? yesterday : from)
    if (next === null) return []
    const left = rule.count === null ? null : rule.count - 1
    return [
      {
        kind: 'derive',
        entity: 'activity',
        from: `repeat/${id}`,
        at: onDay(at, next),
        values: {
          ...Object.fromEntries(carried.flatMap((name) => (after[name] == null ? [] : [[name, after[name]]]))),
          ...Object.fromEntries(times.flatMap(([name, value]) => (typeof value === 'number' ? [[name, onDay(value, next)]] : []))),
          status: 'planned',
          recurrence: recurrenceText({ ...rule, count: left }),
        },
      },
    ]
  }),
}
