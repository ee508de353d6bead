import { defineEntity, instant, ref, text, type RecordOf } from '../entity.ts'

/** What somebody of the team wishes of the app, or of how they work with it: it stays in the workspace, and whoever runs it reads it without a network too. */
export const feedback = defineEntity(
  'feedback',
  { space: 'team', title: 'text', time: 'at' },
  {
    text: text(2_000, { list: true, required: true }),
    memberId: ref('member', { list: true, required: true }),
    at: instant({ list: true, required: true }),
    /** The place of the app that they came from: `/deals`. */
    screen: text(200),
    version: text(60),
    /** When somebody said that it is dealt with. */
    doneAt: instant(),
  },
)
export type Feedback = RecordOf<typeof feedback>
