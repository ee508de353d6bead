import { expect, test } from 'vitest'
import { NO_DAY } from '../../src/analytics/columns.ts'
import { gathered, isComplete, monthColumn } from '../../src/analytics/months.ts'
import { dayNumber, dayOfNumber, monthIndex, monthOf } from '../../src/core/day.ts'

test('finds by look-up the month that the calendar has, over leap years and a century', () => {
  const [from, to] = [dayNumber('1999-12-30'), dayNumber('2101-03-02')]
  const days = Int32Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const column = monthColumn(days)

  expect(column).toMatchObject({ first: monthIndex('1999-12'), count: monthIndex('2101-03') - monthIndex('1999-12') + 1 })
  expect(Array.from(column?.month ?? [], (month) => monthIndex('1999-12') + month)).toEqual(
    Array.from(days, (day) => monthIndex(monthOf(dayOfNumber(day)))),
  )
})

test('has no month for a row without a day, nor for one that comes later', () => {
  const day = Int32Array.of(dayNumber('2026-03-02'), NO_DAY, dayNumber('2026-01-31'), dayNumber('2026-04-01'))

  expect([...(monthColumn(day, dayNumber('2026-03-31'))?.month ?? [])]).toEqual([2, -1, 0, -1])
  expect(monthColumn(Int32Array.of(NO_DAY))).toBeNull()
  expect(monthColumn(day, dayNumber('2025-12-31'))).toBeNull()
})

test('calls a month complete on the first day after it', () => {
  expect(isComplete(monthIndex('2024-02'), dayNumber('2024-02-29'))).toBe(false)
  expect(isComplete(monthIndex('2024-02'), dayNumber('2024-03-01'))).toBe(true)
})

test('gathers rows by month, each in the order they had', () => {
  const { starts, rows } = gathered({ first: 0, count: 3, month: Int32Array.of(2, 0, -1, 2) })

  expect([...starts]).toEqual([0, 1, 1, 3])
  expect([...rows]).toEqual([1, 0, 3])
})
