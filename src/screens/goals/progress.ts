import type { Day } from '../../core/day.ts'
import { digitsOf } from '../../core/money.ts'
import type { Change } from '../../domain/change.ts'
import { goalMetrics, type GoalMetric } from '../../domain/goal/goal.ts'
import { paceOf, paceOfRate, type Pace } from '../../domain/goal/pace.ts'
import type { Answer, Condition, Filter, RowCells, View } from '../../tables/view.ts'

/** A goal as its line shows it. */
export interface GoalRow {
  readonly id: string
  readonly name: string
  readonly metric: GoalMetric
  /** Empty: activities of any kind. */
  readonly activityKind: string
  /** Empty: everybody's. */
  readonly memberId: string
  readonly member: string
  readonly startDay: Day
  readonly endDay: Day
  readonly target: number
}

export const goalColumns = ['name', 'metric', 'activityKind', 'memberId', 'startDay', 'endDay', 'target'] as const

/** A goal as its record is to hold it. */
export type GoalValues = Readonly<Record<(typeof goalColumns)[number], string | number | null>>

/** What the sheet changed of a goal, and nothing else: what it did not change a teammate may be changing. */
export const changesOf = (goal: GoalRow, values: GoalValues): readonly Change[] =>
  goalColumns.filter((path) => goal[path] !== (values[path] ?? '')).map((path) => ({ path, value: values[path] }))

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell : '')

export const goalOf = (row: RowCells): GoalRow => {
  const { memberId } = row
  const [id, title] =
    typeof memberId === 'object' && memberId !== null && 'id' in memberId && 'title' in memberId ? [memberId.id, memberId.title] : []
  return {
    id: row.id,
    name: textOf(row['name']),
    metric: goalMetrics.find((metric) => metric === row['metric']) ?? 'wonCount',
    activityKind: textOf(row['activityKind']),
    memberId: textOf(id),
    member: textOf(title),
    startDay: textOf(row['startDay']),
    endDay: textOf(row['endDay']),
    target: typeof row['target'] === 'number' ? row['target'] : 0,
  }
}

/** What goals count: the records behind each figure, which are listed when one presses it. A rate takes two: what was won, and what was lost. */
export const viewsOf = (goal: Pick<GoalRow, 'metric' | 'activityKind' | 'memberId' | 'startDay' | 'endDay'>): readonly View[] => {
  const { metric, activityKind, memberId, startDay, endDay } = goal
  const within = (column: string): Condition => ({ column, op: 'between', value: [startDay, endDay] })
  const by = (column: string): readonly Condition[] => (memberId === '' ? [] : [{ column, op: 'is', value: memberId }])
  const ended = (type: string): Filter => ({
    all: [{ column: 'stageId.type', op: 'is', value: type }, within('closedAt'), ...by('ownerId')],
  })
  const bought: readonly Condition[] = [within('firstOrderAt'), ...by('ownerId')]
  switch (metric) {
    case 'wonAmount':
      return [{ entity: 'deal', filter: ended('won'), sums: ['amount'] }]
    case 'wonCount':
      return [{ entity: 'deal', filter: ended('won') }]
    case 'conversionRate':
      return [
        { entity: 'deal', filter: ended('won') },
        { entity: 'deal', filter: ended('lost') },
      ]
    case 'newCustomers':
      // Whoever buys for a company is its buyer, and no customer of their own.
      return [
        { entity: 'company', filter: { all: bought } },
        { entity: 'contact', filter: { all: [...bought, { column: 'companyId', op: 'isEmpty' }] } },
      ]
    case 'activities':
      return [
        {
          entity: 'activity',
          filter: {
            all: [
              { column: 'status', op: 'is', value: 'done' },
              within('startAt'),
              ...(activityKind === '' ? [] : [{ column: 'kind', op: 'is', value: activityKind } as const]),
              ...by('assigneeId'),
            ],
          },
        },
      ]
  }
}

type Answers = readonly Pick<Answer, 'total' | 'sums'>[]

/** The goal's value from the answers to its views, in the unit of its target: amounts in major units of the base currency, a rate in percent. */
export const valueOf = (metric: GoalMetric, answers: Answers, baseCurrency: string): number => {
  const [first, second] = answers
  const count = first?.total ?? 0
  const more = second?.total ?? 0
  switch (metric) {
    case 'wonAmount':
      return (first?.sums['amount']?.value ?? 0) / 10 ** digitsOf(baseCurrency)
    case 'conversionRate':
      return count + more === 0 ? 0 : (100 * count) / (count + more)
    case 'newCustomers':
      return count + more
    case 'wonCount':
    case 'activities':
      return count
  }
}

/** How it stands today against its pace, in the target's unit. */
export const standingOf = ({ metric, target, startDay, endDay }: GoalRow, value: number, answers: Answers, today: Day): Pace => {
  const stretch = { from: startDay, to: endDay }
  if (metric !== 'conversionRate') return paceOf(value, target, stretch, today)
  return paceOfRate(answers.every(({ total }) => total === 0) ? null : value, target, stretch, today)
}
