import { err, ok, type Result } from '../../core/result.ts'
import type { Asking } from '../asking.ts'
import type { Condition, Filter, Problem } from '../view.ts'
import { checkOf, leafKind, type Check } from './condition.ts'
import { maskOf, pulled } from './mask.ts'
import { asksForTeam, teamReads } from './myteam.ts'
import { placeOf, readsOf, type Place, type Read } from './path.ts'
import { meetsCheck } from './record.ts'

/** A filter made ready for one entity, as its columns stand now: not to be kept past a change. */
export interface Compiled {
  /** Columns that it reads, by entity. */
  readonly reads: readonly Read[]
  /** One byte a row, 1 where it matches. */
  readonly mask: () => Uint8Array
  /** The same question to one record, stored or not: for rules. */
  readonly matches: (record: Readonly<Record<string, unknown>>) => boolean
}
export const compileFilter = (filter: Filter, entity: string, asking: Asking): Result<Compiled, Problem> => {
  if ('all' in filter) return combined(filter.all, entity, asking, 1)
  if ('any' in filter) return combined(filter.any, entity, asking, 0)
  if ('not' in filter) {
    const inner = compileFilter(filter.not, entity, asking)
    if (!inner.ok) return inner
    const { reads, mask, matches } = inner.value
    return ok({ reads, mask: () => flipped(mask()), matches: (record) => !matches(record) })
  }
  return compileCondition(filter, entity, asking)
}

/** `neutral` is what an empty list gives: all of nothing is true, any of nothing is not. */
const combined = (filters: readonly Filter[], entity: string, asking: Asking, neutral: 0 | 1): Result<Compiled, Problem> => {
  const parts: Compiled[] = []
  for (const filter of filters) {
    const part = compileFilter(filter, entity, asking)
    if (!part.ok) return part
    parts.push(part.value)
  }
  return ok({
    reads: parts.flatMap(({ reads }) => reads),
    mask: () => {
      const [first, ...others] = parts
      if (first === undefined) return new Uint8Array(asking.rows(entity).length).fill(neutral)
      const mask = first.mask()
      for (const other of others) merge(mask, other.mask(), neutral)
      return mask
    },
    matches: (record) => (neutral === 1 ? parts.every(({ matches }) => matches(record)) : parts.some(({ matches }) => matches(record))),
  })
}

const compileCondition = (condition: Condition, entity: string, asking: Asking): Result<Compiled, Problem> => {
  const place = placeOf(condition.column, entity, asking)
  if (place === null) return err({ kind: 'unknownColumn', column: condition.column })
  const check = checkOf(condition, leafKind(place.column), asking)
  if (!check.ok) return check
  return ok({
    reads: [...readsOf(place, entity), ...(asksForTeam(condition) ? teamReads : [])],
    mask: () => conditionMask(check.value, place, entity, asking),
    matches: (record) => meetsCheck(check.value, place, record, asking),
  })
}

const conditionMask = ({ tests, isNegated }: Check, { column, field, hop }: Place, entity: string, asking: Asking): Uint8Array => {
  const { length } = asking.rows(entity)
  const masks = tests.map((test) => {
    if (hop === null) return maskOf(test, column, field, asking.rows, length)
    return pulled(maskOf(test, column, field, asking.rows, hop.rows.length), hop.column, length)
  })
  const [mask = new Uint8Array(length).fill(1), ...others] = masks
  for (const other of others) merge(mask, other, 1)
  return isNegated ? flipped(mask) : mask
}

/** `into` keeps its ones where both have them, or gains the other's. */
const merge = (into: Uint8Array, other: Uint8Array, isAnd: 0 | 1): void => {
  if (isAnd === 1) for (let row = 0; row < into.length; row += 1) into[row] = (into[row] ?? 0) & (other[row] ?? 0)
  else for (let row = 0; row < into.length; row += 1) into[row] = (into[row] ?? 0) | (other[row] ?? 0)
}

const flipped = (mask: Uint8Array): Uint8Array => {
  for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) ^ 1
  return mask
}
