import type { Condition, Filter } from '../../../tables/view.ts'

/** A filter as a person edits it: groups of conditions and groups. */
export interface FilterGroup {
  readonly mode: 'all' | 'any' | 'none'
  readonly parts: readonly Part[]
}
export type Part = Condition | FilterGroup
/** Where a part stands: the index in each group on the way down. */
export type Path = readonly number[]

/** A group in a group in the outer one; more is nobody's question. */
export const deepest = 3

export const isGroup = (part: Part): part is FilterGroup => 'parts' in part
export const emptyGroup: FilterGroup = { mode: 'all', parts: [] }

/** Any filter as a group: a bare condition stands alone in one. */
export const groupOf = (filter: Filter | undefined): FilterGroup => {
  if (filter === undefined) return emptyGroup
  const part = partOf(filter)
  return isGroup(part) ? part : { mode: 'all', parts: [part] }
}

const partOf = (filter: Filter): Part => {
  if ('all' in filter) return { mode: 'all', parts: filter.all.map(partOf) }
  if ('any' in filter) return { mode: 'any', parts: filter.any.map(partOf) }
  if (!('not' in filter)) return filter
  const inner = partOf(filter.not)
  // "Not any of" is "none of"; any other denial is a group of one.
  return { mode: 'none', parts: isGroup(inner) && inner.mode === 'any' ? inner.parts : [inner] }
}

/** What the engine is asked: groups without a part are left out, groups of one are that one. Undefined for no filter at all. */
export const filterOf = ({ mode, parts }: FilterGroup): Filter | undefined => {
  const inner = parts.map((part) => (isGroup(part) ? filterOf(part) : part)).filter((filter) => filter !== undefined)
  const [first] = inner
  if (first === undefined) return undefined
  if (mode === 'none') return { not: inner.length === 1 ? first : { any: inner } }
  if (inner.length === 1) return first
  return mode === 'all' ? { all: inner } : { any: inner }
}

export const added = (group: FilterGroup, path: Path, part: Part): FilterGroup =>
  inGroup(group, path, (target) => ({ ...target, parts: [...target.parts, part] }))

export const removed = (group: FilterGroup, path: Path): FilterGroup => {
  const at = path.at(-1)
  return inGroup(group, path.slice(0, -1), (target) => ({ ...target, parts: target.parts.filter((_, index) => index !== at) }))
}

export const replaced = (group: FilterGroup, path: Path, part: Part): FilterGroup => {
  const at = path.at(-1)
  return inGroup(group, path.slice(0, -1), (target) => ({
    ...target,
    parts: target.parts.map((old, index) => (index === at ? part : old)),
  }))
}

export const withMode = (group: FilterGroup, path: Path, mode: FilterGroup['mode']): FilterGroup =>
  inGroup(group, path, (target) => ({ ...target, mode }))

/** A further condition to a filter that may already hold some: all must hold. */
export const narrowed = (filter: Filter | undefined, condition: Condition): Filter => {
  if (filter === undefined) return condition
  return 'all' in filter ? { all: [...filter.all, condition] } : { all: [filter, condition] }
}

/** Without the conditions that ask nothing yet, and the groups that they leave empty. */
export const kept = (group: FilterGroup, keeps: (condition: Condition) => boolean): FilterGroup => ({
  ...group,
  parts: group.parts
    .map((part) => (isGroup(part) ? kept(part, keeps) : part))
    .filter((part) => (isGroup(part) ? part.parts.length > 0 : keeps(part))),
})

export const conditionCount = (part: Part): number =>
  isGroup(part) ? part.parts.reduce((sum, inner) => sum + conditionCount(inner), 0) : 1

const inGroup = (group: FilterGroup, [at, ...rest]: Path, change: (target: FilterGroup) => FilterGroup): FilterGroup => {
  if (at === undefined) return change(group)
  return { ...group, parts: group.parts.map((part, index) => (index === at && isGroup(part) ? inGroup(part, rest, change) : part)) }
}
