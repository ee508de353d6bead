import type { Instant } from '../../core/day.ts'
import { entityOf, type Id } from '../../core/ids.ts'
import type { Change } from '../change.ts'
import type { EntityName } from '../entities.ts'
import { lifecycleStages } from '../lifecycle/stages.ts'
import { idsIn, logPlace, type Act, type Known, type Rule } from './rule.ts'

/** Epoch ms that a person's word about a customer's stage holds against the rules. */
const HELD_MS = 30 * 86_400_000

/** What the rules of the life cycle ask of a customer. */
export const customerColumns = ['lifecycleStage', 'lifecycleHistory.at', 'lifecycleHistory.isByHand'] as const
const customers = ['company', 'contact'] as const satisfies readonly EntityName[]
export const customersAsk = (...more: readonly string[]): Rule['asks'] => customers.map((entity) => [entity, [...customerColumns, ...more]])

export interface Standing {
  /** Empty of a customer whom nobody has placed yet. */
  readonly stage: string
  /** When they came there; -Infinity where no move tells. */
  readonly since: Instant
  /** Whether rules may move them: not from a stage that the team made, nor while a person's word holds. */
  readonly isFree: boolean
}

const isOurs = (stage: unknown): boolean => stage == null || lifecycleStages.some((one) => one === stage)

export const standingOf = ({ value, now }: Known, id: Id): Standing => {
  const [stage, times, hands] = [value(id, 'lifecycleStage'), value(id, 'lifecycleHistory.at'), value(id, 'lifecycleHistory.isByHand')]
  const at = Array.isArray(times) ? times.map(Number) : []
  const isByHand = (nth: number): boolean => Array.isArray(hands) && hands[nth] === true
  return {
    stage: typeof stage === 'string' ? stage : '',
    since: Math.max(-Infinity, ...at),
    isFree: isOurs(stage) && !at.some((when, nth) => isByHand(nth) && now - when < HELD_MS),
  }
}

/** A line of the history. `itemId`: for what every device writes alike, the same on each. */
export const moveLine = (itemId: string, from: string, to: string, at: Instant, byId: Id | null): Change => ({
  path: `lifecycleHistory/${itemId}`,
  value: { order: logPlace(at), from, to, at, isByHand: byId !== null, byId },
})

/** Led on by what was done, unless a person has just said otherwise. */
export const ledOn = (known: Known, id: Id, to: string, isOpenTo: (stage: string) => boolean): readonly Act[] => {
  const { stage, isFree } = standingOf(known, id)
  if (!isFree || stage === to || !isOpenTo(stage)) return []
  const line = moveLine(known.newItemId(), stage, to, Math.floor(known.now), null)
  return [{ kind: 'edit', id, changes: [{ path: 'lifecycleStage', value: to }, line] }]
}

/** The companies and people among these ids, and the companies that the people work for; each once. */
export const customersIn = ({ value }: Known, ids: unknown): readonly Id[] => {
  const named = idsIn(ids).filter((id) => customers.some((entity) => entityOf(id) === entity))
  const firms = named.filter((id) => entityOf(id) === 'contact').map((id) => value(id, 'companyId'))
  return [...new Set([...named, ...idsIn(firms)])]
}
