import { defineEntity, flag, items, number, text, type RecordOf } from '../entity.ts'

/** What is to be done when a customer comes into a stage of the life cycle. */
export const playbook = defineEntity(
  'playbook',
  { space: 'settings', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    /** A choice of `lifecycleStage`, the team's own among them. */
    stage: text(60, { list: true, required: true }),
    isActive: flag({ list: true }),
    /** What such a customer is offered: a trial, a coupon. */
    offer: text(200),
    steps: items({
      /** A kind of activity. */
      kind: text(20, { required: true }),
      subject: text(200, { required: true }),
      /** Days from when they come into the stage. */
      afterDays: number({ required: true }),
      /** Days after which it comes again, each time it is done. */
      everyDays: number(),
    }),
  },
)
export type Playbook = RecordOf<typeof playbook>
