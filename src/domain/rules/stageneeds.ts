import type { Problem } from '../check.ts'
import { isChanged, type Happening, type Known } from './rule.ts'

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What a deal must have been given before it comes to a stage; each missing field by its name. */
export const stageNeeds = (happening: Happening, { value }: Pick<Known, 'value'>): readonly Problem[] => {
  const { entity, after } = happening
  if (entity !== 'deal' || !isChanged(happening, 'stageId')) return []
  const needed = value(String(after['stageId']), 'requiredFields')
  return (Array.isArray(needed) ? needed : [])
    .filter((name) => typeof name === 'string' && isMissing(after[name]))
    .map((name) => ({ path: String(name), code: 'required' as const }))
}

/** Fields that a stage may ask for. What is written at length, and what rules keep, is not asked. */
export const askable: readonly string[] = ['amount', 'expectedCloseDate', 'companyId', 'primaryContactId', 'nextStep', 'type', 'lostReason']
