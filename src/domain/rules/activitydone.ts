import { each, isChanged, type Rule } from './rule.ts'

/** What is done took place: a task or a call without an hour stands in the story where it was done. */
export const activityDone: Rule = {
  name: 'activityDone',
  hears: ['activity'],
  of: ['status'],
  asks: [],
  run: each((happening, { now }) => {
    const { id, after } = happening
    if (!isChanged(happening, 'status') || after['status'] !== 'done' || after['startAt'] != null) return []
    return [{ kind: 'edit', id, changes: [{ path: 'startAt', value: Math.floor(now) }] }]
  }),
}
