import { choice, day, defineEntity, number, ref, text, type RecordOf } from '../entity.ts'

export const goalMetrics = ['wonAmount', 'wonCount', 'newCustomers', 'activities', 'conversionRate'] as const
export type GoalMetric = (typeof goalMetrics)[number]

/** What somebody, or everybody, wants to have reached by a day. How far it has come is never stored: see `screens/goals/progress.ts`. */
export const goal = defineEntity(
  'goal',
  { space: 'team', title: 'name' },
  {
    name: text(120, { search: true, list: true, required: true }),
    metric: choice(goalMetrics, { list: true, required: true }),
    /** A kind of activity; all of them where it is empty. */
    activityKind: text(20),
    /** Whose it is; everybody's where it is empty. */
    memberId: ref('member'),
    startDay: day({ required: true }),
    /** The last day of it. */
    endDay: day({ required: true, list: true }),
    /** Major units of the base currency of an amount, percent of a rate, else how many. */
    target: number({ required: true }),
  },
)
export type Goal = RecordOf<typeof goal>
