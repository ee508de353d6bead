import { choice, defineEntity, instant, number, prose, ref, refs, text, type RecordOf, type RowOf } from '../entity.ts'

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
    durationSec: number(),
    regardingIds: refs(['company', 'contact', 'deal', 'order'], { list: true }),
    assigneeId: ref('member'),
    body: prose(),
  },
)
export type Activity = RecordOf<typeof activity>
export type ActivityRow = RowOf<typeof activity>
