import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extentOf, labelStep, readingOf, tableOf, ticksOf } from '../../src/ui/charts/scale.ts'

const year = {
  labels: ['Jan', 'Feb'],
  series: [
    { label: 'This year', values: [10, null] },
    { label: 'Year before', values: [7, 8], isPrevious: true },
  ],
  format: (value: number) => `฿${value}`,
}

test('an axis counts in round steps', () => {
  expect(ticksOf(0, 664_100)).toEqual([0, 200_000, 400_000, 600_000, 800_000])
  expect(ticksOf(0, 7)).toEqual([0, 2, 4, 6, 8])
  expect(ticksOf(-3, 9)).toEqual([-5, -2.5, 0, 2.5, 5, 7.5, 10])
})

test('an axis always holds the lowest and the highest value, with few ticks', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 0, noNaN: true }), fc.double({ min: 1, max: 1e9, noNaN: true }), (low, high) => {
      const ticks = ticksOf(low, high)

      expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - 1e-6)
      expect(ticks.length).toBeLessThanOrEqual(8)
    }),
  )
})

test('without values an axis still stands', () => {
  expect(ticksOf(...extentOf([]))).toEqual([0])
})

test('a month without a figure is left out of what is read, and empty in the table', () => {
  expect(readingOf(year, 0)).toBe('Jan · This year ฿10 · Year before ฿7')
  expect(readingOf(year, 1)).toBe('Feb · Year before ฿8')
  expect(tableOf(year)).toEqual([
    ['Jan', '฿10', '฿7'],
    ['Feb', '', '฿8'],
  ])
})

test('labels are thinned out where they would run into each other', () => {
  expect(labelStep(12, 1_000, 56)).toBe(1)
  expect(labelStep(24, 300, 56)).toBe(5)
})
