import { entityOf, type Id } from '../../core/ids.ts'
import type { Change } from '../../domain/change.ts'
import { checkDraft, checkValue, cleaned, type Problem, type Values } from '../../domain/check.ts'
import type { Entity, Field } from '../../domain/entity.ts'
import type { EditRequest } from '../protocol.ts'
import { entityOrThrow, type Session } from '../session.ts'

/** A phone number as the book keeps it, or null where it is none. */
export type ReadPhone = (raw: string) => string | null

/** What a person asked for, as it is to be stored, and what is wrong with it. */
interface Checked<T> {
  readonly value: T
  readonly problems: readonly Problem[]
}

/** Every field of a new record. */
export const checkedDraft = (entity: Entity, given: Values, readPhone: ReadPhone): Checked<Values> => {
  const { values, problems } = readPhones(entity, given, readPhone)
  return {
    value: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, cleaned(entity.fields[key], value)])),
    problems: [...problems, ...checkDraft(entity, values)],
  }
}

export const checkedEdit = (
  session: Session,
  { id, changes }: EditRequest,
  readPhone: ReadPhone,
): Checked<{ id: Id; changes: readonly Change[] }> => {
  const entity = entityOrThrow(session, entityOf(id))
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
  return { value: { id, changes: read }, problems }
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
