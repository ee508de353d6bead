import type { Id } from '../../core/ids.ts'
import type { Instant } from '../../core/day.ts'
import type { Captured } from '../../domain/capture/capture.ts'
import type { Values } from '../../domain/check.ts'
import { momentOn } from './when.ts'
import type { Moment } from '../area.ts'

const timedKinds: ReadonlySet<string> = new Set(['call', 'meeting', 'visit'])

/** When a line says that it is: a day, a day with its hour, an hour of today; null where it says nothing. */
export const capturedAt = ({ day, time }: Pick<Captured, 'day' | 'time'>, { today }: Moment): Instant | null =>
  day === null && time === null ? null : momentOn(day ?? today, time ?? 0)

/** The activity that a line means. What has its hour and takes place begins then; everything else is due. */
export const activityOf = (
  kind: string,
  subject: string,
  at: Instant | null,
  { time, length, phones, emails }: Captured,
  about: readonly Id[],
  memberId: Id,
): Values => {
  const begins = timedKinds.has(kind) && time !== null
  // A number that names nobody is kept where it will be looked for.
  const said = [...phones, ...emails].join('\n')
  return {
    kind,
    subject,
    status: 'planned',
    assigneeId: memberId,
    regardingIds: about,
    ...(at === null ? {} : { [begins ? 'startAt' : 'dueAt']: at }),
    ...(length === null ? {} : { durationSec: length * 60 }),
    ...(said === '' ? {} : { body: said }),
  }
}
