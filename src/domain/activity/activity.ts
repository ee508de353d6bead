import { choice, defineEntity, flag, instant, number, prose, ref, refs, tagged, text, type RecordOf, type RowOf } from '../entity.ts'

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
    startAt: instant({ list: true }),
    dueAt: instant({ list: true }),
    /** Of the day alone: its hour says nothing. */
    allDay: flag(),
    durationSec: number(),
    location: text(200),
    regardingIds: refs(['company', 'contact', 'lead', 'deal', 'order'], { list: true }),
    participantIds: refs(['contact']),
    assigneeId: ref('member', { list: true }),
    body: prose(),
    ...tagged,
  },
)
export type Activity = RecordOf<typeof activity>
export type ActivityRow = RowOf<typeof activity>

/** Still to be done. */
export const openStatuses = ['planned', 'inProgress'] as const
export const isOpen = (status: unknown): boolean => openStatuses.some((open) => open === status)
