import { must } from '../../core/result.ts'
import type { Asking } from '../asking.ts'
import { LIVE, TRASHED } from '../column.ts'
import { compileFilter } from '../filter/filter.ts'
import { placeOf, readsOf, type Read } from '../filter/path.ts'
import type { Orders } from '../order/sort.ts'
import type { Search } from '../search/search.ts'
import { isSearched, type Group, type Problem, type Sum, type View } from '../view.ts'
import { groupedBy, type Grouping } from './group.ts'
import { sumProblem, sumReads, totalOf, totalsByGroup } from './sums.ts'

/** An answer before anything of it is drawn. */
export interface Found {
  /** In the answer's order; a record stands in each of its groups. */
  readonly rows: Uint32Array
  readonly total: number
  readonly sums: Readonly<Record<string, Sum>>
  readonly groups: readonly Group[] | null
  /** Columns that decide all this. */
  readonly reads: readonly Read[]
  readonly problem?: Problem
}

export const answerOf = (view: View, asking: Asking, orders: Orders, search: () => Search | null): Found => {
  const { entity } = view
  const reads: Read[] = [{ entity, column: '$live' }]
  let problem: Problem | undefined = asking.entity(entity) === null ? { kind: 'unknownEntity', column: entity } : undefined
  if (problem !== undefined) return { rows: new Uint32Array(), total: 0, sums: {}, groups: null, reads, problem }

  const mask = liveMask(view, asking)
  if (view.filter !== undefined) {
    const compiled = compileFilter(view.filter, entity, asking)
    if (!compiled.ok)
      return { rows: new Uint32Array(), total: 0, sums: {}, groups: view.group === undefined ? null : [], reads, problem: compiled.error }
    reads.push(...compiled.value.reads)
    intersect(mask, compiled.value.mask())
  }
  if (isSearched(view)) {
    const texts = must(search(), 'the search')
    reads.push(...texts.reads(entity))
    intersect(mask, texts.mask(entity, view.search))
  }

  const sorts = view.sort ?? []
  for (const { column } of sorts) {
    const key = orders.keyOf(column, entity)
    if (key === null) problem ??= unfit(column, entity, asking)
    reads.push(...(key?.reads ?? []).map((read) => ({ entity: read.entity, column: read.name })))
  }
  const sums = (view.sums ?? []).filter((column) => {
    const wrong = sumProblem(column, entity, asking)
    if (wrong === null) reads.push(...sumReads(column, entity, asking))
    else problem ??= wrong
    return wrong === null
  })

  const total = count(mask)
  const inOrder = (): Uint32Array => orders.among(entity, sorts, masked(mask, total)) ?? picked(orders.ordered(entity, sorts), mask, total)
  const grouping = view.group === undefined ? null : groupedBy(view.group, entity, orders.ordered(entity, sorts), mask, asking, orders)
  if (view.group !== undefined) {
    if (grouping === null) problem ??= unfit(view.group, entity, asking)
    reads.push(...groupReads(view.group, entity, asking, orders))
  }
  return {
    rows: grouping?.rows ?? inOrder(),
    total,
    sums: Object.fromEntries(sums.map((column) => [column, totalOf(mask, column, entity, asking, view.filter)])),
    groups: grouping === null ? null : groupsOf(grouping, sums, view, asking),
    reads,
    ...(problem === undefined ? {} : { problem }),
  }
}

const unfit = (column: string, entity: string, asking: Asking): Problem => ({
  kind: placeOf(column, entity, asking) === null ? 'unknownColumn' : 'wrongOp',
  column,
})

const liveMask = ({ entity, trash }: View, asking: Asking): Uint8Array => {
  const { live, length } = asking.rows(entity)
  const wanted = trash === true ? TRASHED : LIVE
  const mask = new Uint8Array(length)
  for (let row = 0; row < length; row += 1) mask[row] = live[row] === wanted ? 1 : 0
  return mask
}

const intersect = (mask: Uint8Array, other: Uint8Array): void => {
  for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) & (other[row] ?? 0)
}

const count = (mask: Uint8Array): number => {
  let total = 0
  for (let row = 0; row < mask.length; row += 1) total += mask[row] ?? 0
  return total
}

const masked = (mask: Uint8Array, total: number): Uint32Array => {
  const rows = new Uint32Array(total)
  let at = 0
  for (let row = 0; at < total; row += 1) if (mask[row] === 1) rows[at++] = row
  return rows
}

const picked = (order: Uint32Array, mask: Uint8Array, total: number): Uint32Array => {
  const rows = new Uint32Array(total)
  let at = 0
  for (let place = 0; at < total && place < order.length; place += 1) {
    const row = order[place] ?? 0
    if (mask[row] === 1) rows[at++] = row
  }
  return rows
}

/** The column, and what puts its groups in order. */
const groupReads = (column: string, entity: string, asking: Asking, orders: Orders): readonly Read[] => {
  const place = placeOf(column, entity, asking)
  if (place === null) return []
  const named = orders.keyOf(column, entity)?.reads ?? []
  return [...readsOf(place, entity), ...named.map((read) => ({ entity: read.entity, column: read.name }))]
}

const groupsOf = (grouping: Grouping, sums: readonly string[], { entity, filter }: View, asking: Asking): readonly Group[] => {
  const totals = sums.map((column) => totalsByGroup(grouping, column, entity, asking, filter))
  return grouping.keys.map((key, at) => ({
    key,
    count: (grouping.start[at + 1] ?? 0) - (grouping.start[at] ?? 0),
    sums: Object.fromEntries(totals.map(({ column, of }) => [column, of(at)])),
    start: grouping.start[at] ?? 0,
  }))
}
