import { dayMs, dayNumber, dayOf, instantAt, startOfDay } from '../../core/day.ts'
import { offsetAt } from '../../core/zone.ts'
import { entityOf, newId, newItemId, type Id } from '../../core/ids.ts'
import type { Known } from '../../domain/rules/rule.ts'
import { LIVE, TRASHED } from '../../tables/column.ts'
import type { Queries } from '../../tables/query.ts'
import { entityOrThrow, type Session } from '../session.ts'

/** More records than one is ever named by. */
const MOST = 100_000

/** The book as rules ask it, from its columns. */
export const knownIn = (session: Session, queries: () => Queries): Known => {
  const { tables, held, now, random } = session
  return {
    me: held.memberId,
    get now() {
      return now()
    },
    holds: (id) => tables.bucketOf(id) !== null,
    isTrashed: (id) => {
      const rows = tables.rows(entityOf(id))
      const row = rows.rowOf(id)
      return row >= 0 && rows.live[row] === TRASHED
    },
    value: (id, field) => {
      const rows = tables.rows(entityOf(id))
      const row = rows.rowOf(id)
      return row < 0 || rows.live[row] !== LIVE ? null : (rows.column(field)?.get(row) ?? null)
    },
    fieldsOf: (name) => entityOrThrow(session, name).fields,
    naming: (entity, by, id) =>
      tables.rows(entity).length === 0 ? [] : queries().ids({ entity, filter: { column: by, op: 'anyOf', value: [id] } }, MOST),
    having: (entity, columns) => {
      const rows = tables.rows(entity)
      const held = columns.flatMap((name) => rows.column(name)?.present ?? [])
      const ids: Id[] = []
      for (let row = 0; row < rows.length; row += 1)
        if (rows.live[row] === LIVE && held.some((present) => present[row] === 1)) ids.push(rows.idOf(row))
      return ids
    },
    startOf: (day) => startOfDay(day, session.zone()),
    dayOf: (instant) => dayOf(instant, session.zone()),
    onDay: (instant, day) => {
      const zone = session.zone()
      const local = instant + offsetAt(instant, zone)
      return instantAt(dayNumber(day) * dayMs + (local - Math.floor(local / dayMs) * dayMs), zone)
    },
    baseCurrency: session.baseCurrency,
    newId: (entity) => newId(entity, now(), random),
    newItemId: () => newItemId(random),
  }
}
