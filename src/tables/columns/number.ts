import { dayNumber, dayOfNumber, isDay } from '../../core/day.ts'
import type { DayColumn, FlagColumn, NumberColumn } from '../column.ts'
import { numberOf } from '../encode.ts'
import { createPresence, grown, zeros } from '../arrays.ts'
import { partOf, presencePart, type Numbers, type Numeric } from './writer.ts'

export const numberWriter = (read: (value: unknown) => number | null = numberOf): Numeric<NumberColumn> =>
  plainWriter(
    'number',
    (length) => new Float32Array(length),
    (value) => read(value) ?? NaN,
    (value) => value,
  )

/** Epoch ms. */
export const instantWriter = (): Numeric<NumberColumn> =>
  plainWriter(
    'instant',
    (length) => new Float64Array(length),
    (value) => numberOf(value) ?? NaN,
    (value) => value,
  )

export const dayWriter = (): Numeric<DayColumn> =>
  plainWriter(
    'day',
    (length) => new Int32Array(length),
    (value) => (typeof value === 'string' && isDay(value) ? dayNumber(value) : NaN),
    dayOfNumber,
  )

export const flagWriter = (): Numeric<FlagColumn> =>
  plainWriter(
    'flag',
    (length) => new Uint8Array(length),
    (value) => (typeof value === 'boolean' ? Number(value) : NaN),
    (value) => value === 1,
  )

interface Plain<K, A> {
  readonly kind: K
  readonly present: Uint8Array
  readonly values: A
  readonly get: (row: number) => unknown
}

/** `numberOf` gives NaN for what is no value. */
const plainWriter = <K extends string, A extends Numbers>(
  kind: K,
  make: (length: number) => A,
  numberOf: (value: unknown) => number,
  valueOf: (value: number) => unknown,
): Numeric<Plain<K, A>> => {
  const presence = createPresence()
  const arrayKind = make(0).constructor as new (length: number) => A // the constructor of what `make` makes
  let values = zeros(arrayKind, 0)
  let capacity = 0
  let isOwn = false

  const put = (at: number, value: number): boolean => {
    if (Number.isNaN(value)) {
      if (isOwn) values[at] = 0
      return presence.clear(at)
    }
    if (presence.has(at) && values[at] === value) return false
    if (!isOwn) values = make(capacity)
    isOwn = true
    if (values instanceof Float32Array && Math.fround(value) !== value) values = new Float64Array(values) as Numbers as A // a column that may hold 32 bits may hold 64
    values[at] = value
    presence.mark(at)
    return true
  }

  const valueAt = (at: number): unknown => (presence.has(at) ? valueOf(values[at] ?? 0) : null)

  return {
    column: {
      kind,
      get present() {
        return presence.bytes
      },
      get values() {
        return values
      },
      get: valueAt,
    },
    valueAt,
    put,
    numberAt: (at) => (presence.has(at) ? (values[at] ?? 0) : NaN),
    set: (at, value) => put(at, numberOf(value)),
    grow: (more) => {
      capacity = more
      presence.grow(more)
      values = isOwn ? grown(values, more) : zeros(arrayKind, more)
    },
    part: (from, to) => {
      const present = presencePart(presence, from, to)
      return partOf(to - from, { present, arrays: present === 'none' ? [] : [values.slice(from, to)] })
    },
    take: (at, part) => {
      presence.adopt(at, part.count, part.present)
      if (part.present === 'none') return true
      const [array] = part.arrays
      if (array?.length !== part.count) return false
      if (!isOwn) values = make(capacity)
      isOwn = true
      if (values instanceof Float32Array && !(array instanceof Float32Array) && array.some(isInexact))
        values = new Float64Array(values) as Numbers as A // a column that may hold 32 bits may hold 64
      values.set(array, at)
      return true
    },
    gather: (places, count, more) => {
      capacity = more
      presence.gather(places, count, more)
      const old = values
      values = isOwn ? new (old.constructor as new (length: number) => A)(more) : zeros(arrayKind, more) // as wide as it was
      if (isOwn) for (let at = 0; at < count; at += 1) values[at] = old[places[at] ?? 0] ?? 0
    },
    owned: () => presence.owned() + (isOwn ? values.byteLength : 0),
  }
}

const isInexact = (value: number): boolean => Math.fround(value) !== value
