import type { Column, Rows } from '../column.ts'
import type { Key } from './key.ts'
import { sortedByKey } from './radix.ts'

/** Keys by weight. */
export type Sorting = readonly { readonly key: Key; readonly sign: 1 | -1 }[]

/** All rows by their ids: by the time in them, then by chance. */
export const byId = (rows: Rows): Uint32Array => {
  const { idBytes, length } = rows
  const all = new Uint32Array(length)
  const times = new Float64Array(length)
  for (let row = 0; row < length; row += 1) {
    all[row] = row
    let time = 0
    for (let at = 16 * row; at < 16 * row + 6; at += 1) time = time * 256 + (idBytes[at] ?? 0)
    times[row] = time
  }
  const sorted = sortedByKey(all, times, false)
  const compare = (a: number, b: number): number => compareIds(rows, a, b)
  for (let from = 0; from < length;) {
    let to = from + 1
    while (to < length && times[sorted[to] ?? 0] === times[sorted[from] ?? 0]) to += 1
    if (to - from > 1) sorted.subarray(from, to).sort(compare)
    from = to
  }
  return sorted
}

/** Sorts from the lightest key to the heaviest, each leaving ties as they are; `base` is the order by id. */
export const built = (sorting: Sorting, base: Uint32Array): Uint32Array => {
  const keys = new Float64Array(base.length)
  return sorting.toReversed().reduce((rows, { key, sign }) => {
    for (let row = 0; row < keys.length; row += 1) keys[row] = key.at(row)
    return sortedByKey(rows, keys, sign === -1)
  }, base)
}

/**
 * The same from nothing, where few rows tie: only those are put in order by their ids, and nobody sorts all ids for it. Null where many tie.
 */
export const builtWithoutIds = (sorting: Sorting, rows: Rows): Uint32Array | null => {
  const sorted = built(
    sorting,
    Uint32Array.from({ length: rows.length }, (_, row) => row),
  )
  const isTied = (a: number, b: number): boolean => sorting.every(({ key }) => areSame(key.at(a), key.at(b)))
  const ties: [from: number, to: number][] = []
  let tied = 0
  for (let from = 0; from < sorted.length;) {
    let to = from + 1
    while (to < sorted.length && isTied(sorted[from] ?? 0, sorted[to] ?? 0)) to += 1
    if (to - from > 1) {
      ties.push([from, to])
      tied += to - from
      if (tied > rows.length * few) return null
    }
    from = to
  }
  for (const [from, to] of ties) sorted.subarray(from, to).sort((a, b) => compareIds(rows, a, b))
  return sorted
}
const few = 1 / 8
const areSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b))

/** Takes the dirty rows out and puts each in where it belongs now: one pass over the order, and a binary search for each. */
export const merged = (order: Uint32Array, dirty: ReadonlySet<number>, rows: Rows, sorting: Sorting): Uint32Array => {
  const kept = new Uint32Array(order.length)
  let length = 0
  for (const row of order) if (!dirty.has(row)) kept[length++] = row
  const moved = Uint32Array.from(dirty).sort((a, b) => compareRows(a, b, rows, sorting))
  const result = new Uint32Array(length + moved.length)
  let from = 0
  moved.forEach((row, at) => {
    const place = placeOf(row, kept, from, length, rows, sorting)
    result.set(kept.subarray(from, place), from + at)
    result[place + at] = row
    from = place
  })
  result.set(kept.subarray(from, length), from + moved.length)
  return result
}

/** Finds the rows whose reference names one of the targets. */
export const addReferring = (into: Set<number>, via: Column, targets: ReadonlySet<number>, length: number): void => {
  if (via.kind === 'ref') {
    const { present, rows } = via
    for (let row = 0; row < length; row += 1) if (present[row] === 1 && targets.has(rows[row] ?? 0)) into.add(row)
  }
  if (via.kind !== 'many' || via.values.kind !== 'ref') return
  const { start, count } = via
  const { rows } = via.values
  for (let row = 0; row < length; row += 1) {
    const from = start[row] ?? 0
    for (let item = from; item < from + (count[row] ?? 0); item += 1) if (targets.has(rows[item] ?? 0)) into.add(row)
  }
}

const placeOf = (row: number, kept: Uint32Array, from: number, to: number, rows: Rows, sorting: Sorting): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareRows(kept[middle] ?? 0, row, rows, sorting) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** By the keys, then by id. */
export const compareRows = (a: number, b: number, rows: Rows, sorting: Sorting): number => {
  for (const { key, sign } of sorting) {
    const left = key.at(a)
    const right = key.at(b)
    if (left === right) continue
    if (Number.isNaN(left)) {
      if (Number.isNaN(right)) continue
      return 1
    }
    if (Number.isNaN(right)) return -1
    return left < right ? -sign : sign
  }
  return compareIds(rows, a, b)
}

/** Compares the 16 bytes of two rows' ids. */
const compareIds = ({ idBytes }: Rows, a: number, b: number): number => {
  for (let at = 0; at < 16; at += 1) {
    const difference = (idBytes[16 * a + at] ?? 0) - (idBytes[16 * b + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
