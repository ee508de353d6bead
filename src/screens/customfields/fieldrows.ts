import type { Id } from '../../core/ids.ts'
import { fieldTypes, type FieldType } from '../../domain/customfield/customfield.ts'
import type { RowCells } from '../../tables/view.ts'
import { titleText } from '../records/value.ts'

/** A field as the settings show it. */
export interface FieldRow {
  readonly id: Id
  readonly name: string
  readonly type: FieldType
  readonly order: string
  readonly isRequired: boolean
  readonly isArchived: boolean
  readonly to: string
  readonly formula: string
}

export const fieldRowColumns: readonly string[] = ['name', 'type', 'order', 'isRequired', 'isArchived', 'to', 'formula']

/** Null for a type that only a newer app knows. */
export const fieldRowOf = (row: RowCells): FieldRow | null => {
  const type = fieldTypes.find((one) => one === row['type'])
  return type === undefined
    ? null
    : {
        id: row.id,
        name: titleText(row['name']),
        type,
        order: titleText(row['order']),
        isRequired: row['isRequired'] === true,
        isArchived: row['isArchived'] === true,
        to: titleText(row['to']),
        formula: titleText(row['formula']),
      }
}

export const isPicked = (type: FieldType): boolean => type === 'select' || type === 'multiSelect'
