import type { RecordView } from '../../../engine/protocol.ts'
import type { RowCells } from '../../../tables/view.ts'
import type { FieldFacts } from '../../fields.ts'

/** A record as a list's row: what draws a line of a list draws the head of a page. */
export const cellsOf = ({ id, fields, calc, titles, createdAt, updatedAt }: RecordView, facts: FieldFacts): RowCells => {
  const cellOf = (id: string) => ({ id, title: titles[id] ?? '' })
  const named = Object.values(facts).flatMap(({ name, kind }): [string, unknown][] => {
    const value = fields[name]
    if (kind === 'refs' && Array.isArray(value)) return [[name, value.map((id) => cellOf(String(id)))]]
    return kind === 'ref' && typeof value === 'string' ? [[name, cellOf(value)]] : []
  })
  return { ...calc, ...fields, ...Object.fromEntries(named), createdAt, updatedAt, id }
}
