import { entityOf, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import { checkDraft, checkValue, cleaned, type Problem, type Values } from '../domain/check.ts'
import type { Entity, Field } from '../domain/entity.ts'
import { bucketFor } from '../domain/root.ts'
import type { Author, Change } from '../store/change.ts'
import type { CommitError, Plan, Write } from '../store/commit.ts'
import type { Look } from '../store/look.ts'
import { edit } from '../store/document.ts'
import { create } from '../store/record.ts'
import { refOf } from '../store/directory.ts'
import type { CreateRequest, Done, EditRequest, Failure } from './protocol.ts'
import { goneTogether, withChildren } from './family.ts'
import { applyCommit, entityOrThrow, refById, type Session } from './session.ts'
import type { StepKeeper } from './steps.ts'

/** A phone number as the book keeps it, or null where it is none. */
export type ReadPhone = (raw: string) => string | null
export type LoadPhones = () => Promise<ReadPhone>

export interface Writer {
  readonly create: (request: CreateRequest) => Promise<Result<Done, Failure>>
  readonly edit: (requests: readonly EditRequest[]) => Promise<Result<Done, Failure>>
  readonly trash: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  readonly restore: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
}

/** `rows` resolves when every record's row is known; `mayWrite` tells what this person may change. */
export const createWriter = (
  session: Session,
  steps: StepKeeper,
  phones: LoadPhones,
  rows: () => Promise<void>,
  mayWrite: (entity: Entity) => Promise<boolean>,
): Writer => {
  const author: Author = { writer: session.store.slot.writer, clock: session.clock }

  const createOne = async ({ id, values, draft }: CreateRequest): Promise<Result<Done, Failure>> => {
    await rows()
    if (session.tables.bucketOf(id) !== null) return ok({ ids: [id], step: null }) // asked twice: the first one worked
    const entity = entityOrThrow(entityOf(id))
    if (!(await mayWrite(entity))) return err({ code: 'forbidden' })
    const read = readPhones(entity, { ...ownedBy(session, entity), ...values }, await phones())
    const problems = [...read.problems, ...checkDraft(entity, read.values)]
    if (problems.length > 0) return err({ code: 'invalid', problems })
    const fields = Object.fromEntries(Object.entries(read.values).map(([key, value]) => [key, cleaned(entity.fields[key], value)]))
    const ref = refOf(session.held.spaces[entity.manner.space], id, bucketFor(entity, id, fields, session.tables.bucketOf))
    const made = create(entity, fields, ref.bucket, author)
    if (!made.ok) return err({ code: made.error })
    const { state, update, history, clock } = made.value
    const plan: Plan = { writes: [{ ref, state, delta: { update, history } }], lastClock: clock, ...(draft === undefined ? {} : { draft }) }
    const committed = await session.store.commit<never>(() => Promise.resolve(ok(plan)))
    if (!committed.ok) return failed(committed.error)
    applyCommit(session, committed.value, true)
    return ok({ ids: [id], step: steps.keep({ kind: 'created', ids: [id] }) })
  }

  const editAll = async (requests: readonly EditRequest[]): Promise<Result<Done, Failure>> => {
    await rows()
    for (const name of new Set(requests.map(({ id }) => entityOf(id))))
      if (!(await mayWrite(entityOrThrow(name)))) return err({ code: 'forbidden' })
    const readPhone = await phones()
    const checked = requests.map(({ id, changes }) => checkChanges(session, id, changes, readPhone))
    const problems = checked.flatMap((one) => one.problems)
    if (problems.length > 0) return err({ code: 'invalid', problems })
    const committed = await session.store.commit((look) => planEdits(session, look, checked, author))
    if (!committed.ok) return failed(committed.error)
    const { writes } = committed.value
    applyCommit(session, committed.value, true)
    return ok({ ids: writes.map(({ ref }) => ref.id), step: steps.keep({ kind: 'edited', edits: writes.map(editedOf) }) })
  }

  const setAll = (ids: readonly Id[], value: number | null) => editAll(ids.map((id) => ({ id, changes: [{ path: 'deletedAt', value }] })))

  return {
    create: createOne,
    edit: editAll,
    trash: (ids) => setAll(withChildren(session, ids), session.now()),
    restore: (ids) => setAll(goneTogether(session, ids), null),
  }
}

const failed = (error: CommitError | Failure): Result<never, Failure> => err(typeof error === 'string' ? { code: error } : error)

/** What a step remembers of a write, to take it back. */
export const editedOf = ({ ref, delta }: Write) => ({ id: ref.id, clocks: [...new Set(delta.history.map(({ clock }) => clock))] })

/** A new record of the team's belongs to whoever makes it, unless it says otherwise. */
const ownedBy = ({ held }: Session, { manner }: Entity): Values => (manner.space === 'team' ? { ownerId: held.memberId } : {})

interface Checked {
  readonly id: Id
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
}

/** Reads and checks what a person wrote for one record. */
export const checkChanges = (session: Session, id: Id, changes: readonly Change[], readPhone: ReadPhone): Checked => {
  const entity = entityOrThrow(entityOf(id))
  const problems: Problem[] = []
  const read = changes.map(({ path, value }): Change => {
    const [head = '', item, inner] = path.split('/')
    const field = inner === undefined ? entity.fields[head] : entity.fields[head]?.items?.[inner]
    const readOne = (raw: unknown, at: string): unknown => {
      const phone = phoneIn(raw, readPhone)
      if (phone === INVALID) problems.push({ path: at, code: 'invalidPhone' })
      return phone === null || phone === INVALID ? raw : phone
    }
    const isWhole = item !== undefined && inner === undefined
    const single = field?.kind === 'phone' ? readOne(value, path) : value
    const given = isWhole && field?.items !== undefined && value !== null ? withPhones(field, value as Values, path, readOne) : single // items are objects
    problems.push(...checkValue(entity, path, given).filter((problem) => !problems.some((known) => known.path === problem.path)))
    return { path, value: isWhole || field?.merge === 'set' ? given : cleaned(field, given) }
  })
  return { id, changes: read, problems }
}

const INVALID = 'invalid'

/** E.164; `INVALID` where it is no number, null where nothing is said. */
const phoneIn = (value: unknown, readPhone: ReadPhone): string | null => {
  if (typeof value !== 'string' || value.trim() === '') return null
  return readPhone(value) ?? INVALID
}

/** Every phone of a draft as E.164. */
const readPhones = (entity: Entity, values: Values, readPhone: ReadPhone): { values: Values; problems: readonly Problem[] } => {
  const problems: Problem[] = []
  const readOne = (value: unknown, path: string): unknown => {
    const phone = phoneIn(value, readPhone)
    if (phone === INVALID) problems.push({ path, code: 'invalidPhone' })
    return phone === null || phone === INVALID ? value : phone
  }
  const read = Object.entries(values).map(([name, value]): [string, unknown] => {
    const field = entity.fields[name]
    if (field?.items === undefined || !Array.isArray(value)) return [name, value]
    return [name, value.map((item: Values, at) => withPhones(field, item, `${name}/${at}`, readOne))]
  })
  return { values: Object.fromEntries(read), problems }
}

/** An item with its numbers read. */
const withPhones = ({ items = {} }: Field, item: Values, path: string, readOne: (value: unknown, path: string) => unknown): Values => ({
  ...item,
  ...Object.fromEntries(
    Object.entries(items)
      .filter(([, { kind }]) => kind === 'phone')
      .map(([name]) => [name, readOne(item[name], `${path}/${name}`)]),
  ),
})

const planEdits = async (
  session: Session,
  look: Look,
  requests: readonly Pick<Checked, 'id' | 'changes'>[],
  author: Author,
): Promise<Result<Plan, Failure>> => {
  const refs = requests.map(({ id }) => refById(session, id))
  const states = await look.states(refs.filter((ref) => ref !== null))
  const writes: Write[] = []
  let lastClock = 0
  for (const [i, { id, changes }] of requests.entries()) {
    const ref = refs[i]
    const state = states.get(id)
    if (!ref || state === undefined) return err({ code: 'gone' })
    const entity = entityOrThrow(ref.entity)
    if (state.version > (entity.manner.version ?? 1)) return err({ code: 'newerApp' })
    const edited = edit(entity, state, changes, author)
    if (!edited.ok) return err({ code: edited.error })
    const { update, history, clock } = edited.value
    writes.push({ ref, state: edited.value.state, delta: { update, history } })
    lastClock = Math.max(lastClock, clock)
  }
  return ok({ writes, lastClock })
}
