import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  drawnIndexes,
  movedBy,
  runwayHeight,
  scrollTo,
  seen,
  stretch,
  suffices,
  tallest,
  topOf,
  wanted,
  type Geometry,
} from '../../src/ui/lists/geometry.ts'

const list = (total: number): Geometry => ({ total, rowHeight: 64, viewport: 640 })

const someGeometry = fc.record({
  total: fc.integer({ min: 1, max: 2_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 120 }),
  viewport: fc.integer({ min: 100, max: 2_000 }),
})

describe('a list of 100,000 rows', () => {
  test('is as tall as its rows together', () => {
    expect(runwayHeight(list(100_000))).toBe(6_400_000)
    expect(stretch(list(100_000))).toBe(1)
  })

  test('draws the rows in sight and a few around them, whatever its length', () => {
    const inSight = seen(list(100_000), 640_032)

    expect(inSight).toEqual({ start: 10_000, count: 11 })
    expect(drawnIndexes(inSight, 100_000, 10_003)).toHaveLength(19)
  })

  test('keeps the row with the focus, however far it is scrolled away', () => {
    const inSight = seen(list(100_000), 640_000)

    expect(drawnIndexes(inSight, 100_000, 7)[0]).toBe(7)
    expect(drawnIndexes(inSight, 100_000, 99_999).at(-1)).toBe(99_999)
  })

  test('asks for one page on either side, and again only when half a page is left', () => {
    const asked = wanted(seen(list(100_000), 640_000), 100_000)

    expect(asked).toEqual({ start: 9_990, count: 30 })
    expect(suffices(asked, seen(list(100_000), 640_000 + 5 * 64), 100_000)).toBe(true)
    expect(suffices(asked, seen(list(100_000), 640_000 + 6 * 64), 100_000)).toBe(false)
  })
})

test('a list of two million rows stays within what browsers can draw, and its last row can still be reached', () => {
  const geometry = list(2_000_000)
  const bottom = runwayHeight(geometry) - geometry.viewport

  expect(runwayHeight(geometry)).toBe(tallest)
  expect(seen(geometry, bottom)).toEqual({ start: 1_999_990, count: 10 })
  expect(topOf(geometry, 1_999_999, bottom)).toBeCloseTo(tallest - 64, 3)
})

test('a list without rows draws none', () => {
  expect(drawnIndexes(seen(list(0), 0), 0, 0)).toEqual([])
  expect(movedBy('ArrowDown', 0, 0, 9)).toBeUndefined()
})

test('wherever one jumps, the row is then wholly in sight', () => {
  fc.assert(
    fc.property(
      someGeometry,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (geometry, from, to) => {
        fc.pre(geometry.viewport >= geometry.rowHeight)
        const room = Math.max(0, runwayHeight(geometry) - geometry.viewport)
        const index = Math.floor(to * (geometry.total - 1))
        const scrollTop = Math.min(room, scrollTo(geometry, index, from * room))
        const top = topOf(geometry, index, scrollTop) - scrollTop

        expect(top).toBeGreaterThan(-0.01)
        expect(top + geometry.rowHeight).toBeLessThan(geometry.viewport + 0.01)
      },
    ),
  )
})

test('what is asked for always holds what is seen', () => {
  fc.assert(
    fc.property(someGeometry, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, at) => {
      const inSight = seen(geometry, at * Math.max(0, runwayHeight(geometry) - geometry.viewport))

      expect(suffices(wanted(inSight, geometry.total), inSight, geometry.total)).toBe(true)
    }),
  )
})

test('keys lead to the neighbour, the page and the ends, and never past them', () => {
  expect(movedBy('ArrowDown', 4, 10, 5)).toBe(5)
  expect(movedBy('PageDown', 4, 10, 5)).toBe(9)
  expect(movedBy('PageUp', 4, 10, 5)).toBe(0)
  expect(movedBy('Home', 4, 10, 5)).toBe(0)
  expect(movedBy('End', 4, 10, 5)).toBe(9)
  expect(movedBy('ArrowDown', 9, 10, 5)).toBe(9)
  expect(movedBy('x', 4, 10, 5)).toBeUndefined()
})
