import { choice, defineEntity, instant, ref, refs, text, type RecordOf } from '../entity.ts'
import { listed } from '../named.ts'

export const noticeKinds = ['mention', 'comment', 'assigned', 'followed', 'reminder', 'claimLost'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** One thing that a member is told. Whoever causes it writes it, in the same commit, and what is due is derived: it comes once, on however many devices. */
export const notification = defineEntity(
  'notification',
  { space: 'team', title: 'text', time: 'at' },
  {
    memberId: ref('member', { required: true }),
    kind: choice(noticeKinds, { required: true }),
    regardingIds: refs(listed),
    byId: ref('member'),
    /** What was said; of a followed record, the names of the fields that changed, by commas. */
    text: text(200),
    at: instant({ required: true }),
    readAt: instant(),
  },
)
export type Notification = RecordOf<typeof notification>
