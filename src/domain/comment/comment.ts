import { defineEntity, ref, refs, terms, text, type RecordOf } from '../entity.ts'
import { listed } from '../named.ts'

/** What somebody of the team says about a record, to the others. */
export const comment = defineEntity(
  'comment',
  { space: 'team', title: 'body', root: ['regardingIds'] },
  {
    body: text(5_000, { required: true }),
    authorId: ref('member', { required: true }),
    /** The one record that it is about. */
    regardingIds: refs(listed),
    mentionIds: refs(['member']),
    /** The first comment of the thread. */
    replyToId: ref('comment'),
    /** `👍 member_01…`: a sign, and who made it. */
    reactions: terms(),
  },
)
export type Comment = RecordOf<typeof comment>
