import type { Field } from '../../domain/entity.ts'
import { plainOf } from '../plain.ts'
import type { Comparing } from './comparing.ts'
import { mergeSorted } from './merge.ts'
import { presorted } from './presort.ts'
import type { Steps } from './steps.ts'
import type { Strings } from '../strings.ts'

/** How a locale orders the values of one pool. */
export interface Rank {
  /** A number by code: equal where the locale sees no difference. Later values lie between. */
  readonly of: Float64Array
  /** Codes in the locale's order. */
  readonly order: Uint32Array
  readonly length: number
}

/** Strings compared between two looks at the clock. */
const stepSize = 1_000

/**
 * Ranks a pool. Sorting 100,000 names by a collator costs 170-1,000 ms; sorted first by the classes of their characters (presort.ts), they need
 * one comparison each to be sure.
 */
export function* rankSteps(pool: Strings, field: Field | null, comparing: Comparing): Steps<Rank> {
  const { length } = pool
  const texts: string[] = []
  for (let code = 0; code < length; code += 1) {
    texts.push(plainOf(pool.at(code) ?? '', field))
    if (code % stepSize === 0) yield
  }
  const order = yield* presorted(texts, comparing)
  const compare = (a: number, b: number): number => comparing.compare(texts[a] ?? '', texts[b] ?? '')
  const isSame = new Uint8Array(length)
  if (!(yield* settled(order, isSame, compare))) {
    yield* mergeSorted(order, compare)
    yield* settled(order, isSame, compare)
  }
  const of = new Float64Array(length)
  let rank = 0
  for (let at = 0; at < length; at += 1) {
    const code = order[at] ?? 0
    if (at > 0 && isSame[code] === 0) rank += 1
    of[code] = rank
  }
  return { of, order, length }
}

/** Takes in what the pool has gained since, each value placed by binary search. */
export const extendedRank = (rank: Rank, pool: Strings, field: Field | null, comparing: Comparing): Rank => {
  const added = Array.from({ length: pool.length - rank.length }, (_, at) => {
    const code = rank.length + at
    return { text: plainOf(pool.at(code) ?? '', field), code }
  })
  added.sort((a, b) => comparing.compare(a.text, b.text))
  const textAt = (at: number): string => plainOf(pool.at(rank.order[at] ?? 0) ?? '', field)
  const places = added.map(({ text }) => placeAmong(text, rank.length, textAt, comparing))
  const order = new Uint32Array(pool.length)
  let from = 0
  places.forEach((place, at) => {
    order.set(rank.order.subarray(from, place), from + at)
    order[place + at] = added[at]?.code ?? 0
    from = place
  })
  order.set(rank.order.subarray(from, rank.length), from + places.length)
  const of = new Float64Array(pool.length)
  of.set(rank.of.subarray(0, rank.length))
  return { of: placed(of, order, rank.length, pool, field, comparing), order, length: pool.length }
}

/**
 * Looks at each value once and moves those that stand too late, marking what equals the one before it.
 * False where so many do that moving them one by one would not end.
 */
function* settled(order: Uint32Array, isSame: Uint8Array, compare: (a: number, b: number) => number): Steps<boolean> {
  let moves = 1_000 * order.length
  for (let at = 1; at < order.length; at += 1) {
    const code = order[at] ?? 0
    const difference = compare(order[at - 1] ?? 0, code)
    isSame[code] = difference === 0 ? 1 : 0
    if (difference > 0) {
      const place = placeBefore(code, at, order, compare)
      isSame[code] = place > 0 && compare(order[place - 1] ?? 0, code) === 0 ? 1 : 0
      order.copyWithin(place + 1, place, at)
      order[place] = code
      moves -= at - place
      if (moves < 0) return false
    }
    if (at % stepSize === 0) yield
  }
  return true
}

/** Behind the last value that does not come after, looked for in doubling strides: most stand near. */
const placeBefore = (code: number, at: number, order: Uint32Array, compare: (a: number, b: number) => number): number => {
  let high = at - 1
  let stride = 1
  while (high - stride >= 0 && compare(order[high - stride] ?? 0, code) > 0) {
    high -= stride
    stride *= 2
  }
  let low = Math.max(0, high - stride)
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(order[middle] ?? 0, code) > 0) high = middle
    else low = middle + 1
  }
  return low
}

/** The first place whose text does not come before. */
const placeAmong = (text: string, length: number, textAt: (at: number) => string, comparing: Comparing): number => {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (comparing.compare(textAt(middle), text) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Gives every new code a number between its neighbours'; where doubles have no room left, all are numbered again. */
const placed = (
  of: Float64Array,
  order: Uint32Array,
  known: number,
  pool: Strings,
  field: Field | null,
  comparing: Comparing,
): Float64Array => {
  const textAt = (at: number): string => plainOf(pool.at(order[at] ?? 0) ?? '', field)
  let at = 0
  while (at < order.length) {
    if ((order[at] ?? 0) < known) {
      at += 1
      continue
    }
    let end = at
    while (end < order.length && (order[end] ?? 0) >= known) end += 1
    const low = at === 0 ? (of[order[end] ?? 0] ?? 0) - (end - at) - 1 : (of[order[at - 1] ?? 0] ?? 0)
    const high = end === order.length ? low + (end - at) + 1 : (of[order[end] ?? 0] ?? 0)
    const step = (high - low) / (end - at + 1)
    let last = low
    for (let each = at; each < end; each += 1) {
      const isSame = each > 0 && comparing.compare(textAt(each - 1), textAt(each)) === 0
      const isNext = end < order.length && comparing.compare(textAt(each), textAt(end)) === 0
      const rank = isNext ? high : low + step * (each - at + 1)
      if (!isNext && !isSame && (rank <= last || rank >= high)) return renumbered(order, textAt, comparing)
      last = isSame ? last : rank
      of[order[each] ?? 0] = last
    }
    at = end
  }
  return of
}

const renumbered = (order: Uint32Array, textAt: (at: number) => string, comparing: Comparing): Float64Array => {
  const of = new Float64Array(order.length)
  let rank = 0
  for (let at = 0; at < order.length; at += 1) {
    if (at > 0 && comparing.compare(textAt(at - 1), textAt(at)) !== 0) rank += 1
    of[order[at] ?? 0] = rank
  }
  return of
}
