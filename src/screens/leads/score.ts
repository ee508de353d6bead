import { behaviourOf, ratingOf, scoreOf } from '../../domain/lead/score.ts'
import type { Values } from '../../domain/check.ts'
import { isEmpty } from '../records/value.ts'

/** What a lead is scored by: what is known of it, and what is still missing. */
const scored = ['phones', 'emails', 'expectedAmount', 'interestProductIds', 'companyName', 'jobTitle', 'industry'] as const

/** What the head of a lead's page says is not said again among its fields. */
export const leadStateFields: readonly string[] = [
  'status',
  'unqualifiedReason',
  'convertedCompanyId',
  'convertedContactId',
  'convertedDealId',
]

export interface LeadScore {
  /** 0 to 100. */
  readonly score: number
  readonly fit: number
  readonly behaviour: number
  readonly rating: 'hot' | 'warm' | 'cold'
  /** Fields that would raise it. */
  readonly missing: readonly string[]
}

export const leadScore = (fields: Values, calc: Values, now: number): LeadScore => {
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)
  const last = calc['lastActivityAt']
  const fit = number(calc['fitScore'])
  const behaviour = behaviourOf(number(calc['activityCount']), typeof last === 'number' ? last : null, now)
  const score = scoreOf(fit, behaviour)
  return { score, fit, behaviour, rating: ratingOf(score), missing: scored.filter((name) => isEmpty(fields[name])) }
}
