import { dayOfNumber, dayNumberOf, monthIndex, monthOfIndex, startOfDay } from '../../core/day.ts'
import type { TimeZone } from '../../core/zone.ts'
import type { Asking } from '../asking.ts'
import { TAG_ROWS, type Column, type Floats, type ManyColumn, type TaggedRefs } from '../column.ts'
import { placeOf, type Hop } from '../filter/path.ts'
import { namingColumn } from '../order/key.ts'
import type { Orders } from '../order/sort.ts'
import { plainOf } from '../plain.ts'
import type { Group } from '../view.ts'
import type { Grouped } from './sums.ts'

export interface Grouping extends Grouped {
  readonly keys: readonly Group['key'][]
}

/** Deals the rows of an order out to their groups, each group keeping the order; null where nothing can be grouped by the column. */
export const groupedBy = (
  column: string,
  entity: string,
  order: Uint32Array,
  mask: Uint8Array,
  asking: Asking,
  orders: Orders,
): Grouping | null => {
  const coding = codingAt(column, entity, asking, orders)
  if (coding === null) return null
  const found: number[] = []
  const counts: number[] = []
  const codesOf = distinctCodes(coding)
  // One more place than codes, for the rows that hold none.
  const indexByCode = new Int32Array(coding.size + 1).fill(-1)
  let length = 0
  for (const row of order) {
    if (mask[row] !== 1) continue
    for (const code of codesOf(row)) {
      let index = indexByCode[code] ?? -1
      if (index < 0) {
        index = indexByCode[code] = found.push(code) - 1
        counts.push(0)
      }
      counts[index] = (counts[index] ?? 0) + 1
      length += 1
    }
  }
  const sorted = found.toSorted((a, b) => compareCodes(a, b, coding))
  const start = new Uint32Array(sorted.length + 1)
  sorted.forEach((code, at) => {
    start[at + 1] = (start[at] ?? 0) + (counts[indexByCode[code] ?? 0] ?? 0)
    indexByCode[code] = at
  })
  const ends = start.slice()
  const rows = new Uint32Array(length)
  for (const row of order) {
    if (mask[row] !== 1) continue
    for (const code of codesOf(row)) {
      const group = indexByCode[code] ?? 0
      const end = ends[group] ?? 0
      rows[end] = row
      ends[group] = end + 1
    }
  }
  return { rows, start, keys: sorted.map((code) => (code === coding.size ? null : coding.keyOf(code))) }
}

/** Small whole numbers in place of a column's values. */
interface Coding {
  /** Codes are below it; it stands for null itself. */
  readonly size: number
  readonly at: (row: number) => number
  readonly many: Pick<ManyColumn, 'start' | 'count'> | null
  readonly keyOf: (code: number) => Group['key']
  readonly weightOf: (code: number) => number
}

const compareCodes = (a: number, b: number, { size, weightOf }: Coding): number => {
  if (a === size || b === size) return a === size ? Number(a !== b) : -1
  const difference = weightOf(a) - weightOf(b)
  return Number.isNaN(difference) || difference === 0 ? a - b : difference
}

/** The codes of a row, each once; the null code where it holds none. The array is used again. */
const distinctCodes = ({ size, at, many }: Coding): ((row: number) => readonly number[]) => {
  const codes: number[] = []
  if (many === null) {
    return (row) => {
      codes[0] = at(row)
      return codes
    }
  }
  return (row) => {
    codes.length = 0
    const from = many.start[row] ?? 0
    const to = from + (many.count[row] ?? 0)
    for (let item = from; item < to; item += 1) {
      const code = at(item)
      if (code !== size && !codes.includes(code)) codes.push(code)
    }
    if (codes.length === 0) codes.push(size)
    return codes
  }
}

const codingAt = (path: string, entity: string, asking: Asking, orders: Orders): Coding | null => {
  const place = placeOf(path, entity, asking)
  if (place === null) return null
  const { column, hop } = place
  if (column.kind !== 'many') return hopped(codingOf(column, path, entity, asking, orders), hop)
  if (hop !== null) return null
  const coding = column.values.kind === 'tagged' ? tagCoding(column.values, asking) : codingOf(column.values, path, entity, asking, orders)
  return coding === null ? null : { ...coding, many: column }
}

const hopped = (coding: Coding | null, hop: Hop | null): Coding | null => {
  if (coding === null || hop === null) return coding
  if (hop.column.kind !== 'ref') return null
  const { present, rows } = hop.column
  return { ...coding, at: (row) => (present[row] === 1 ? coding.at(rows[row] ?? 0) : coding.size) }
}

const codingOf = (column: Column, path: string, entity: string, asking: Asking, orders: Orders): Coding | null => {
  const { present } = column
  const coded = (size: number, codes: ArrayLike<number>, keyOf: Coding['keyOf'], weightOf: Coding['weightOf']): Coding => {
    return { size, at: (row) => (present[row] === 1 ? (codes[row] ?? size) : size), many: null, keyOf, weightOf }
  }
  switch (column.kind) {
    case 'choice':
      return coded(
        column.pool.length,
        column.codes,
        (code) => column.pool.at(code) ?? null,
        (code) => code,
      )
    case 'flag':
      return coded(
        2,
        column.values,
        (code) => code === 1,
        (code) => code,
      )
    case 'text': {
      const rank = orders.rankAt(path, entity)
      const field = placeOf(path, entity, asking)?.field ?? null
      return coded(
        column.pool.length,
        column.codes,
        (code) => plainOf(column.pool.at(code) ?? '', field),
        (code) => rank?.of[code] ?? code,
      )
    }
    case 'ref': {
      const target = asking.rows(column.to)
      const name = orders.keyOf(namingColumn(column.to, asking), column.to)
      return coded(
        target.length,
        column.rows,
        (row) => target.idOf(row),
        (row) => name?.at(row) ?? row,
      )
    }
    case 'day':
      return monthCoding(column.present, monthsOfDays(column.present, column.values))
    case 'instant':
      return monthCoding(column.present, monthsOfInstants(column.present, column.values, asking.timeZone))
    case 'number':
      return numberCoding(column.present, column.values)
    case 'money':
    case 'many':
      return null
  }
}

const tagCoding = ({ tags, entities }: TaggedRefs, asking: Asking): Coding => {
  const codes = new Map<number, number>()
  const found: number[] = []
  const codeAt = (item: number): number => {
    const tag = tags[item] ?? 0
    let code = codes.get(tag)
    if (code === undefined) codes.set(tag, (code = found.push(tag) - 1))
    return code
  }
  for (let item = 0; item < tags.length; item += 1) codeAt(item)
  const keyOf = (code: number): string => {
    const tag = found[code] ?? 0
    return asking.rows(entities[Math.floor(tag / TAG_ROWS)] ?? '').idOf(tag % TAG_ROWS)
  }
  return { size: found.length, at: codeAt, many: null, keyOf, weightOf: (code) => found[code] ?? 0 }
}

const numberCoding = (present: Uint8Array, values: Floats): Coding => {
  const codes = new Map<number, number>()
  const found: number[] = []
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0
    if (present[row] === 1 && !codes.has(value)) codes.set(value, found.push(value) - 1)
  }
  const at = (row: number): number => (present[row] === 1 ? (codes.get(values[row] ?? 0) ?? 0) : found.length)
  return { size: found.length, at, many: null, keyOf: (code) => found[code] ?? 0, weightOf: (code) => found[code] ?? 0 }
}

const monthCoding = (present: Uint8Array, months: Int32Array): Coding => {
  let low = Infinity
  let high = -Infinity
  for (let row = 0; row < months.length; row += 1) {
    if (present[row] !== 1) continue
    low = Math.min(low, months[row] ?? 0)
    high = Math.max(high, months[row] ?? 0)
  }
  const size = high >= low ? high - low + 1 : 0
  const at = (row: number): number => (present[row] === 1 ? (months[row] ?? 0) - low : size)
  return { size, at, many: null, keyOf: (code) => monthOfIndex(low + code), weightOf: (code) => code }
}

const monthsOfDays = (present: Uint8Array, days: Int32Array): Int32Array => {
  const months = new Int32Array(days.length)
  const monthByDay = new Map<number, number>()
  for (let row = 0; row < days.length; row += 1) {
    if (present[row] !== 1) continue
    const day = days[row] ?? 0
    let month = monthByDay.get(day)
    if (month === undefined) monthByDay.set(day, (month = monthIndex(dayOfNumber(day))))
    months[row] = month
  }
  return months
}

/** By the instants at which months begin in the zone: asking the zone for each of 250,000 instants takes ten times as long. */
const monthsOfInstants = (present: Uint8Array, instants: Floats, zone: TimeZone): Int32Array => {
  const months = new Int32Array(instants.length)
  let low = Infinity
  let high = -Infinity
  for (let row = 0; row < instants.length; row += 1) {
    const instant = instants[row] ?? 0
    if (present[row] !== 1) continue
    if (instant < low) low = instant
    if (instant > high) high = instant
  }
  if (high < low) return months
  const monthOf = (instant: number): number => monthIndex(dayOfNumber(dayNumberOf(instant, zone)))
  const first = monthOf(low)
  const begins = Float64Array.from({ length: monthOf(high) - first + 1 }, (_, at) => startOfDay(`${monthOfIndex(first + at)}-01`, zone))
  for (let row = 0; row < instants.length; row += 1) {
    if (present[row] !== 1) continue
    const instant = instants[row] ?? 0
    let from = 0
    let to = begins.length
    while (to - from > 1) {
      const middle = (from + to) >> 1
      if ((begins[middle] ?? 0) <= instant) from = middle
      else to = middle
    }
    months[row] = first + from
  }
  return months
}
