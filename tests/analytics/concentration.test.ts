import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concentrationOf } from '../../src/analytics/concentration.ts'
import { valueOf } from './answers.ts'

test('puts into A the customer who crosses 80 %, and into B the one who crosses 95 %', () => {
  const { abc, ranked, makingFourFifths, topFifthShare } = valueOf(concentrationOf(Float64Array.of(10, 500, 4, 290, 100, 96)))

  expect([...ranked]).toEqual([1, 3, 4, 5, 0, 2])
  expect([...abc]).toEqual([2, 0, 2, 0, 0, 1])
  expect(makingFourFifths).toBe(3)
  expect(topFifthShare).toBe(0.79)
})

test('ends A exactly where 80 % is reached, not one later', () => {
  const { abc, makingFourFifths } = valueOf(concentrationOf(Float64Array.of(60, 20, 10, 5, 5)))

  expect([...abc]).toEqual([0, 0, 1, 1, 2])
  expect(makingFourFifths).toBe(2)
})

test('puts those of no or negative value last and into C, even before 80 % are reached', () => {
  const { abc, ranked } = valueOf(concentrationOf(Float64Array.of(-50, 100, 0, 100, 30)))

  expect([...ranked]).toEqual([1, 3, 4, 2, 0])
  expect([...abc]).toEqual([2, 0, 2, 0, 2])
})

test('calls equal shares a Gini of 0 and one owner nearly 1', () => {
  expect(valueOf(concentrationOf(new Float64Array(10).fill(7))).gini).toBeCloseTo(0, 12)
  expect(valueOf(concentrationOf(Float64Array.of(0, 0, 0, 0, 9))).gini).toBeCloseTo(0.8, 12)
})

test('answers with what it needs where there are too few customers or nothing was gained', () => {
  expect(concentrationOf(Float64Array.of(5, 1))).toEqual({ ok: false, error: { code: 'tooFew', what: 'customers', have: 2, needed: 5 } })
  expect(concentrationOf(Float64Array.of(5, 1, 0, 0, -9))).toEqual({
    ok: false,
    error: { code: 'tooFew', what: 'values', have: 0, needed: 1 },
  })
})

test('never ranks B above A nor C above B, and gives equal customers the share their rank has', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 1_000 }), { minLength: 5, maxLength: 80 }), (amounts) => {
      const answer = concentrationOf(Float64Array.from(amounts))
      if (!answer.ok) {
        fc.pre(false)
        return
      }
      const { abc, ranked, topFifthShare, makingFourFifths } = answer.value
      const classes = [...ranked].map((at) => abc[at] ?? NaN)
      const total = amounts.reduce((sum, amount) => sum + amount, 0)
      const best = [...ranked].slice(0, makingFourFifths).map((at) => amounts[at] ?? NaN)

      expect(classes).toEqual(classes.toSorted((a, b) => a - b))
      expect(best.reduce((sum, amount) => sum + amount, 0)).toBeGreaterThanOrEqual(0.8 * total)
      expect(best.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeLessThan(0.8 * total)
      expect(topFifthShare).toBeGreaterThanOrEqual(Math.ceil(amounts.length / 5) / amounts.length - 1e-9)
    }),
    { seed: 6 },
  )
})
