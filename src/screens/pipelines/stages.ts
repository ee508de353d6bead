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
  readonly checklist: readonly string[]
}

export const stageRowColumns: readonly string[] = ['name', 'order', 'type', 'probability', 'rottenDays', 'requiredFields', 'checklist']

/** The words of a set. */
export const textsIn = (cell: unknown): readonly string[] => (Array.isArray(cell) ? cell.filter((one) => typeof one === 'string') : [])

export const stageRowOf = (row: RowCells): StageRow => {
  const { probability, rottenDays } = row
  return {
    id: row.id,
    name: titleText(row['name']),
    order: titleText(row['order']),
    type: titleText(row['type']),
    probability: typeof probability === 'number' ? probability : 0,
    rottenDays: typeof rottenDays === 'number' ? rottenDays : null,
    requiredFields: textsIn(row['requiredFields']),
    checklist: textsIn(row['checklist']),
  }
}
