import { entityOf, type Id } from '../core/ids.ts'
import { LIVE, TRASHED } from '../tables/column.ts'
import type { Session } from './session.ts'

/** What goes to the trash with a record, and comes back with it: records of an entity, by the reference that names it. */
const children: Readonly<Partial<Record<string, readonly (readonly [entity: string, by: string])[]>>> = {
  company: [
    ['contact', 'companyId'],
    ['deal', 'companyId'],
    ['order', 'companyId'],
  ],
  contact: [['relation', 'contactId']],
  deal: [['relation', 'dealId']],
}

/** A part of others that stands in no list of its own. */
export const isUnlisted = (id: Id): boolean => entityOf(id) === 'relation'

/** The ids and, behind them, all that is live of the families of these. */
export const withChildren = (session: Session, ids: readonly Id[]): readonly Id[] => [
  ...new Set(ids.flatMap((id) => familyOf(id, (parent) => childrenOf(session, parent, LIVE)))),
]

/** The ids and, behind them, what went to the trash with them in the same moment. */
export const goneTogether = (session: Session, ids: readonly Id[]): readonly Id[] => {
  const gone = (parent: Id): readonly Id[] =>
    childrenOf(session, parent, TRASHED).filter((child) => deletedAt(session, child) === deletedAt(session, parent))
  return [...new Set(ids.flatMap((id) => familyOf(id, gone)))]
}

const familyOf = (id: Id, childrenIn: (parent: Id) => readonly Id[]): readonly Id[] => [
  id,
  ...childrenIn(id).flatMap((child) => familyOf(child, childrenIn)),
]

const childrenOf = ({ tables }: Session, id: Id, life: number): readonly Id[] => {
  const parent = tables.rows(entityOf(id)).rowOf(id)
  if (parent < 0) return []
  return (children[entityOf(id)] ?? []).flatMap(([entity, name]) => {
    const rows = tables.rows(entity)
    const by = rows.column(name)
    if (by?.kind !== 'ref') return []
    const found: Id[] = []
    for (let row = 0; row < rows.length; row += 1) {
      if (by.present[row] === 1 && by.rows[row] === parent && rows.live[row] === life) found.push(rows.idOf(row))
    }
    return found
  })
}

const deletedAt = ({ tables }: Session, id: Id): unknown => {
  const rows = tables.rows(entityOf(id))
  return rows.column('deletedAt')?.get(rows.rowOf(id))
}
