import { entityOf, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import type { Act, Known } from '../domain/rules/rule.ts'
import type { Dated } from '../domain/rules/timed.ts'
import type { Author } from '../store/change.ts'
import { TRASHED } from '../tables/column.ts'
import type { Failure } from './protocol.ts'
import { applyCommit, entityOrThrow, type Session } from './session.ts'
import { split } from './writing/expand.ts'
import { planned } from './writing/plan.ts'

interface Deps {
  readonly session: Session
  readonly known: Known
  /** What this person may change. */
  readonly mayWrite: (entity: Entity) => Promise<boolean>
}

/** Records of one commit: whoever works meanwhile waits for no more than that. */
const AT_ONCE = 200

export const datedOf = ({ tables, now, today, pause }: Session, known: Known): Dated => ({
  ...known,
  now: now(),
  today: today(),
  trashed: (entity) => {
    const rows = tables.rows(entity)
    const since = rows.column('deletedAt')
    const found: { id: Id; at: number }[] = []
    for (let row = 0; row < rows.length; row += 1) {
      const at = rows.live[row] === TRASHED ? since?.get(row) : null
      if (typeof at === 'number') found.push({ id: rows.idOf(row), at })
    }
    return found
  },
  pause,
})

/** Writes what rules of the calendar ask for, as of when it was due; what this person may not change is left to others. Answers how many records were written. */
export const writerAsDue = ({ session, known, mayWrite }: Deps) => {
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }

  const isAllowed = async (act: Act): Promise<boolean> =>
    mayWrite(entityOrThrow(session, act.kind === 'derive' ? act.entity : entityOf(act.id)))

  const writeSome = async (acts: readonly Act[]): Promise<Result<number, Failure>> => {
    const allowed = await Promise.all(acts.map(isAllowed))
    const wanted = await split(
      acts.filter((_, i) => allowed[i]),
      known.holds,
    )
    if (wanted.creates.length + wanted.edits.length === 0) return ok(0)
    const committed = await session.store.commit(async (look) => {
      const plan = await planned(session, look, wanted, author)
      // What is written as of another time moves no clock, and sets none back.
      return plan.ok ? { ...plan, value: { ...plan.value, lastClock: session.clock.next(0) } } : plan
    })
    if (!committed.ok) return err(typeof committed.error === 'string' ? { code: committed.error } : committed.error)
    applyCommit(session, committed.value, false)
    return ok(committed.value.writes.length)
  }

  return async (acts: readonly Act[], isStopped: () => boolean = () => false): Promise<Result<number, Failure>> => {
    let count = 0
    for (let at = 0; at < acts.length && !isStopped(); at += AT_ONCE) {
      const written = await writeSome(acts.slice(at, at + AT_ONCE))
      if (!written.ok) return written
      count += written.value
      await session.pause()
    }
    return ok(count)
  }
}
