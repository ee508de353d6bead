import type { Id } from '../../core/ids.ts'
import { between } from '../../core/order.ts'
import type { RowCells } from '../../tables/view.ts'
import { titleText } from '../records/value.ts'

export const stageTypes = ['open', 'won', 'lost', 'onHold'] as const

/** A stage as the settings show it. */
export interface StageRow {
  readonly id: Id
  readonly name: string
  readonly order: string
  readonly type: string
  readonly probability: number
  readonly rottenDays: number | null
  readonly requiredFields: readonly string[]
}

export const stageRowColumns: readonly string[] = ['name', 'order', 'type', 'probability', 'rottenDays', 'requiredFields']

export const stageRowOf = (row: RowCells): StageRow => {
  const { probability, rottenDays, requiredFields } = row
  return {
    id: row.id,
    name: titleText(row['name']),
    order: titleText(row['order']),
    type: titleText(row['type']),
    probability: typeof probability === 'number' ? probability : 0,
    rottenDays: typeof rottenDays === 'number' ? rottenDays : null,
    requiredFields: Array.isArray(requiredFields) ? requiredFields.filter((name) => typeof name === 'string') : [],
  }
}

/** The place of a stage that goes one on or back; null at the end. */
export const movedPlace = (stages: readonly StageRow[], id: Id, by: 1 | -1): string | null => {
  const rest = stages.filter((stage) => stage.id !== id)
  const to = stages.findIndex((stage) => stage.id === id) + by
  if (to < 0 || to > rest.length) return null
  return between(rest[to - 1]?.order ?? null, rest[to]?.order ?? null, Math.random)
}
