import { entityOf, type Id } from '../core/ids.ts'
import { err, type Result } from '../core/result.ts'
import type { Change } from '../domain/change.ts'
import type { Values } from '../domain/check.ts'
import type { Entity } from '../domain/entity.ts'
import { purgeable } from '../domain/trash.ts'
import type { Author } from '../store/change.ts'
import { readWhole } from '../store/document.ts'
import { GHOST } from '../tables/column.ts'
import type { Failure } from './protocol.ts'
import { applyCommit, entityOrThrow, refById, type Session } from './session.ts'
import { planned } from './writing/plan.ts'

/*
 * A record that was thrown away by those who did not know that it came back in time, or that somebody still wrote in it: whoever holds it whole tells all
 * of it anew. What was only written in goes to the trash once more, for as long as anything does.
 */

/** Answers how many came back. */
export const revive = async (session: Session, mayWrite: (entity: Entity) => Promise<boolean>): Promise<Result<number, Failure>> => {
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }
  const ids: Id[] = []
  for (const name of purgeable) if (await mayWrite(entityOrThrow(session, name))) ids.push(...markedIn(session, name))
  if (ids.length === 0) return { ok: true, value: 0 }
  const committed = await session.store.commit(async (look) => {
    const states = await look.states(ids.flatMap((id) => refById(session, id) ?? []))
    const edits = [...states].flatMap(([id, state]) => {
      const entity = entityOrThrow(session, entityOf(id))
      return toldAnew(entity, readWhole(entity, state).fields, session.now()).map((changes) => ({ id, changes }))
    })
    return planned(session, look, { creates: [], edits }, author)
  })
  if (!committed.ok) return err(typeof committed.error === 'string' ? { code: committed.error } : committed.error)
  applyCommit(session, committed.value, false)
  return { ok: true, value: ids.length }
}

const markedIn = ({ tables }: Session, name: string): readonly Id[] => {
  const rows = tables.rows(name)
  const present = rows.column('purgedAt')?.present
  const found: Id[] = []
  for (let row = 0; row < rows.length; row += 1) if (present?.[row] === 1 && rows.live[row] !== GHOST) found.push(rows.idOf(row))
  return found
}

/** All that stands in a record, as edits one after the other: a note is written anew only after it is taken away. */
export const toldAnew = (entity: Entity, fields: Values, now: number): readonly (readonly Change[])[] => {
  const mergeOf = (name: string) => entity.fields[name]?.merge ?? 'register'
  const notes = Object.entries(fields).filter(([name, value]) => mergeOf(name) === 'text' && value !== '')
  const back: Values = { ...fields, purgedAt: null, deletedAt: (fields['deletedAt'] ?? null) === null ? null : now }
  return [
    notes.map(([path]) => ({ path, value: '' })),
    Object.entries(back).flatMap(([name, value]) => {
      const merge = mergeOf(name)
      if (merge === 'calc') return []
      if (merge === 'set') return (value as readonly string[]).map((member) => ({ path: `${name}/${member}`, value: true })) // sets are read as lists of texts
      if (merge === 'items')
        return (value as readonly { readonly id: string }[]).map((item) => ({ path: `${name}/${item.id}`, value: item })) // items have ids
      return value === '' || (value === null && name !== 'purgedAt' && name !== 'deletedAt') ? [] : [{ path: name, value }]
    }),
  ].filter((changes) => changes.length > 0)
}
