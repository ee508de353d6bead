import type { Problem } from '../check.ts'
import { isChanged, textOf, type Happening, type Known } from './rule.ts'

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Columns of a stage that say what it asks for. */
export const stageAsks = ['requiredFields', 'checklist', 'order', 'type'] as const

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** What of a stage's checklist is not done yet. */
export const undoneOf = (checklist: unknown, checked: unknown): readonly string[] => {
  const done = textsIn(checked)
  return textsIn(checklist).filter((one) => !done.includes(one))
}

/** What a deal must have been given before it comes to a stage, each missing field by its name; and to go on, what the stage that it leaves lists. */
export const stageNeeds = (happening: Happening, known: Pick<Known, 'value'>): readonly Problem[] => {
  const { entity, before, after } = happening
  if (entity !== 'deal' || !isChanged(happening, 'stageId')) return []
  const [from, to] = [textOf(before?.['stageId']), textOf(after['stageId'])]
  const missing = textsIn(known.value(to, 'requiredFields')).filter((name) => isMissing(after[name]))
  const isUndone = goesOn(from, to, known) && undoneOf(known.value(from, 'checklist'), after['checked']).length > 0
  return [...missing, ...(isUndone ? ['checked'] : [])].map((path) => ({ path, code: 'required' as const }))
}

/** A deal may always go back, rest, or be lost. */
const goesOn = (from: string, to: string, { value }: Pick<Known, 'value'>): boolean => {
  const type = value(to, 'type')
  if (from === '' || (type !== 'open' && type !== 'won')) return false
  return textOf(value(from, 'order')) < textOf(value(to, 'order'))
}

/** Fields that a stage may ask for. What is written at length, and what rules keep, is not asked. */
export const askable: readonly string[] = ['amount', 'expectedCloseDate', 'companyId', 'primaryContactId', 'nextStep', 'type', 'lostReason']
