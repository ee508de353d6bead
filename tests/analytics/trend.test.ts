import fc from 'fast-check'
import { expect, test } from 'vitest'
import { twoSidedP } from '../../src/analytics/normal.ts'
import { isFalling, trendOf } from '../../src/analytics/trend.ts'
import { airline, nile } from '../fixtures/series.ts'
import { valueOf } from './answers.ts'

const someSeries = fc
  .array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 8, maxLength: 60 })
  .map((values) => Float64Array.from(values))

test('finds the fall of the Nile as published: tau -0.28074133, and a slope that two dry years do not move', () => {
  const trend = valueOf(trendOf(nile))

  expect(trend.tau).toBeCloseTo(-0.28074133, 8)
  expect(trend.p).toBeCloseTo(3.658262921664336e-5, 12)
  expect(trend.slope).toBeCloseTo(-2.6, 12)
  expect(isFalling(trend)).toBe(true)
})

test('compares like with like where a year has seasons', () => {
  const trend = valueOf(trendOf(airline, 12))

  expect(trend.tau).toBe(1)
  expect(trend.p).toBeCloseTo(1.3171148389122394e-7, 14)
  expect(trend.slope).toBeCloseTo(1.875, 12)
})

test('takes a season for no trend, where a plain test would be fooled', () => {
  const risingThenRising = Float64Array.from({ length: 24 }, (_, month) => 100 - 5 * (month % 12))

  expect(valueOf(trendOf(risingThenRising, 12)).tau).toBe(0)
  expect(isFalling(valueOf(trendOf(risingThenRising, 12)))).toBe(false)
  expect(isFalling(valueOf(trendOf(risingThenRising)))).toBe(true)
})

test('says how many values it needs instead of guessing', () => {
  expect(trendOf(Float64Array.of(3, 2, 1))).toEqual({ ok: false, error: { code: 'tooFew', what: 'values', have: 3, needed: 8 } })
})

test('turns round when time does, and keeps its size', () => {
  fc.assert(
    fc.property(someSeries, (values) => {
      const forth = valueOf(trendOf(values))
      const back = valueOf(trendOf(values.toReversed()))
      expect(back.tau).toBeCloseTo(-forth.tau, 12)
      expect(back.slope).toBeCloseTo(-forth.slope, 9)
      expect(back.p).toBeCloseTo(forth.p, 12)
    }),
    { seed: 1 },
  )
})

test('does not change when money is counted in another unit, or from another zero', () => {
  fc.assert(
    fc.property(someSeries, (values) => {
      const trend = valueOf(trendOf(values))
      const scaled = valueOf(trendOf(values.map((value) => 3 * value + 700)))
      expect(scaled.tau).toBe(trend.tau)
      expect(scaled.p).toBe(trend.p)
      expect(scaled.slope).toBeCloseTo(3 * trend.slope, 9)
    }),
    { seed: 2 },
  )
})

test('calls a flat series no trend at all', () => {
  expect(trendOf(new Float64Array(12).fill(5))).toEqual({ ok: true, value: { tau: 0, p: 1, slope: 0 } })
})

test.each([
  [0, 1],
  [0.5, 0.6170750774519738],
  [1, 0.31731050786291415],
  [-1, 0.31731050786291415],
  [1.959963984540054, 0.05],
  [3.6, 3.18217180315068e-4],
  [5, 5.733031437583892e-7],
  [8, 1.2441921148543639e-15],
])('gives the chance of a normal value beyond %f as erfc has it', (z, p) => {
  expect(Math.abs(twoSidedP(z) / p - 1)).toBeLessThan(1e-11)
})
