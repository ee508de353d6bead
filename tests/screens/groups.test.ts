import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, entryCount, lineAt, rowsIn, type Entry } from '../../src/screens/records/rows/groups.ts'
import type { Answer, Group } from '../../src/tables/view.ts'

/** A whole answer of groups of these sizes, and a window of it as the engine would send it. */
const answerOf = (sizes: readonly number[]) => {
  let start = 0
  const groups: readonly Group[] = sizes.map((count, key) => {
    start += count
    return { key: `g${key}`, count, sums: {}, start: start - count }
  })
  const rows = Array.from({ length: start }, (_, at) => ({ id: `r${at}` }))
  const window = (from: number, count: number): Answer => ({
    total: rows.length,
    length: rows.length,
    sums: {},
    groups,
    start: Math.min(from, rows.length),
    rows: rows.slice(from, from + count),
  })
  return { groups, rows, window }
}
const nameOf = (entry: Entry | undefined) => (entry?.kind === 'row' ? entry.row.id : String(entry?.group.key))

describe('a list in groups', () => {
  const { groups, window } = answerOf([2, 3, 1])

  test('has a head before the first row of each group', () => {
    const { start, entries } = entriesOf(window(0, 10))
    expect(start).toBe(0)
    expect(entries.map(nameOf)).toEqual(['g0', 'r0', 'r1', 'g1', 'r2', 'r3', 'r4', 'g2', 'r5'])
    expect(entryCount(window(0, 10))).toBe(9)
  })

  test('asks for just the rows of the lines in sight', () => {
    expect(rowsIn({ start: 0, count: 3 }, groups)).toEqual({ start: 0, count: 2 })
    expect(rowsIn({ start: 3, count: 4 }, groups)).toEqual({ start: 2, count: 3 })
    expect(rowsIn({ start: 3, count: 4 }, null)).toEqual({ start: 3, count: 4 })
  })

  test('gives a record that stands in two groups one key, so that it is selected in both', () => {
    const twice: Answer = { ...window(0, 0), groups, start: 0, rows: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] }
    const keys = entriesOf(twice).entries.map(({ key }) => key)
    expect(keys.filter((key) => key === 'a')).toHaveLength(2)
  })

  test('draws every line in sight from the rows it asked for, wherever it is scrolled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 30 }),
        fc.nat(120),
        fc.integer({ min: 1, max: 20 }),
        (sizes, from, count) => {
          const answer = answerOf(sizes)
          const whole = entriesOf(answer.window(0, answer.rows.length)).entries
          const sight = { start: Math.min(from, whole.length - 1), count }
          const asked = rowsIn(sight, answer.groups)
          const { start, entries } = entriesOf(answer.window(asked.start, asked.count))
          const drawn = whole.slice(sight.start, sight.start + sight.count)
          drawn.forEach((line, step) => {
            const here = entries[sight.start + step - start]
            // A head at the very end has no row below it in sight.
            if (line.kind === 'row') expect(nameOf(here)).toBe(nameOf(line))
            else if (here !== undefined) expect(nameOf(here)).toBe(nameOf(line))
          })
        },
      ),
      { seed: 11, numRuns: 500 },
    )
  })

  test('knows the line of each row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const answer = answerOf(sizes)
        const { entries } = entriesOf(answer.window(0, answer.rows.length))
        answer.rows.forEach(({ id }, row) => expect(nameOf(entries[lineAt(row, answer.groups)])).toBe(id))
      }),
      { seed: 12 },
    )
  })
})

test('a list without groups is its rows', () => {
  expect(lineAt(7, null)).toBe(7)
  expect(entriesOf({ start: 4, rows: [{ id: 'a' }], groups: null })).toEqual({
    start: 4,
    entries: [{ kind: 'row', row: { id: 'a' }, key: 'a' }],
  })
})
