import type { Id } from '../../core/ids.ts'
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
