import { addDays, dayMs } from '../../core/day.ts'
import { isOpen } from '../activity/activity.ts'
import { remindersOf } from '../activity/reminders.ts'
import type { Act } from './rule.ts'
import type { Dated, TimedRule } from './timed.ts'

const MINUTE_MS = 60_000
/** A day without an hour begins with the working day: nobody is woken at midnight. */
const MORNING_MS = 9 * 60 * MINUTE_MS
/** What nobody opened the app for all week is late work by now, and stands there. */
const STALE_MS = 7 * dayMs

const momentOf = ({ today, startOf }: Dated, at: number): number => {
  const day = addDays(today, Math.round((at - startOf(today)) / dayMs))
  return startOf(day) === at ? at + MORNING_MS : at
}

/** Whoever has something to do is reminded of it, so long before as they wished, and once for each hour that it was set to. */
export const reminded: TimedRule = {
  name: 'reminded',
  asks: [
    ['activity', ['reminders', 'status', 'startAt', 'dueAt', 'assigneeId', 'ownerId', 'subject']],
    ['notification', ['regardingIds', 'kind', 'at', 'memberId']],
  ],
  due: (dated) => {
    const { having, value, naming, now } = dated
    return having('activity', ['reminders']).flatMap((id): readonly Act[] => {
      const minutes = remindersOf(value(id, 'reminders'))
      const at = value(id, 'startAt') ?? value(id, 'dueAt')
      const memberId = value(id, 'assigneeId') ?? value(id, 'ownerId')
      if (minutes.length === 0 || typeof at !== 'number' || typeof memberId !== 'string' || !isOpen(value(id, 'status'))) return []
      const due = minutes.map((before) => momentOf(dated, at) - before * MINUTE_MS).filter((ring) => ring <= now && ring > now - STALE_MS)
      if (due.length === 0) return []
      const said = value(id, 'subject')
      const subject = typeof said === 'string' ? said : ''
      const told = naming('notification', 'regardingIds', id).filter((notice) => value(notice, 'kind') === 'reminder')
      return due
        .filter((ring) => !told.some((notice) => value(notice, 'at') === ring && value(notice, 'memberId') === memberId))
        .map((ring) => ({
          kind: 'derive',
          entity: 'notification',
          from: `reminder:${id}:${memberId}:${ring}`,
          at: ring,
          values: { memberId, kind: 'reminder', regardingIds: [id], text: subject.slice(0, 200), at: ring },
        }))
    })
  },
}
