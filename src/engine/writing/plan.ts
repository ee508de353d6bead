import { entityOf, type Id } from '../../core/ids.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { bucketFor } from '../../domain/root.ts'
import type { Author } from '../../store/change.ts'
import type { Plan, Write } from '../../store/commit.ts'
import { derivedAuthor, derivedEdit } from '../../store/derived.ts'
import { refOf } from '../../store/directory.ts'
import { edit } from '../../store/document.ts'
import type { Look } from '../../store/look.ts'
import { create } from '../../store/record.ts'
import type { Failure } from '../protocol.ts'
import { entityOrThrow, refById, type Session } from '../session.ts'
import type { Step } from '../steps.ts'
import type { Wanted } from './expand.ts'

/** The commit that makes and edits all of it, or why it cannot be. */
export const planned = async (session: Session, look: Look, { creates, edits }: Wanted, author: Author): Promise<Result<Plan, Failure>> => {
  const made = await planCreations(session, creates, author)
  if (!made.ok) return made
  const edited = await planEdits(session, look, edits, author)
  if (!edited.ok) return edited
  return ok({
    writes: [...made.value.writes, ...edited.value.writes],
    lastClock: Math.max(made.value.lastClock, edited.value.lastClock),
  })
}

const planCreations = async (session: Session, creates: Wanted['creates'], author: Author): Promise<Result<Plan, Failure>> => {
  const buckets = new Map<Id, number>()
  const bucketOf = (id: Id): number | null => buckets.get(id) ?? session.tables.bucketOf(id)
  const writes: Write[] = []
  let lastClock = 0
  for (const { id, values, derivedAt } of rootsFirst(session, creates)) {
    const entity = entityOrThrow(session, entityOf(id))
    const ref = refOf(session.held.spaces[entity.manner.space], id, bucketFor(entity, id, values, bucketOf))
    buckets.set(id, ref.bucket)
    const made = create(entity, values, ref.bucket, derivedAt === undefined ? author : await derivedAuthor(id, entity, values, derivedAt))
    if (!made.ok) return err({ code: made.error })
    const { state, update, history, clock } = made.value
    writes.push({ ref, state, delta: { update, history } })
    if (derivedAt === undefined) lastClock = Math.max(lastClock, clock)
  }
  return ok({ writes, lastClock })
}

/** What roots nowhere comes before what roots in it: a company before its people, and both before their deals. */
const rootsFirst = (session: Session, creates: Wanted['creates']): Wanted['creates'] => {
  const depth = ({ id }: Wanted['creates'][number]) => entityOrThrow(session, entityOf(id)).manner.root?.length ?? 0
  return creates.toSorted((a, b) => depth(a) - depth(b))
}

const planEdits = async (session: Session, look: Look, edits: Wanted['edits'], author: Author): Promise<Result<Plan, Failure>> => {
  const refs = edits.map(({ id }) => refById(session, id))
  const states = new Map(await look.states(refs.filter((ref) => ref !== null)))
  const writes: Write[] = []
  let lastClock = 0
  for (const [i, { id, changes, at }] of edits.entries()) {
    const ref = refs[i]
    const state = states.get(id)
    if (!ref || state === undefined) return err({ code: 'gone' })
    const entity = entityOrThrow(session, ref.entity)
    if (state.version > (entity.manner.version ?? 1)) return err({ code: 'newerApp' })
    const edited = at === undefined ? edit(entity, state, changes, author) : await derivedEdit(id, entity, state, changes, at)
    if (edited === null) continue
    if (!edited.ok) return err({ code: edited.error })
    const { update, history, clock } = edited.value
    states.set(id, edited.value.state) // a later one of the same record builds on it
    writes.push({ ref, state: edited.value.state, delta: { update, history } })
    if (at === undefined) lastClock = Math.max(lastClock, clock)
  }
  return ok({ writes, lastClock })
}

/** What takes a commit back; `made`: the records that are new with it. */
export const stepOf = (writes: readonly Write[], made: ReadonlySet<Id>): Step => ({
  created: [...made],
  edits: writes
    .filter(({ ref }) => !made.has(ref.id))
    .map(({ ref, delta }) => ({ id: ref.id, clocks: [...new Set(delta.history.map(({ clock }) => clock))] })),
})
