import { err, ok, type Result } from '../../core/result.ts'
import { ops, type Condition, type Filter, type Op, type Operand, type Sort, type View } from '../view.ts'

/** Where a view from the address bar, a link or a newer app is not one. */
export interface ViewError {
  readonly kind: 'invalidView'
  /** `filter.all.0.op`. */
  readonly at: string
}

/** A person's filter has a dozen conditions; beyond these it is nobody's. */
const deepest = 8
const mostParts = 200
const longestText = 1_000
const nameShape = /^\$?[a-z][\w-]*(\.[\w-]+)*$/i

/** Takes a view apart and builds it anew, so that nothing unasked travels on. What the columns are is for the query to say. */
export const parseView = (value: unknown): Result<View, ViewError> => {
  try {
    return ok(viewOf(value))
  } catch (thrown) {
    if (thrown instanceof Refused) return err({ kind: 'invalidView', at: thrown.message })
    throw thrown
  }
}

class Refused extends Error {}

const viewOf = (value: unknown): View => {
  const { entity, filter, search, sort, group, sums, columns, trash } = objectAt(value, 'view')
  return {
    entity: nameAt(entity, 'entity'),
    ...(filter === undefined ? {} : { filter: filterAt(filter, 'filter', { depth: 0, parts: 0 }) }),
    ...(search === undefined ? {} : { search: textAt(search, 'search') }),
    ...(sort === undefined ? {} : { sort: listAt(sort, 'sort').map((each, at) => sortAt(each, `sort.${at}`)) }),
    ...(group === undefined ? {} : { group: nameAt(group, 'group') }),
    ...(sums === undefined ? {} : { sums: listAt(sums, 'sums').map((each, at) => nameAt(each, `sums.${at}`)) }),
    ...(columns === undefined ? {} : { columns: listAt(columns, 'columns').map((each, at) => nameAt(each, `columns.${at}`)) }),
    ...(trash === undefined ? {} : { trash: flagAt(trash, 'trash') }),
  }
}

const filterAt = (value: unknown, at: string, seen: { depth: number; parts: number }): Filter => {
  const held = objectAt(value, at)
  seen.parts += 1
  if (seen.depth > deepest || seen.parts > mostParts) throw new Refused(at)
  seen.depth += 1
  const inner = (name: 'all' | 'any'): readonly Filter[] =>
    listAt(held[name], `${at}.${name}`).map((each, i) => filterAt(each, `${at}.${name}.${i}`, seen))
  const filter = filterOf(held, at, inner, seen)
  seen.depth -= 1
  return filter
}

const filterOf = (
  held: Held,
  at: string,
  inner: (name: 'all' | 'any') => readonly Filter[],
  seen: { depth: number; parts: number },
): Filter => {
  if ('all' in held) return { all: inner('all') }
  if ('any' in held) return { any: inner('any') }
  return 'not' in held ? { not: filterAt(held['not'], `${at}.not`, seen) } : conditionAt(held, at)
}

const conditionAt = ({ column, op, value }: Held, at: string): Condition => {
  if (!isOp(op)) throw new Refused(`${at}.op`)
  const condition = { column: nameAt(column, `${at}.column`), op }
  if (value === undefined) return condition
  if (!Array.isArray(value)) return { ...condition, value: operandAt(value, `${at}.value`) }
  return { ...condition, value: listAt(value, `${at}.value`).map((each, i) => operandAt(each, `${at}.value.${i}`)) }
}

const sortAt = (value: unknown, at: string): Sort => {
  const { column, descending } = objectAt(value, at)
  return {
    column: nameAt(column, `${at}.column`),
    ...(descending === undefined ? {} : { descending: flagAt(descending, `${at}.descending`) }),
  }
}

type Held = Readonly<Record<string, unknown>>

const objectAt = (value: unknown, at: string): Held => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused(at)
  return value as Held // any object may be asked for its names
}
const listAt = (value: unknown, at: string): readonly unknown[] => {
  if (!Array.isArray(value) || value.length > mostParts) throw new Refused(at)
  return value
}
const nameAt = (value: unknown, at: string): string => {
  if (typeof value !== 'string' || value.length > longestText || !nameShape.test(value)) throw new Refused(at)
  return value
}
const textAt = (value: unknown, at: string): string => {
  if (typeof value !== 'string' || value.length > longestText) throw new Refused(at)
  return value
}
const flagAt = (value: unknown, at: string): boolean => {
  if (typeof value !== 'boolean') throw new Refused(at)
  return value
}
const operandAt = (value: unknown, at: string): Operand => {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  return textAt(value, at)
}
const isOp = (value: unknown): value is Op => (ops as readonly unknown[]).includes(value) // widened to be asked about any value
