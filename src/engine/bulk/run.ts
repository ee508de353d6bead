import type { Id } from '../../core/ids.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Change } from '../../store/change.ts'
import type { Plan, Write } from '../../store/commit.ts'
import { edit } from '../../store/document.ts'
import { readableStates, type Look } from '../../store/look.ts'
import type { OpenBook } from '../openbook.ts'
import { applyCommit, refById, type Session } from '../session.ts'
import type { Step } from '../steps.ts'
import { editedOf } from '../write.ts'
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
  const edits: (Step & { readonly kind: 'edited' })['edits'][number][] = []
  let tried = 0
  let ended: BulkResult['ended'] = 'whole'
  while (tried < wanted.length && ended === 'whole') {
    const some = new Map(wanted.slice(tried, tried + AT_ONCE))
    const committed = await session.store.commit((look) => planSome(session, look, some, opened.value))
    if (!committed.ok) ended = 'diskFull'
    else {
      applyCommit(session, committed.value, true)
      edits.push(...committed.value.writes.map(editedOf))
      tried += some.size
      onProgress(tried / wanted.length)
      await session.pause()
      if (stopping.signal.aborted && tried < wanted.length) ended = 'cancelled'
    }
  }
  running.delete(job)
  const step = edits.length === 0 ? null : steps.keep({ kind: 'edited', edits })
  return ok({ wanted: wanted.length, changed: edits.length, left: tried - edits.length, step, ended })
}

/** In the order in which they lie on the disk: a commit then opens few packs. */
const wantedOf = ({ tables }: Session, ids: readonly Id[], { heldBy, changesTo }: Bulk): readonly (readonly [Id, readonly Change[]])[] =>
  ids
    .map((id) => ({ id, bucket: tables.bucketOf(id) ?? 0, changes: changesTo(heldBy(id)) }))
    .filter(({ changes }) => changes.length > 0)
    .toSorted((a, b) => a.bucket - b.bucket)
    .map(({ id, changes }) => [id, changes])

/** A record that cannot be changed keeps no other from it. */
const planSome = async (session: Session, look: Look, wanted: Wanted, { entity }: Bulk): Promise<Result<Plan, never>> => {
  const { clock, store } = session
  const refs = [...wanted.keys()].flatMap((id) => refById(session, id) ?? [])
  const { states } = await readableStates(look, refs)
  const writes: Write[] = []
  let lastClock = clock.next(0)
  for (const ref of refs) {
    const state = states.get(ref.id)
    const changes = wanted.get(ref.id)
    if (state === undefined || changes === undefined || state.version > (entity.manner.version ?? 1)) continue
    const edited = edit(entity, state, changes, { writer: store.slot.writer, clock })
    if (!edited.ok) continue
    const { update, history } = edited.value
    writes.push({ ref, state: edited.value.state, delta: { update, history } })
    lastClock = Math.max(lastClock, edited.value.clock)
  }
  return ok({ writes, lastClock })
}
