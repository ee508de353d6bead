import type { Day, Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { Money } from '../../core/money.ts'
import { between, nBetween } from '../../core/order.ts'
import type { Random } from '../../core/random.ts'
import { viewToText } from '../../tables/filter/viewtext.ts'
import type { Filter, RowCells, Sum, View } from '../../tables/view.ts'
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
}

/** A deal as its card shows it. */
export interface Card {
  readonly id: Id
  readonly name: string
  readonly company: string
  readonly amount: Money | null
  readonly close: Day | null
  readonly nextStep: string
  /** The place in its column; null where nobody has put it anywhere: such cards stand last. */
  readonly sortKey: string | null
  /** When it came into its stage. */
  readonly since: Instant | null
}

/** The name without the company's in front of it ("Siam Foods: second grinder"), which stands in the next line. */
export const shownName = ({ name, company }: Card): string => {
  const rest = company !== '' && name.startsWith(company) ? name.slice(company.length).replace(/^[\s:：·,\u2013\u2014-]+/, '') : ''
  return rest === '' ? name : rest
}

/** What a column asks of each deal. */
export const cardColumns: readonly string[] = ['name', 'companyId', 'amount', 'expectedCloseDate', 'nextStep', 'sortKey', 'stageHistory.at']

export const cardOf = (row: RowCells): Card => {
  const { amount, expectedCloseDate: close, sortKey } = row
  const moves = Array.isArray(row['stageHistory.at']) ? row['stageHistory.at'].filter((at) => typeof at === 'number') : []
  return {
    id: row.id,
    name: titleText(row['name']),
    company: titleText(row['companyId']),
    amount: isMoney(amount) ? amount : null,
    close: typeof close === 'string' ? close : null,
    nextStep: titleText(row['nextStep']),
    sortKey: typeof sortKey === 'string' ? sortKey : null,
    since: moves.length === 0 ? null : Math.max(...moves),
  }
}

export const stageOf = (row: RowCells): Stage => {
  const { type, probability, rottenDays } = row
  return {
    id: row.id,
    name: titleText(row['name']),
    type: typeof type === 'string' ? type : 'open',
    probability: typeof probability === 'number' ? probability : 0,
    rottenDays: typeof rottenDays === 'number' ? rottenDays : null,
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

export const boardHref = (view: View): string => {
  const text = viewToText(view)
  return text === view.entity ? '/deals?as=board' : `/deals?as=board&v=${encodeURIComponent(text)}`
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

/** What a column's deals are worth by the odds of their stage. */
export const weighted = (sum: Sum, { probability }: Stage): Sum => ({ ...sum, value: Math.round((sum.value * probability) / 100) })

export const isLate = ({ close }: Card, { type }: Stage, today: Day): boolean => type === 'open' && close !== null && close < today

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

/**
 * The key for a card put down there. `unknown` where the neighbours are not here yet. `unplaced` where it is to stand behind cards that have no place of their
 * own (an import's): they need one first, or all of them would stay behind it.
 */
export const keyFor = ({ index, before, after }: Drop, random: Random): { readonly key: string } | 'unknown' | 'unplaced' => {
  if (index > 0 && before === undefined) return 'unknown'
  if (before?.sortKey === null) return 'unplaced'
  return { key: between(before?.sortKey ?? null, after?.sortKey ?? null, random) }
}

/** Keys for those of some cards, in the order in which they stand, that have none, behind the last one that has; and one more behind them. */
export const placesFor = (cards: readonly Card[]): { readonly keys: ReadonlyMap<Id, string>; readonly next: string } => {
  const last = cards.findLast(({ sortKey }) => sortKey !== null)?.sortKey ?? null
  const unplaced = cards.filter(({ sortKey }) => sortKey === null)
  const keys = nBetween(last, null, unplaced.length + 1)
  return { keys: new Map(unplaced.map(({ id }, at) => [id, keys[at] ?? ''])), next: keys.at(-1) ?? '' }
}
