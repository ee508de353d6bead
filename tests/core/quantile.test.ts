import { expect, test } from 'vitest'
import { median, quantile } from '../../src/core/quantile.ts'

test('interpolates between order statistics as type 7 does', () => {
  const values = Float64Array.of(1, 3, 4, 8, 15, 16)

  expect([0, 0.1, 0.2, 0.25, 0.5, 0.75, 0.9, 1].map((p) => quantile(values, p))).toEqual([1, 2, 3, 3.25, 6, 13.25, 15.5, 16])
})

test('is the value itself where there is one, and nothing where there is none', () => {
  expect(quantile(Float64Array.of(7), 0.8)).toBe(7)
  expect(quantile(new Float64Array(), 0.5)).toBeNaN()
})

test('finds the middle of values in any order', () => {
  const values = Float64Array.of(9, 1, 5, 3)

  expect(median(values)).toBe(4)
  expect([...values]).toEqual([9, 1, 5, 3])
})
