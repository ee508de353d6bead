import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMarkDue, markAt, withMark, type Mark } from '../../src/store/marks.ts'

const markOf = (seq: number): Mark => ({ seq, hash: new Uint8Array(32), n: seq })
const marked = (seqs: readonly number[]): readonly Mark[] =>
  seqs.reduce<readonly Mark[]>((marks, seq) => (isMarkDue(marks, seq) ? withMark(marks, markOf(seq)) : marks), [])

describe('marks', () => {
  test('are few however long the log is, in its order, the newest close by, none far from the next', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(steps, (all) => {
        const seqs = all.reduce<number[]>((sum, step) => [...sum, (sum.at(-1) ?? 0) + step], [])
        const end = seqs.at(-1) ?? 0
        const marks = marked(seqs).map(({ seq }) => seq)
        expect(marks.length).toBeLessThanOrEqual(65)
        expect(marks.toSorted((a, b) => a - b)).toEqual(marks)
        expect(end - (marks.at(-1) ?? 0)).toBeLessThan(4_000)
        const gaps = marks.map((seq, i) => seq - (marks[i - 1] ?? 0))
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(Math.max(4_000, end / 8))
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  test('are found at or before a place', () => {
    const marks = [markOf(1_000), markOf(2_500)]
    expect([999, 1_000, 2_499, 9_000].map((seq) => markAt(marks, seq)?.seq ?? null)).toEqual([null, 1_000, 1_000, 2_500])
  })
})
