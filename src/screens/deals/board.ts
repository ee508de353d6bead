import type { Day, Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { Money } from '../../core/money.ts'
import { between } from '../../core/order.ts'
import type { Random } from '../../core/random.ts'
import type { TimeZone } from '../../core/zone.ts'
import { isPast } from '../../domain/activity/late.ts'
import { viewToText } from '../../tables/filter/viewtext.ts'
import type { Filter, RowCells, Sum, View } from '../../tables/view.ts'
import type { Pick } from '../boards/picks.svelte.ts'
import { isMoney, titleText } from '../records/value.ts'

/** A column of the board. */
export interface Stage {
  readonly id: Id
  readonly name: string
  readonly type: string
  /** Percent, 0 to 100. */
  readonly probability: number
  /** Days that a deal may stay before it goes stale. */
  readonly rottenDays: number | null
  /** Deals that it should hold at most. */
  readonly wipLimit: number | null
}

/** A deal as its card shows it. */
export interface Card {
  readonly id: Id
  readonly stageId: Id | null
  readonly name: string
  readonly company: string
  readonly amount: Money | null
  readonly close: Day | null
  readonly nextStep: string
  /** When the first of what is planned about it is due. */
  readonly nextActivityAt: Instant | null
  /** The place in its column; cards that nobody has put anywhere stand last. */
  readonly sortKey: string
  /** When it came into its stage: the last move, else when it was made. */
  readonly since: Instant | null
}

/** The name without the company's in front of it ("Siam Foods: second grinder"), which stands in the next line. */
export const shownName = ({ name, company }: Card): string => {
  const rest = company !== '' && name.startsWith(company) ? name.slice(company.length).replace(/^[\s:：·,\u2013\u2014-]+/, '') : ''
  return rest === '' ? name : rest
}

/** What a column asks of each deal. */
export const cardColumns: readonly string[] = [
  'name',
  'companyId',
  'stageId',
  'amount',
  'expectedCloseDate',
  'nextStep',
  'nextActivityAt',
  'sortKey',
  'stageHistory.at',
  'createdAt',
]

/** What the board asks of each stage. */
export const stageColumns: readonly string[] = ['name', 'type', 'probability', 'rottenDays', 'wipLimit']

const instantOf = (cell: unknown): Instant | null => (typeof cell === 'number' ? cell : null)

export const cardOf = (row: RowCells): Card => {
  const { amount, expectedCloseDate: close, sortKey, nextActivityAt, createdAt } = row
  const moves = Array.isArray(row['stageHistory.at']) ? row['stageHistory.at'].filter((at) => typeof at === 'number') : []
  return {
    id: row.id,
    stageId: idIn(row['stageId']),
    name: titleText(row['name']),
    company: titleText(row['companyId']),
    amount: isMoney(amount) ? amount : null,
    close: typeof close === 'string' ? close : null,
    nextStep: titleText(row['nextStep']),
    nextActivityAt: instantOf(nextActivityAt),
    sortKey: titleText(sortKey),
    since: moves.length === 0 ? instantOf(createdAt) : Math.max(...moves),
  }
}

/** The id in a reference's cell. */
const idIn = (cell: unknown): Id | null =>
  typeof cell === 'object' && cell !== null && 'id' in cell && typeof cell.id === 'string' ? cell.id : null

export const stageOf = (row: RowCells): Stage => {
  const { type, probability, rottenDays, wipLimit } = row
  return {
    id: row.id,
    name: titleText(row['name']),
    type: typeof type === 'string' ? type : 'open',
    probability: typeof probability === 'number' ? probability : 0,
    rottenDays: typeof rottenDays === 'number' ? rottenDays : null,
    wipLimit: typeof wipLimit === 'number' ? wipLimit : null,
  }
}

/** One column of the view: its own cards, in the order that hands gave them; equal places by id, on every device alike. */
export const columnView = ({ entity, filter, search }: View, stageId: Id): View => {
  const inStage: Filter = { column: 'stageId', op: 'is', value: stageId }
  return {
    entity,
    filter: filter === undefined ? inStage : { all: [inStage, filter] },
    ...(search === undefined ? {} : { search }),
    sort: [{ column: 'sortKey' }],
    sums: ['amount'],
  }
}

/** The board's address; without a pipeline it is the default one's. */
export const boardHref = (view: View, pipelineId: Id | null = null): string => {
  const text = viewToText(view)
  const pipeline = pipelineId === null ? '' : `&pipeline=${encodeURIComponent(pipelineId)}`
  return text === view.entity ? `/deals?as=board${pipeline}` : `/deals?as=board${pipeline}&v=${encodeURIComponent(text)}`
}

/** Sums of one column each, together. */
export const summed = (sums: readonly Sum[]): Sum =>
  sums.reduce<Sum>(
    (all, { value, currency, isMixed = false, withoutRate = 0 }) => ({
      value: all.value + value,
      ...(currency === undefined ? {} : { currency }),
      isMixed: isMixed || all.isMixed === true,
      withoutRate: withoutRate + (all.withoutRate ?? 0),
    }),
    { value: 0 },
  )

/** What a column's deals are worth by the odds of their stage: all of them share it, so their sum in the base currency is weighed, and no deal is loaded. */
export const weighted = (sum: Sum, { probability }: Stage): Sum => ({ ...sum, value: Math.round((sum.value * probability) / 100) })

export const isLate = ({ close }: Card, { type }: Stage, today: Day): boolean => type === 'open' && close !== null && close < today

/** Whether something is planned next, or was due already. A next step in words counts as planned. */
export const lightOf = ({ nextActivityAt, nextStep }: Card, now: Instant, zone: TimeZone): 'none' | 'planned' | 'late' => {
  if (nextActivityAt !== null && isPast(nextActivityAt, now, zone)) return 'late'
  return nextActivityAt === null && nextStep === '' ? 'none' : 'planned'
}

/** Full days in the stage. */
export const daysIn = ({ since }: Card, now: Instant): number | null =>
  since === null ? null : Math.max(0, Math.floor((now - since) / 86_400_000))

export const isStale = (card: Card, { type, rottenDays }: Stage, now: Instant): boolean => {
  const days = daysIn(card, now)
  return type === 'open' && days !== null && rottenDays !== null && days > rottenDays
}

/** Where a card comes to stand. `index` counts the column's cards without it. */
export interface Drop {
  readonly index: number
  readonly before: Card | undefined
  readonly after: Card | undefined
}

/** Whether the card above is here: without it nobody knows where below is. */
export const isKnown = ({ index, before }: Drop): boolean => index === 0 || before !== undefined

/** Who stands around a place, from some of the column's cards beginning at `start`; `own` is where the moving card stands in it, -1 where it comes from elsewhere. */
export const neighboursAt = (index: number, cards: readonly Card[], start: number, own: number): Drop => {
  const at = (place: number): Card | undefined => cards[(own < 0 || place < own ? place : place + 1) - start]
  return { index, before: index === 0 ? undefined : at(index - 1), after: at(index) }
}

/** Keys for cards put down together between the same neighbours, in their order. */
export const keysFor = ({ before, after }: Drop, count: number, random: Random): readonly string[] => {
  const keys: string[] = []
  for (let at = 0; at < count; at += 1) keys.push(between(keys.at(-1) ?? before?.sortKey ?? null, after?.sortKey ?? null, random))
  return keys
}

/** The picked cards as one reads the board: column by column, from the top. */
export const inBoardOrder = (picks: readonly Pick<Card>[], stages: readonly Stage[]): readonly Card[] =>
  stages.flatMap(({ id }) =>
    picks
      .filter(({ column }) => column === id)
      .map(({ card }) => card)
      .toSorted((one, other) => compareKeys(one.sortKey, other.sortKey)),
  )

const compareKeys = (one: string, other: string): number => Number(one > other) - Number(one < other)
