import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePart, encodePart } from '../../src/tables/blob.ts'
import type { TextColumn } from '../../src/tables/column.ts'
import { textWriter } from '../../src/tables/columns/text.ts'
import type { Part } from '../../src/tables/columns/writer.ts'
import { comparingBy } from '../../src/tables/order/comparing.ts'
import { partOfRank, rankOfPart } from '../../src/tables/order/keptrank.ts'
import { rankSteps, type Rank } from '../../src/tables/order/rank.ts'
import { finished } from '../../src/tables/order/steps.ts'

const comparing = comparingBy(new Intl.Collator('en', { numeric: true }))
const ranked = ({ pool }: TextColumn): Rank => finished(rankSteps(pool, null, comparing))
const writer = () =>
  textWriter(
    (value) => (typeof value === 'string' ? value : null),
    (text) => text,
  )

/** A column with these texts; where a row is named twice, the later one replaced the earlier, which stays in the pool. */
const columnOf = (cells: readonly (readonly [row: number, text: string | null])[], rows: number) => {
  const { column, set, grow, part } = writer()
  grow(rows)
  for (let row = 0; row < rows; row += 1) set(row, null, {})
  for (const [row, text] of cells) set(row, text, {})
  return { column, part }
}
/** As the next session reads it, in blobs of `size` rows. */
const reloaded = (part: (from: number, to: number) => Part, rows: number, size: number) => {
  const { column, take, grow } = writer()
  grow(rows)
  for (let from = 0; from < rows; from += size) {
    const read = decodePart('a/b/0', encodePart('a/b/0', part(from, Math.min(from + size, rows))))
    expect(read.ok && take(from, read.value)).toBe(true)
  }
  return column
}
const carried = (part: Part): Part => {
  const read = decodePart('a/b~en/0', encodePart('a/b~en/0', part))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

const ROWS = 24
const text = fc.constantFrom('a', 'A', 'ä', 'b', 'B2', 'b10', 'b9', 'สมชาย', '田中', 'z', 'zz')
const cells = fc.array(fc.tuple(fc.nat(ROWS - 1), fc.option(text)), { maxLength: 60 })

describe('a rank that is kept for the next start', () => {
  test('orders the column that is loaded then as if it had been compared anew', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: ROWS }), (written, size) => {
        const { column, part } = columnOf(written, ROWS)
        const loaded = reloaded(part, ROWS, size)
        const kept = rankOfPart(carried(partOfRank(ranked(column), column, ROWS)), loaded)
        const fresh = ranked(loaded)
        // Which of two equal texts comes first is for the rows' ids to say.
        const signs = ({ of }: Rank) =>
          [...loaded.pool].map((_, a) => [...loaded.pool].map((_, b) => Math.sign((of[a] ?? 0) - (of[b] ?? 0))))
        expect(kept !== null && signs(kept)).toEqual(signs(fresh))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('is refused by a column with other texts, with texts in another order, or with some that came since', () => {
    const written = ['b', 'a', 'c'].map((each, row): [number, string] => [row, each])
    const { column, part } = columnOf(written, 3)
    const kept = partOfRank(ranked(column), column, 3)
    expect(rankOfPart(kept, reloaded(part, 3, 3))?.length).toBe(3)
    for (const other of [
      ['a', 'b', 'c'],
      ['b', 'a', 'd'],
      ['b', 'a', 'a'],
      ['b', 'a', null],
    ]) {
      const { part: otherPart } = columnOf(
        other.map((each, row) => [row, each]),
        3,
      )
      expect(rankOfPart(kept, reloaded(otherPart, 3, 3))).toBeNull()
    }
    expect(rankOfPart(kept, column)).toBeNull()
  })
})
