import type { Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { bought } from '../order/order.ts'
import { movesBy, type Move } from '../lifecycle/moves.ts'
import { customersAsk, moveLine, standingOf, type Standing } from './lifecycle.ts'
import { playbooksAsk, playedOn } from './playbookbegun.ts'
import type { Act } from './rule.ts'
import type { Dated, TimedRule } from './timed.ts'

/** Rows between two breaths: whoever asks something meanwhile is answered. */
const AT_ONCE = 2_000
/** Epoch ms: what happened longer ago begins no playbook any more. */
const NEWS_MS = 30 * 86_400_000

/** When each customer bought: orders that count, and won deals without one. */
const purchasesOf = async ({ now, having, value, pause }: Dated): Promise<ReadonlyMap<Id, readonly Instant[]>> => {
  const times = new Map<Id, Instant[]>()
  const ordered = new Set<unknown>()
  const give = (customers: readonly unknown[], at: unknown) => {
    if (typeof at !== 'number' || at > now) return
    for (const id of customers) if (typeof id === 'string') times.set(id, [...(times.get(id) ?? []), at])
  }
  for (const [nth, id] of having('order', ['orderedAt']).entries()) {
    if (nth % AT_ONCE === AT_ONCE - 1) await pause()
    if (!bought.some((status) => status === value(id, 'status'))) continue
    ordered.add(value(id, 'dealId'))
    give([value(id, 'companyId'), value(id, 'contactId')], value(id, 'orderedAt'))
  }
  for (const [nth, id] of having('deal', ['closedAt']).entries()) {
    if (nth % AT_ONCE === AT_ONCE - 1) await pause()
    if (ordered.has(id) || value(String(value(id, 'stageId')), 'type') !== 'won') continue
    give([value(id, 'companyId'), value(id, 'primaryContactId')], value(id, 'closedAt'))
  }
  return new Map([...times].map(([id, all]) => [id, all.toSorted((a, b) => a - b)]))
}

/** Where the purchases of a customer have led them, as far as nobody has written it down yet. */
const moved = (dated: Dated, id: Id, purchases: readonly Instant[], standing: Standing): readonly Act[] => {
  const { now, value } = dated
  const { stage, since, isFree } = standing
  const all = movesBy(purchases, now)
  const fresh = all.filter(({ at }) => at > since)
  // Two first purchases that were made apart are two.
  const isSecond = fresh.length === 0 && stage === 'customer' && all.at(-1)?.stage === 'retained'
  const moves: readonly Move[] = isSecond ? [{ stage: 'retained', at: since }] : fresh
  const last = moves.at(-1)
  if (!isFree || last === undefined || last.stage === stage || (stage === 'lost' && last.stage === 'declining')) return []
  const lines = moves.map(({ stage: to, at }, nth) => moveLine(`${to}${at.toString(36)}`, moves[nth - 1]?.stage ?? stage, to, at, null))
  return [
    {
      kind: 'edit',
      id,
      // Over all that was said of them by then; what is said later stands.
      at: Math.max(last.at, Number(value(id, 'updatedAt')) + 1),
      changes: [{ path: 'lifecycleStage', value: last.stage }, ...lines],
    },
    ...(now - last.at > NEWS_MS
      ? []
      : playedOn(dated, { id, stage: last.stage, at: last.at, times: last.at, ownerId: value(id, 'ownerId') })),
  ]
}

const asks: TimedRule['asks'] = [
  ...customersAsk('updatedAt', 'ownerId'),
  ...playbooksAsk,
  ['order', ['status', 'orderedAt', 'companyId', 'contactId', 'dealId']],
  ['deal', ['closedAt', 'stageId', 'companyId', 'primaryContactId']],
  ['stage', ['type']],
]
const early: readonly string[] = ['', 'prospect', 'engaged']

/** Of those of whom `isMeant` holds. */
const dueOf =
  (isMeant: (standing: Standing) => boolean): TimedRule['due'] =>
  async (dated) => {
    const acts: Act[] = []
    for (const [nth, [id, purchases]] of [...(await purchasesOf(dated))].entries()) {
      if (nth % AT_ONCE === AT_ONCE - 1) await dated.pause()
      const standing = standingOf(dated, id)
      if (isMeant(standing)) acts.push(...moved(dated, id, purchases, standing))
    }
    return acts
  }

/** Whoever has not bought for long declines, and is lost at last. */
export const lifecycleKept: TimedRule = {
  name: 'lifecycleKept',
  isByDay: true,
  asks,
  due: dueOf(({ stage }) => !early.includes(stage)),
}

/**
 * Customers whose purchases came with a file, or from a time before there were stages: placed when somebody asks for it. By itself it would write a
 * whole book anew after an import, and nothing of it could be taken back.
 */
export const customersPlaced: TimedRule = { name: 'customersPlaced', asks, due: dueOf(({ stage }) => early.includes(stage)) }
