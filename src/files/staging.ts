import { must } from '../core/result.ts'
import type { GoodRow } from './orders.ts'
import { ownText } from './split.ts'

/** Rows set aside until the whole file is read, because the lines of one order need not stand together. */
export interface Staging {
  /** The number of a text in a column, or -1 where it has none yet. */
  readonly numberOf: (column: number, text: string) => number
  /** Gives a text its number, and what it says. */
  readonly define: (column: number, text: string, value: unknown) => number
  readonly valueOf: (column: number, number: number) => unknown
  /** `numbers`: one a column. */
  readonly add: (group: string, numbers: ArrayLike<number>, line: number, problems: GoodRow['problems']) => void
  readonly has: (group: string) => boolean
  readonly groupCount: () => number
  readonly groupName: (group: number) => string
  /** The rows of one group, in the file's order; groups are numbered by their first row. */
  readonly rowsOf: (group: number) => GoodRow[]
  /** Pairs of distinct texts of two columns that stand in one row, and how often. */
  readonly pairs: (a: number, b: number) => Map<string, Map<string, number>>
  /** Bytes held, near enough: typed arrays, and two for each character of a distinct text. */
  readonly bytes: () => number
}

const CHUNK = 65_536

/** A column as numbers of distinct texts: 541,909 lines of eight columns are 17 MB and their dictionaries 4. */
interface Column {
  readonly codes: Uint32Array[]
  readonly numberByText: Map<string, number>
  readonly texts: string[]
  readonly values: unknown[]
  characters: number
}

const emptyColumn = (): Column => ({ codes: [], numberByText: new Map(), texts: [], values: [], characters: 0 })

/** `width` columns besides the one that groups. */
export const createStaging = (width: number): Staging => {
  const groups = emptyColumn()
  const columns = Array.from({ length: width }, emptyColumn)
  const lines: Uint32Array[] = []
  const problems = new Map<number, GoodRow['problems']>()
  let size = 0
  let ranges: { readonly starts: Uint32Array; readonly rows: Uint32Array } | null = null

  const at = (chunks: readonly Uint32Array[], row: number): number => chunks[row >>> 16]?.[row & 0xffff] ?? 0
  const put = (chunks: Uint32Array[], row: number, value: number): void => {
    const chunk = chunks[row >>> 16] ?? (chunks[row >>> 16] = new Uint32Array(CHUNK))
    chunk[row & 0xffff] = value
  }

  /** Counting sort by group: two passes over numbers. */
  const sorted = () => {
    const starts = new Uint32Array(groups.texts.length + 1)
    for (let row = 0; row < size; row += 1) starts[at(groups.codes, row) + 1] = (starts[at(groups.codes, row) + 1] ?? 0) + 1
    for (let group = 0; group < groups.texts.length; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
    const next = starts.slice()
    const rows = new Uint32Array(size)
    for (let row = 0; row < size; row += 1) {
      const group = at(groups.codes, row)
      rows[next[group] ?? 0] = row
      next[group] = (next[group] ?? 0) + 1
    }
    return { starts, rows }
  }

  const rowAt = (row: number): GoodRow => ({
    line: at(lines, row),
    values: columns.map(({ codes, values }) => values[at(codes, row)]),
    problems: problems.get(row) ?? [],
  })

  return {
    numberOf: (column, text) => columns[column]?.numberByText.get(text) ?? -1,
    define: (column, text, value) => numbered(must(columns[column], 'a staged column'), text, value),
    valueOf: (column, number) => columns[column]?.values[number],
    add: (group, numbers, line, found) => {
      put(groups.codes, size, numbered(groups, group, undefined))
      for (let i = 0; i < columns.length; i += 1) put(must(columns[i], 'a staged column').codes, size, numbers[i] ?? 0)
      put(lines, size, line)
      if (found.length > 0) problems.set(size, found)
      size += 1
      ranges = null
    },
    has: (group) => groups.numberByText.has(group),
    groupCount: () => groups.texts.length,
    groupName: (group) => groups.texts[group] ?? '',
    rowsOf: (group) => {
      ranges ??= sorted()
      return Array.from(ranges.rows.subarray(ranges.starts[group], ranges.starts[group + 1]), rowAt)
    },
    pairs: (a, b) => {
      const counts = new Map<string, Map<string, number>>()
      const [first, second] = [columns[a], columns[b]]
      if (!first || !second) return counts
      const byPair = new Map<number, number>()
      for (let row = 0; row < size; row += 1) {
        const pair = at(first.codes, row) * second.texts.length + at(second.codes, row)
        byPair.set(pair, (byPair.get(pair) ?? 0) + 1)
      }
      for (const [pair, count] of byPair) {
        const text = first.texts[Math.floor(pair / second.texts.length)] ?? ''
        counts.set(text, (counts.get(text) ?? new Map<string, number>()).set(second.texts[pair % second.texts.length] ?? '', count))
      }
      return counts
    },
    bytes: () => {
      const held = (column: Column) => column.codes.length * CHUNK * 4 + column.characters * 2
      return lines.length * CHUNK * 4 + held(groups) + columns.reduce((sum, column) => sum + held(column), 0)
    },
  }
}

const numbered = (column: Column, text: string, value: unknown): number => {
  const known = column.numberByText.get(text)
  if (known !== undefined) return known
  const own = ownText(text)
  const number = column.texts.length
  column.numberByText.set(own, number)
  column.texts.push(own)
  column.values.push(value)
  column.characters += own.length
  return number
}
