import type { Id } from '../../core/ids.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Change } from '../../domain/change.ts'
import type { Values } from '../../domain/check.ts'
import type { Entity } from '../../domain/entity.ts'
import type { Known } from '../../domain/rules/rule.ts'
import { rules } from '../../domain/rules/rules.ts'
import type { Plan } from '../../store/commit.ts'
import { read } from '../../store/read.ts'
import type { State } from '../../store/state.ts'
import { readableStates, type Look } from '../../store/look.ts'
import type { OpenBook } from '../openbook.ts'
import { applyCommit, refById, type Session } from '../session.ts'
import { emptyStep, joined } from '../steps.ts'
import { expanded, rulesFor } from '../writing/expand.ts'
import { knownIn } from '../writing/known.ts'
import { planned, stepOf } from '../writing/plan.ts'
import { remembering } from '../writing/remembering.ts'
import type { BulkChange, BulkFailure, BulkResult } from './bulk.ts'
import { openBulk, type Bulk } from './changes.ts'

type Wanted = ReadonlyMap<Id, readonly Change[]>

/** Records of one commit: the person's own edit in between waits for no more than that. */
const AT_ONCE = 500

/** By the page's own number; no two have the same. */
const running = new Map<number, AbortController>()

/** What is written by then stays, as a step that can be taken back. */
export const cancelBulk = (job: number): void => running.get(job)?.abort()

/** Changes a field of many records, some hundred in a commit, as one step that can be taken back; those that hold the value already are not written. */
export const runBulk = async (
  book: OpenBook,
  ids: readonly Id[],
  change: BulkChange,
  job: number,
  onProgress: (done: number) => void,
): Promise<Result<BulkResult, BulkFailure>> => {
  const { session, steps } = book
  const opened = await openBulk(book, ids, change)
  if (!opened.ok) return opened
  const stopping = new AbortController()
  running.set(job, stopping)
  const wanted = wantedOf(session, ids, opened.value)
  // What the rules add may be of any entity.
  await book.index.rows()
  const known = knownIn(session, () => book.answering().queries)
  await Promise.all(
    rulesFor(rules, { creates: [], edits: wanted.map(([id, changes]) => ({ id, changes })) })
      .flatMap(({ asks }) => asks)
      .map(([entity, columns]) => book.index.ensure(entity, columns)),
  )
  let step = emptyStep
  let changed = 0
  let tried = 0
  let ended: BulkResult['ended'] = 'whole'
  while (tried < wanted.length && ended === 'whole') {
    const some = new Map(wanted.slice(tried, tried + AT_ONCE))
    let made: ReadonlySet<Id> = new Set()
    const committed = await session.store.commit(async (look) => {
      const { plan, created } = await planSome(session, look, some, opened.value, known)
      made = created
      return ok(plan)
    })
    if (!committed.ok) ended = 'diskFull'
    else {
      const { writes } = committed.value
      applyCommit(session, committed.value, true)
      step = joined(step, stepOf(writes, made))
      changed += writes.filter(({ ref }) => some.has(ref.id)).length
      tried += some.size
      onProgress(tried / wanted.length)
      await session.pause()
      if (stopping.signal.aborted && tried < wanted.length) ended = 'cancelled'
    }
  }
  running.delete(job)
  const kept = changed === 0 ? null : steps.keep(step)
  return ok({ wanted: wanted.length, changed, left: tried - changed, step: kept, ended })
}

/** In the order in which they lie on the disk: a commit then opens few packs. */
const wantedOf = ({ tables }: Session, ids: readonly Id[], { heldBy, changesTo }: Bulk): readonly (readonly [Id, readonly Change[]])[] =>
  ids
    .map((id) => ({ id, bucket: tables.bucketOf(id) ?? 0, changes: changesTo(heldBy(id)) }))
    .filter(({ changes }) => changes.length > 0)
    .toSorted((a, b) => a.bucket - b.bucket)
    .map(({ id, changes }) => [id, changes])

/** A record that cannot be changed keeps no other from it. */
const planSome = async (
  session: Session,
  look: Look,
  wanted: Wanted,
  { entity }: Bulk,
  known: Known,
): Promise<{ readonly plan: Plan; readonly created: ReadonlySet<Id> }> => {
  const { clock, store } = session
  const refs = [...wanted.keys()].flatMap((id) => refById(session, id) ?? [])
  const { states } = await readableStates(look, refs)
  const isOurs = (id: Id) => (states.get(id)?.version ?? Infinity) <= (entity.manner.version ?? 1)
  const edits = [...wanted].filter(([id]) => isOurs(id)).map(([id, changes]) => ({ id, changes }))
  const whole = await expanded({ creates: [], edits }, rules, known, (ids) => Promise.resolve(fieldsOf(entity, states, ids)))
  const plan = await planned(session, remembering(look, states), whole, { writer: store.slot.writer, clock })
  return plan.ok
    ? { plan: plan.value, created: new Set(whole.creates.map(({ id }) => id)) }
    : { plan: { writes: [], lastClock: clock.next(0) }, created: new Set() }
}

const fieldsOf = (entity: Entity, states: ReadonlyMap<Id, State>, ids: readonly Id[]): ReadonlyMap<Id, Values> =>
  new Map(
    ids.flatMap((id) => {
      const state = states.get(id)
      return state === undefined ? [] : [[id, read(entity, state).fields]]
    }),
  )
