import { entityOf, type Id } from '../../core/ids.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { checkAsked, type Values } from '../../domain/check.ts'
import type { Entity } from '../../domain/entity.ts'
import type { EntityName } from '../../domain/entities.ts'
import { rules } from '../../domain/rules/rules.ts'
import type { Author } from '../../store/change.ts'
import type { CommitError } from '../../store/commit.ts'
import type { Look } from '../../store/look.ts'
import { read } from '../../store/read.ts'
import type { Queries } from '../../tables/query.ts'
import { goneTogether, isUnlisted, withChildren } from '../family.ts'
import type { ActRequest, CreateRequest, Done, EditRequest, Failure } from '../protocol.ts'
import { applyCommit, entityOrThrow, refById, type Session } from '../session.ts'
import type { StepKeeper } from '../steps.ts'
import { checkedDraft, checkedEdit, type ReadPhone } from './checks.ts'
import { expanded, rulesFor, type Wanted } from './expand.ts'
import { asked, refusals } from './guard.ts'
import { knownIn } from './known.ts'
import { planned, stepOf } from './plan.ts'
import { remembering } from './remembering.ts'

export type LoadPhones = () => Promise<ReadPhone>

export interface Writer {
  readonly create: (request: CreateRequest) => Promise<Result<Done, Failure>>
  readonly edit: (requests: readonly EditRequest[]) => Promise<Result<Done, Failure>>
  readonly act: (request: ActRequest) => Promise<Result<Done, Failure>>
  readonly trash: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  readonly restore: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
}

export interface WriterDeps {
  readonly session: Session
  readonly steps: StepKeeper
  readonly phones: LoadPhones
  /** Resolves when every record's row is known. */
  readonly rows: () => Promise<void>
  /** Resolves when these columns are. */
  readonly ensure: (entity: string, columns: readonly string[]) => Promise<void>
  readonly queries: () => Queries
  /** What this person may change. */
  readonly mayWrite: (entity: Entity) => Promise<boolean>
}

export const createWriter = ({ session, steps, phones, rows, ensure, queries, mayWrite }: WriterDeps): Writer => {
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }
  const known = knownIn(session, queries)

  const mayAll = async (ids: readonly Id[]): Promise<boolean> => {
    for (const name of new Set(ids.map(entityOf))) if (!(await mayWrite(entityOrThrow(session, name)))) return false
    return true
  }

  /** Writes what was checked, with what the rules add. */
  const write = async (wanted: Wanted, draft?: string): Promise<Result<Done, Failure>> => {
    const heard = rulesFor(rules, wanted)
    const guarding = asked(wanted)
    await Promise.all([...columnsAsked(heard), ...guarding].map(([entity, columns]) => ensure(entity, columns)))
    let made: ReadonlySet<Id> = new Set()
    const committed = await session.store.commit(async (fresh) => {
      const look = remembering(fresh)
      const problems = guarding.length > 0 ? await refusals(wanted, known, (ids) => standing(session, look, ids)) : []
      if (problems.length > 0) return err<Failure>({ code: 'invalid', problems })
      const whole = await expanded(wanted, rules, known, (ids) => standing(session, look, ids))
      made = new Set(whole.creates.map(({ id }) => id))
      const plan = await planned(session, look, whole, author)
      return plan.ok && draft !== undefined ? ok({ ...plan.value, draft }) : plan
    })
    if (!committed.ok) return failed(committed.error)
    const { writes } = committed.value
    applyCommit(session, committed.value, true)
    return ok({ ids: wantedIds(wanted), step: steps.keep(stepOf(writes, made)) })
  }

  const act = async ({ creates, edits, draft }: ActRequest): Promise<Result<Done, Failure>> => {
    await rows()
    const [first] = creates
    // Asked twice: the first one worked. What another device has derived alike is here already.
    const isDone = first !== undefined && first.derivedAt === undefined && known.holds(first.id)
    if (isDone) return ok({ ids: creates.map(({ id }) => id), step: null })
    const fresh = creates.filter(({ id }) => !known.holds(id))
    if (!(await mayAll([...fresh, ...edits].map(({ id }) => id)))) return err({ code: 'forbidden' })
    const readPhone = await phones()
    const drafts = fresh.map(({ id, values }) => {
      const entity = entityOrThrow(session, entityOf(id))
      return checkedDraft(entity, { ...ownedBy(session, entity), ...values }, readPhone)
    })
    const changes = edits.map((edit) => checkedEdit(session, edit, readPhone))
    const problems = [...drafts, ...changes].flatMap((one) => one.problems)
    if (problems.length > 0) return err({ code: 'invalid', problems })
    const wanted: Wanted = {
      creates: fresh.map(({ id, derivedAt }, i) => ({
        id,
        values: drafts[i]?.value ?? {},
        ...(derivedAt === undefined ? {} : { derivedAt }),
      })),
      edits: changes.map(({ value }) => value),
    }
    return write(wanted, draft)
  }

  /** `ids`: those that were asked for, and what goes with them; that nobody lists is not counted to the person. */
  const setAll = async (asked: readonly Id[], ids: readonly Id[], value: number | null): Promise<Result<Done, Failure>> => {
    const done = await act({ creates: [], edits: ids.map((id) => ({ id, changes: [{ path: 'deletedAt', value }] })) })
    if (!done.ok) return done
    const wanted = new Set(asked)
    return ok({ ...done.value, ids: done.value.ids.filter((id) => wanted.has(id) || !isUnlisted(id)) })
  }

  return {
    create: async ({ draft, ...one }) => {
      const problems = checkAsked(entityOrThrow(session, entityOf(one.id)), one.values)
      if (problems.length > 0) return err({ code: 'invalid', problems })
      return act({ creates: [one], edits: [], ...(draft === undefined ? {} : { draft }) })
    },
    edit: (edits) => act({ creates: [], edits }),
    act,
    trash: (ids) => setAll(ids, withChildren(session, ids), session.now()),
    restore: (ids) => setAll(ids, goneTogether(session, ids), null),
  }
}

const failed = (error: CommitError | Failure): Result<never, Failure> => err(typeof error === 'string' ? { code: error } : error)

const wantedIds = ({ creates, edits }: Wanted): readonly Id[] => [...new Set([...creates, ...edits].map(({ id }) => id))]

const columnsAsked = (heard: readonly (typeof rules)[number][]): readonly (readonly [EntityName, readonly string[]])[] =>
  heard.flatMap(({ asks }) => asks)

/** Records as they stand, texts left out. */
const standing = async (session: Session, look: Look, ids: readonly Id[]): Promise<ReadonlyMap<Id, Values>> => {
  if (ids.length === 0) return new Map()
  const states = await look.states(ids.flatMap((id) => refById(session, id) ?? []))
  return new Map(
    ids.flatMap((id) => {
      const state = states.get(id)
      return state === undefined ? [] : [[id, read(entityOrThrow(session, entityOf(id)), state).fields]]
    }),
  )
}

/** A new record of the team's belongs to whoever makes it, unless it says otherwise. */
const ownedBy = ({ held }: Session, { manner }: Entity): Values => (manner.space === 'team' ? { ownerId: held.memberId } : {})
