import type { Field } from '../../domain/entity.ts'
import type { Asking } from '../asking.ts'
import type { Changed, Column, Rows, TextColumn } from '../column.ts'
import type { Part } from '../columns/writer.ts'
import { placeOf, type Place } from '../filter/path.ts'
import type { Sort } from '../view.ts'
import { byCodeUnits, comparingBy } from './comparing.ts'
import { isPlaceKey, keyOf, namingColumn, type Key, type KeyRead } from './key.ts'
import { addReferring, built, builtWithoutIds, byId, compareRows, merged, type Sorting } from './permute.ts'
import { partOfRank, rankOfPart } from './keptrank.ts'
import { extendedRank, rankSteps, type Rank } from './rank.ts'
import { finished, type Steps } from './steps.ts'
import type { Strings } from '../strings.ts'

/** Orders of whole entities, kept and patched: what a list, a board or a search sorts by. */
export interface Orders {
  /** Every row, live or not; null goes last both ways, ties go by id. What cannot be sorted by is left out. */
  readonly ordered: (entity: string, sorts: readonly Sort[]) => Uint32Array
  /** These rows in that order where they are few and it is not kept yet: for one customer's story nobody sorts everybody's. Null where it is better asked for. */
  readonly among: (entity: string, sorts: readonly Sort[], rows: Uint32Array) => Uint32Array | null
  readonly keyOf: (column: string, entity: string) => Key | null
  /** Null where the column holds no texts. */
  readonly rankAt: (column: string, entity: string) => Rank | null
  readonly changed: (changes: readonly Changed[]) => void
  /** Ranks a column's texts ahead of their first use. */
  readonly prepare: (column: string, entity: string) => Steps<void>
  /** The texts that a column is sorted by in the end, its own or those of what it refers to; null for numbers and the like. */
  readonly texts: (column: string, entity: string) => SortedTexts | null
}

export interface SortedTexts {
  /** The column that holds them. */
  readonly entity: string
  readonly column: string
  /** Null as long as nobody sorted by them, or since they are others. */
  readonly rank: () => Rank | null
  /** For the column cache; null without a rank. */
  readonly part: () => Part | null
  /** Takes an earlier session's rank; false where it does not fit. */
  readonly adopt: (part: Part) => boolean
}

interface Order {
  readonly entity: string
  readonly reads: readonly KeyRead[]
  rows: Uint32Array
  /** Rows whose keys have changed since. */
  readonly dirty: Set<number>
  /** Rows of other entities that have changed since, by the reference that leads to them. */
  readonly far: Map<Column, Set<number>>
  isStale: boolean
}
/** Below this share of an entity's rows, they are few. */
const few = 1 / 64
/** At 100,000 rows each takes 400 KB. */
const keptOrders = 12

export const createOrders = (asking: Asking, collator: Intl.Collator): Orders => {
  const orders = new Map<string, Order>()
  const ranks = new WeakMap<Strings, Rank>()
  const locale = comparingBy(collator)

  const rankOf = (pool: Strings, field: Field | null): Rank => {
    const known = ranks.get(pool)
    if (known?.length === pool.length) return known
    const comparing = isPlaceKey(field) ? byCodeUnits : locale
    const isFew = known !== undefined && pool.length - known.length <= known.length / 2
    const rank = isFew ? extendedRank(known, pool, field, comparing) : finished(rankSteps(pool, field, comparing))
    ranks.set(pool, rank)
    return rank
  }

  const sortingOf = (entity: string, sorts: readonly Sort[]): Sorting =>
    sorts.flatMap(({ column, descending = false }) => {
      const key = keyOf(column, entity, asking, rankOf)
      return key === null ? [] : [{ key, sign: descending ? (-1 as const) : (1 as const) }]
    })

  const nameOf = (entity: string, sorts: readonly Sort[]): string =>
    [entity, ...sorts.map(({ column, descending }) => (descending === true ? '-' : '+') + column)].join(' ')

  const ordered = (entity: string, sorts: readonly Sort[]): Uint32Array => {
    const name = nameOf(entity, sorts)
    const rows = asking.rows(entity)
    const sorting = sortingOf(entity, sorts)
    const reads = sorting.flatMap(({ key }) => key.reads)
    const base = (): Uint32Array => {
      if (sorting.length === 0) return byId(rows)
      const isSorted = orders.get(nameOf(entity, []))?.isStale === false
      return (isSorted ? null : builtWithoutIds(sorting, rows)) ?? built(sorting, ordered(entity, []))
    }
    const known = orders.get(name)
    let order = known
    if (order === undefined || order.isStale || !areSame(order.reads, reads)) {
      order = { entity, reads, rows: base(), dirty: new Set(), far: new Map(), isStale: false }
    } else refresh(order, rows, sorting, base)
    orders.delete(name)
    orders.set(name, order)
    const [oldest] = orders.keys()
    if (orders.size > keptOrders && oldest !== undefined) orders.delete(oldest)
    return order.rows
  }

  const textOf = (path: string, from: string): { column: TextColumn; place: Place } | null => {
    const place = placeOf(path, from, asking)
    if (place === null) return null
    const column = place.column.kind === 'many' ? place.column.values : place.column
    if (column.kind === 'ref') return textOf(namingColumn(column.to, asking), column.to)
    return column.kind === 'text' ? { column, place } : null
  }

  const among = (entity: string, sorts: readonly Sort[], some: Uint32Array): Uint32Array | null => {
    const rows = asking.rows(entity)
    if (some.length > rows.length * few || orders.has(nameOf(entity, sorts))) return null
    const sorting = sortingOf(entity, sorts)
    return some.toSorted((a, b) => compareRows(a, b, rows, sorting))
  }

  return {
    ordered,
    among,
    keyOf: (column, entity) => keyOf(column, entity, asking, rankOf),
    rankAt: (column, entity) => {
      const text = textOf(column, entity)
      return text === null ? null : rankOf(text.column.pool, text.place.field)
    },
    changed: (changes) => {
      for (const order of orders.values()) for (const change of changes) note(order, change)
    },
    *prepare(path, entity) {
      const text = textOf(path, entity)
      if (text === null || ranks.has(text.column.pool)) return
      const { column, place } = text
      ranks.set(column.pool, yield* rankSteps(column.pool, place.field, isPlaceKey(place.field) ? byCodeUnits : locale))
    },
    texts: (path, from) => {
      const text = textOf(path, from)
      // Items of a list stand at no row.
      if (text === null || text.place.column !== text.column) return null
      const { column, place } = text
      const rank = () => ranks.get(column.pool) ?? null
      return {
        entity: place.entity,
        column: place.name,
        rank,
        part: () => {
          // Another value may have come since it was ranked.
          const held = rank() === null ? null : rankOf(column.pool, place.field)
          return held === null ? null : partOfRank(held, column, asking.rows(place.entity).length)
        },
        adopt: (part) => {
          const kept = rankOfPart(part, column)
          if (kept !== null) ranks.set(column.pool, kept)
          return kept !== null
        },
      }
    },
  }
}

/** Column objects stay the same until they are loaded or dropped. */
const areSame = (a: readonly KeyRead[], b: readonly KeyRead[]): boolean =>
  a.length === b.length && a.every((read, at) => read.column === b[at]?.column && read.via === b[at].via)

const note = (order: Order, { entity, rows, columns }: Changed): void => {
  for (const read of order.reads) {
    if (read.entity !== entity || !(columns.has(read.name) || columns.has('$live'))) continue
    if (read.via === 'far') order.isStale = true
    else if (read.via === null) for (const row of rows) order.dirty.add(row)
    else {
      const far = order.far.get(read.via) ?? new Set()
      order.far.set(read.via, far)
      for (const row of rows) far.add(row)
    }
  }
}

/** Puts what has changed where it now belongs, or sorts anew where that is much. */
const refresh = (order: Order, rows: Rows, sorting: Sorting, base: () => Uint32Array): void => {
  const { dirty, far } = order
  for (let row = order.rows.length; row < rows.length; row += 1) dirty.add(row)
  for (const [via, targets] of far) addReferring(dirty, via, targets, rows.length)
  if (dirty.size > rows.length / 4) order.rows = base()
  else if (dirty.size > 0) order.rows = merged(order.rows, dirty, rows, sorting)
  dirty.clear()
  far.clear()
}
