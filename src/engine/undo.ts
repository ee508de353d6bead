import { err, ok, type Result } from '../core/result.ts'
import type { Id } from '../core/ids.ts'
import type { Change } from '../domain/change.ts'
import type { Entity } from '../domain/entity.ts'
import type { Author } from '../store/change.ts'
import type { Plan, Write } from '../store/commit.ts'
import type { Look } from '../store/look.ts'
import { edit } from '../store/document.ts'
import { read } from '../store/read.ts'
import type { State } from '../store/state.ts'
import type { Done, Failure } from './protocol.ts'
import { applyCommit, entityOrThrow, refById, type Session } from './session.ts'
import type { Step, StepKeeper } from './steps.ts'

/** The step of that number, or the person's last; null where there is none. */
export const undoStep = async (session: Session, steps: StepKeeper, number?: number): Promise<Result<Done, Failure> | null> => {
  const step = steps.take(number)
  if (step === null) return null
  const undone = await undo(session, step)
  // Half of it may be taken back: asked for again, the rest goes back as well.
  if (!undone.ok) steps.keep(step)
  return undone
}

interface Wanted {
  readonly id: Id
  readonly clocks: readonly number[]
}

/** Records of one commit: whoever works on meanwhile waits for no more than that. */
const AT_ONCE = 500

/**
 * Takes a step back by a new edit, never by a rewind: a value goes back to what it was only where it still is what the step made it,
 * so a teammate's later edit stays. A record that the step made goes to the trash.
 */
export const undo = async (session: Session, step: Step): Promise<Result<Done, Failure>> => {
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }
  const wanted: readonly Wanted[] = [...step.created.map((id) => ({ id, clocks: [] })), ...step.edits]
  const ids: Id[] = []
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    if (at > 0) await session.pause()
    const some = wanted.slice(at, at + AT_ONCE)
    const committed = await session.store.commit((look) => planUndo(session, look, some, author))
    if (!committed.ok) return err(typeof committed.error === 'string' ? { code: committed.error } : committed.error)
    applyCommit(session, committed.value, true)
    ids.push(...committed.value.writes.map(({ ref }) => ref.id))
  }
  return ok({ ids, step: null })
}

const planUndo = async (session: Session, look: Look, wanted: readonly Wanted[], author: Author): Promise<Result<Plan, Failure>> => {
  const refs = new Map(wanted.flatMap(({ id }) => refById(session, id) ?? []).map((ref) => [ref.id, ref]))
  const states = await look.states([...refs.values()])
  const writes: Write[] = []
  let lastClock = author.clock.next(0)
  for (const { id, clocks } of wanted) {
    const ref = refs.get(id)
    const state = states.get(id)
    if (ref === undefined || state === undefined) continue
    const entity = entityOrThrow(session, ref.entity)
    const changes = clocks.length === 0 ? [{ path: 'deletedAt', value: session.now() }] : reversed(entity, state, clocks, author.writer)
    if (changes.length === 0) continue
    const edited = edit(entity, state, changes, author)
    if (!edited.ok) return err({ code: edited.error })
    const { update, history, clock } = edited.value
    writes.push({ ref, state: edited.value.state, delta: { update, history } })
    lastClock = Math.max(lastClock, clock)
  }
  return ok({ writes, lastClock })
}

/** The changes that put back what stood before, where nobody has written since. */
const reversed = (entity: Entity, state: State, clocks: readonly number[], writer: number): readonly Change[] => {
  const { registers } = read(entity, state)
  const isOurs = (clock: number, who: number) => clocks.includes(clock) && who === writer
  return state.history
    .filter((entry) => isOurs(entry.clock, entry.writer))
    .flatMap(({ path, before }): readonly Change[] => {
      const [head = '', item = '', inner] = path.split('/')
      const back = { path, value: before }
      const { merge } = entity.fields[head] ?? { merge: 'register' }
      if (merge === 'text') return state.history.some((later) => later.path === path && later.clock > Math.max(...clocks)) ? [] : [back]
      if (merge === 'set') return isStanding(registers.own.get(path)) ? [{ path, value: before === true }] : []
      if (merge !== 'items') return isStanding(registers.own.get(path)) ? [back] : []
      const state_ = registers.items.get(`${head}/${item}`)
      if (inner !== undefined) return isStanding(state_?.registers.get(inner)) ? [back] : []
      const last = Math.max(state_?.deleted ?? 0, ...[...(state_?.registers.values() ?? [])].map(({ clock }) => clock))
      return clocks.includes(last) ? [back] : []
    })

  function isStanding(register: { readonly clock: number; readonly writer: number } | undefined): boolean {
    return register !== undefined && isOurs(register.clock, register.writer)
  }
}
