import { entityOf, type Id } from '../core/ids.ts'
import { LIVE, TRASHED } from '../tables/column.ts'
import type { Session } from './session.ts'

/** What goes to the trash with a company, and comes back with it. */
const CHILDREN = ['contact', 'deal', 'order']

/** The ids and, behind them, the live people, deals and orders of the companies among them. */
export const withChildren = (session: Session, ids: readonly Id[]): readonly Id[] => [
  ...new Set([...ids, ...ids.flatMap((id) => childrenOf(session, id, LIVE))]),
]

/** The ids and, behind them, what went to the trash in the same moment as the companies among them. */
export const goneTogether = (session: Session, ids: readonly Id[]): readonly Id[] => [
  ...new Set([
    ...ids,
    ...ids.flatMap((id) => childrenOf(session, id, TRASHED).filter((child) => deletedAt(session, child) === deletedAt(session, id))),
  ]),
]

const childrenOf = ({ tables }: Session, id: Id, life: number): readonly Id[] => {
  const company = tables.rows('company').rowOf(id)
  if (company < 0) return []
  return CHILDREN.flatMap((entity) => {
    const rows = tables.rows(entity)
    const by = rows.column('companyId')
    if (by?.kind !== 'ref') return []
    const found: Id[] = []
    for (let row = 0; row < rows.length; row += 1) {
      if (by.present[row] === 1 && by.rows[row] === company && rows.live[row] === life) found.push(rows.idOf(row))
    }
    return found
  })
}

const deletedAt = ({ tables }: Session, id: Id): unknown => {
  const rows = tables.rows(entityOf(id))
  return rows.column('deletedAt')?.get(rows.rowOf(id))
}
