import {
  calc,
  choice,
  defineEntity,
  instant,
  log,
  moment,
  number,
  prose,
  ref,
  refs,
  tagged,
  terms,
  text,
  type RecordOf,
  type RowOf,
} from '../entity.ts'

interface Timed {
  readonly startAt: number | null
  readonly dueAt: number | null
}
const timeOf = ({ startAt, dueAt }: Timed): number | null => startAt ?? dueAt

export const activity = defineEntity(
  'activity',
  { space: 'team', title: 'subject', root: ['regardingIds'], time: 'startAt' },
  {
    kind: choice(['task', 'call', 'meeting', 'email', 'message', 'visit', 'note'], { list: true, required: true }),
    subject: text(200, { search: true, list: true, required: true }),
    status: choice(['planned', 'inProgress', 'done', 'cancelled', 'noShow'], { list: true, required: true }),
    priority: choice(['low', 'normal', 'high', 'urgent']),
    channel: choice(['phone', 'mobile', 'email', 'line', 'kakaotalk', 'wechat', 'whatsapp', 'sms', 'onsite', 'web', 'other']),
    direction: choice(['in', 'out', 'internal']),
    outcome: choice(['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber', 'callback', 'interested', 'notInterested', 'done']),
    startAt: moment({ list: true }),
    dueAt: moment({ list: true }),
    /** When it stands in the calendar: when it begins, else when it is due. */
    at: calc('instant', { own: ['startAt', 'dueAt'], of: timeOf }),
    durationSec: number(),
    /** Minutes before its time (`at`) at which whoever does it is reminded; a set, so that two devices that both choose ten ring once. */
    reminders: terms(),
    /** How it comes again once it is done: see `recurrence.ts`. */
    recurrence: text(200),
    location: text(200),
    regardingIds: refs(['company', 'contact', 'lead', 'deal', 'order'], { list: true }),
    participantIds: refs(['contact']),
    assigneeId: ref('member', { list: true }),
    /** The team whose work it is, until somebody of it takes it. */
    queueTeamId: ref('team'),
    /** Who took it when, and when it was given back: see `claims.ts`. */
    claims: log({ memberId: ref('member'), at: instant({ required: true }) }),
    /** Who hears of it beside those who follow what it is about. */
    watcherIds: refs(['member']),
    body: prose(),
    ...tagged,
  },
)
export type Activity = RecordOf<typeof activity>
export type ActivityRow = RowOf<typeof activity>

/** Still to be done. */
export const openStatuses = ['planned', 'inProgress'] as const
export const isOpen = (status: unknown): boolean => openStatuses.some((open) => open === status)
