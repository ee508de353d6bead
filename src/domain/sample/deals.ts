import { dayOfNumber } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { moneyOf } from '../../core/money.ts'
import { nBetween } from '../../core/order.ts'
import { intBelow, pickFrom } from '../../core/random.ts'
import type { Customer } from './customers.ts'
import { between, chance, inTurn, itemsOf, pastInstant, type SampleOf, type Setting } from './setting.ts'
import { filled } from './words.ts'

/** Prospecting to negotiation, then won and lost: type, odds in percent, days that a deal stays, deals that stand there now (90 in all). */
const STAGES = [
  { type: 'open', probability: 10, days: 6, deals: 9, rottenDays: 14 },
  { type: 'open', probability: 20, days: 8, deals: 8, rottenDays: 14 },
  { type: 'open', probability: 25, days: 10, deals: 8, rottenDays: 21 },
  // The bottleneck: quotes lie for weeks, and a third of the open deals lies here.
  { type: 'open', probability: 50, days: 38, deals: 16, rottenDays: 30 },
  { type: 'open', probability: 80, days: 9, deals: 6, rottenDays: 21 },
  { type: 'won', probability: 100, days: 0, deals: 28, rottenDays: null },
  { type: 'lost', probability: 0, days: 0, deals: 15, rottenDays: null },
] as const
const [WON, LOST] = [5, 6]

export const makePipeline = ({ words, newId }: Setting, at: number): [SampleOf<'pipeline'>, ...SampleOf<'stage'>[]] => {
  const pipelineId = newId('pipeline')
  const places = nBetween(null, null, STAGES.length)
  const stages = STAGES.map(({ type, probability, rottenDays }, i) => ({
    entity: 'stage' as const,
    id: newId('stage'),
    at,
    fields: { name: words.stages[i] ?? '', pipelineId, order: places[i] ?? '', type, probability, rottenDays },
  }))
  return [{ entity: 'pipeline', id: pipelineId, at, fields: { name: words.pipeline, isDefault: true } }, ...stages]
}

export const makeDeals = (setting: Setting, stages: readonly SampleOf<'stage'>[], customers: readonly Customer[]): SampleOf<'deal'>[] => {
  const buyers = customers.filter(({ companyId }) => companyId !== null)
  const places = nBetween(null, null, 90)
  return STAGES.flatMap(({ deals }, stage) => Array<number>(deals).fill(stage)).map((stage, n) =>
    makeDeal(setting, stages, inTurn(buyers, 5 * n), stage, n, places[n] ?? ''),
  )
}

interface Step {
  readonly stage: number
  /** Days since 1970-01-01. */
  readonly day: number
}

/** Every stage up to `stage` and the day it was reached; a lost deal was lost somewhere on the way. */
const stepsTo = ({ random, today }: Setting, stage: number): Step[] => {
  const last = stage === LOST ? 1 + intBelow(random, 4) : Math.min(stage, WON - 1)
  const stays = STAGES.slice(0, last + 1).map(({ days }) => Math.max(1, Math.round(days * between(random, 0.6, 1.4))))
  const isClosed = stage >= WON
  const total = stays.reduce((sum, days) => sum + days, 0)
  const standing = stays[last] ?? 1
  // Open ones have stood for a part of the usual time, those in the bottleneck for most of it and more.
  const sofar = Math.round(standing * (last === 3 ? between(random, 0.6, 1.6) : between(random, 0.1, 0.9)))
  const end = isClosed ? today - 1 - Math.floor(random() ** 1.5 * 600) : today - sofar + standing
  const steps: Step[] = []
  let day = end - total
  for (const [at, days] of stays.entries()) {
    steps.push({ stage: at, day })
    day += days
  }
  return isClosed ? [...steps, { stage, day: end }] : steps
}

const makeDeal = (
  setting: Setting,
  stages: readonly SampleOf<'stage'>[],
  customer: Customer,
  stage: number,
  n: number,
  sortKey: string,
): SampleOf<'deal'> => {
  const { words, random, newId, today, reps } = setting
  const stageId = (at: number): Id => stages[at]?.id ?? ''
  const byId = inTurn(reps, n)
  const history = stepsTo(setting, stage)
    .map((step) => ({ stage: step.stage, at: pastInstant(setting, step.day) }))
    .map((step, i, all) => ({ fromId: i === 0 ? null : stageId(all[i - 1]?.stage ?? 0), toId: stageId(step.stage), at: step.at, byId }))
  const last = history.at(-1)?.at ?? setting.now
  const isOpen = stage < WON
  return {
    entity: 'deal',
    id: newId('deal'),
    at: history[0]?.at ?? setting.now,
    fields: {
      name: filled(inTurn(words.deals, n + Math.floor(n / 39)), { company: customer.name, product: '' }),
      companyId: customer.companyId,
      primaryContactId: customer.contactIds[0] ?? null,
      pipelineId: stages[0]?.fields.pipelineId ?? '',
      stageId: stageId(stage),
      amount: amountOf(setting),
      expectedCloseDate: isOpen && chance(random, 0.9) ? dayOfNumber(today - 12 + intBelow(random, 90)) : null,
      nextStep: isOpen ? pickFrom(random, words.nextSteps) : null,
      type: pickFrom(random, ['newBusiness', 'existing', 'renewal', 'upsell', 'crossSell'] as const),
      closedAt: isOpen ? null : last,
      lostReason: stage === LOST ? pickFrom(random, ['price', 'price', 'competitor', 'noBudget', 'timing', 'noDecision'] as const) : null,
      sortKey,
      stageHistory: itemsOf(random, history),
      ownerId: byId,
    },
  }
}

/** From a third of the price of the large machine to six times that price, in two figures. */
const amountOf = ({ words, random }: Setting) => {
  const machine = Math.max(...words.products.map(([, price]) => price))
  const value = machine * Math.exp(between(random, Math.log(0.3), Math.log(6)))
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return moneyOf(Math.round(value / step) * step, words.currency)
}
