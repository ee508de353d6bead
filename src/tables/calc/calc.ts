import type { Entity } from '../../domain/entity.ts'
import { GHOST, LIVE } from '../column.ts'
import type { FoldSource } from '../columns/fields.ts'
import type { Unit } from '../columns/unit.ts'
import type { Numeric } from '../columns/writer.ts'
import { SPINE } from '../rows.ts'
import type { Table } from '../table.ts'
import { createGroups, type Groups } from './groups.ts'
import { createSource, type Source } from './source.ts'

/** Calc columns that are folded over other records, kept right by taking a row out as it was and putting it in as it is. */
export interface Folds {
  /** A row is about to change: keeps what it gave, once a batch. */
  readonly touch: (entity: string, row: number) => void
  /** A row came to life, or went. */
  readonly lived: (entity: string, row: number) => void
  /** Brings every fold whose columns are loaded up to what was touched since the last call. */
  readonly settle: () => void
  /** What a column holds if it is folded from nothing, NaN where nothing; null where its columns are not loaded. */
  readonly recomputed: (entity: string, column: string) => Float64Array | null
  /** The column is to be folded from nothing at the next `settle`. */
  readonly forget: (entity: string, column: string) => void
}

interface Fold {
  readonly entity: string
  readonly column: string
  readonly from: FoldSource
  /** Folds that it reads. */
  readonly upstream: readonly string[]
  readonly hops: number
  readonly groups: Groups
  isStale: boolean
  link: Link | null
}
/** A fold whose columns are all loaded. */
interface Link {
  readonly source: Source
  readonly sourceTable: Table
  readonly target: Table
  readonly unit: Unit
  readonly cell: Numeric
}
interface Given {
  readonly value: number
  readonly targets: readonly number[]
}

export const createFolds = (entities: readonly Entity[], tableOf: (entity: string) => Table): Folds => {
  const folds = foldsOf(entities)
  const byName = new Map(folds.map((fold) => [`${fold.entity}.${fold.column}`, fold]))
  const bySource = grouped(folds, ({ from }) => from.entity)
  const byTarget = grouped(folds, ({ entity }) => entity)
  /** By source entity and touched row: what the row gave to each fold; null where it gave nothing to any. */
  const given = new Map<string, Map<number, readonly (Given | null)[] | null>>([...bySource.keys()].map((entity) => [entity, new Map()]))
  const arrived = new Map<string, Set<number>>([...byTarget.keys()].map((entity) => [entity, new Set()]))

  const linkOf = (fold: Fold): Link | null => (fold.link ??= linked(fold, tableOf))

  const touch = (entity: string, row: number): void => {
    const rows = given.get(entity)
    if (rows === undefined || rows.has(row)) return
    const isLive = tableOf(entity).spine.live[row] === LIVE
    rows.set(row, isLive ? (bySource.get(entity) ?? []).map((fold) => givenBy(linkOf(fold)?.source, row)) : null)
  }

  const write = (fold: Fold, { target, unit, cell }: Link, row: number, value: number): void => {
    const kept = isSumLike(fold) && value === 0 && target.spine.live[row] === GHOST ? NaN : value
    if (Object.is(kept, cell.numberAt(row))) return
    touch(target.rows.entity, row)
    if (cell.put(row, kept)) target.note(row, unit)
  }

  const step = (fold: Fold, link: Link): void => {
    const rows = given.get(fold.from.entity) ?? new Map<number, null>()
    const at = bySource.get(fold.from.entity)?.indexOf(fold) ?? 0
    const { source, cell } = link
    const again = new Set<number>()
    let value = 0

    const isSum = fold.from.fold === 'sum' || fold.from.fold === 'count'
    const isBetter = (than: number): boolean => (fold.from.fold === 'min' ? value < than : value > than)
    const putIn = (target: number, row: number): void => {
      if (isSum && source.isExact) {
        write(fold, link, target, orZero(cell.numberAt(target)) + value)
        return
      }
      fold.groups.add(target, row)
      const now = cell.numberAt(target)
      if (isSum) again.add(target)
      else if (Number.isNaN(now) || isBetter(now)) write(fold, link, target, value)
    }
    const takeOut = (target: number): void => {
      if (isSum && source.isExact) write(fold, link, target, orZero(cell.numberAt(target)) - value)
      else if (isSum || cell.numberAt(target) === value) again.add(target)
    }

    for (const [row, before] of rows) {
      const gave = before?.[at] ?? null
      const gives = gave === null ? null : givenBy(source, row)
      if (gave !== null && areSame(gave, gives)) continue
      if (gave !== null) {
        value = gave.value
        gave.targets.forEach(takeOut)
      }
      value = source.valueAt(row)
      if (!Number.isNaN(value)) source.visit(row, putIn)
    }
    for (const target of again) write(fold, link, target, ofGroup(fold, link, target))
  }

  const settle = (): void => {
    for (const fold of folds) {
      const link = linkOf(fold)
      const isTouched = (given.get(fold.from.entity)?.size ?? 0) + (arrived.get(fold.entity)?.size ?? 0) > 0
      if (link === null || fold.upstream.some((name) => byName.get(name)?.isStale)) fold.isStale ||= isTouched
      else if (fold.isStale) {
        fold.isStale = false
        fold.groups.drop()
        folded(fold, link).forEach((value, row) => write(fold, link, row, value))
      } else {
        step(fold, link)
        if (isSumLike(fold)) for (const row of arrived.get(fold.entity) ?? []) write(fold, link, row, orZero(link.cell.numberAt(row)))
      }
    }
    for (const rows of given.values()) rows.clear()
    for (const rows of arrived.values()) rows.clear()
  }

  return {
    touch,
    lived: (entity, row) => arrived.get(entity)?.add(row),
    settle,
    recomputed: (entity, column) => {
      const fold = byName.get(`${entity}.${column}`)
      const link = fold === undefined ? null : linkOf(fold)
      return fold === undefined || link === null ? null : folded(fold, link)
    },
    forget: (entity, column) => {
      const fold = byName.get(`${entity}.${column}`)
      if (fold !== undefined) fold.isStale = true
    },
  }
}

const grouped = (folds: readonly Fold[], keyOf: (fold: Fold) => string): ReadonlyMap<string, readonly Fold[]> =>
  new Map(folds.map((fold) => [keyOf(fold), folds.filter((other) => keyOf(other) === keyOf(fold))]))
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value)
const isSumLike = ({ from }: Fold): boolean => from.fold === 'sum' || from.fold === 'count'
const areSame = (a: Given, b: Given | null): boolean =>
  b !== null && a.value === b.value && a.targets.length === b.targets.length && a.targets.every((target, i) => target === b.targets[i])

const givenBy = (source: Source | undefined, row: number): Given | null => {
  const value = source?.valueAt(row) ?? NaN
  return source === undefined || Number.isNaN(value) ? null : { value, targets: source.targetsOf(row) }
}

const linked = ({ entity, column, from }: Fold, tableOf: (entity: string) => Table): Link | null => {
  const sourceTable = tableOf(from.entity)
  const target = tableOf(entity)
  const unit = target.unit(column)
  if (unit === null || target.missing.has(SPINE) || sourceTable.missing.has(SPINE)) return null
  if (unit.numeric === null) throw new Error(`${entity}.${column} is no number`)
  const source = createSource(sourceTable, from, entity)
  return source === null ? null : { source, sourceTable, target, unit, cell: unit.numeric }
}

const combined = (fold: Fold, before: number, value: number): number => {
  if (Number.isNaN(before)) return value
  if (isSumLike(fold)) return before + value
  return fold.from.fold === 'min' ? Math.min(before, value) : Math.max(before, value)
}

/** One target's rows anew, in the order of `folded`, so that fractions add up to the same. */
const ofGroup = (fold: Fold, { source, sourceTable }: Link, target: number): number => {
  if (!fold.groups.isBuilt()) {
    fold.groups.build(() => {
      for (let row = 0; row < sourceTable.ids.length; row += 1) source.visit(row, fold.groups.add)
    })
  }
  let result = isSumLike(fold) ? 0 : NaN
  const belongs = (row: number): boolean => source.targetsOf(row).includes(target)
  for (const row of fold.groups.rowsOf(target, belongs)) {
    const value = source.valueAt(row)
    if (!Number.isNaN(value)) result = combined(fold, result, value)
  }
  return result
}

/** Every target from nothing. */
const folded = (fold: Fold, { source, sourceTable, target }: Link): Float64Array => {
  const results = new Float64Array(target.ids.length).fill(NaN)
  let value = 0
  const add = (row: number): void => {
    results[row] = combined(fold, results[row] ?? NaN, value)
  }
  for (let row = 0; row < sourceTable.ids.length; row += 1) {
    value = source.valueAt(row)
    if (!Number.isNaN(value)) source.visit(row, add)
  }
  if (!isSumLike(fold)) return results
  return results.map((result, row) => (orZero(result) === 0 && target.spine.live[row] === GHOST ? NaN : orZero(result)))
}

const foldsOf = (entities: readonly Entity[]): readonly Fold[] => {
  const declared = new Map<string, { entity: string; column: string; from: FoldSource }>()
  for (const { name, fields } of entities) {
    for (const [column, { from }] of Object.entries(fields))
      if (from !== undefined && 'fold' in from) declared.set(`${name}.${column}`, { entity: name, column, from })
  }
  const upstreamOf = ({ entity, of, where }: FoldSource): string[] =>
    [...(of === undefined ? [] : [of]), ...Object.keys(where ?? {})]
      .map((column) => `${entity}.${column}`)
      .filter((name) => declared.has(name))
  const hopsOf = (from: FoldSource, depth: number): number => {
    if (depth > 2) throw new Error('a fold reads two hops at most')
    return 1 + Math.max(0, ...upstreamOf(from).map((name) => hopsOf(declared.get(name)?.from ?? from, depth + 1)))
  }
  return [...declared.values()]
    .map((fold) => ({
      ...fold,
      upstream: upstreamOf(fold.from),
      hops: hopsOf(fold.from, 1),
      groups: createGroups(),
      isStale: false,
      link: null,
    }))
    .sort((a, b) => a.hops - b.hops)
}
