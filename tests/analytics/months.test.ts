import { expect, test } from 'vitest'
import { NO_DAY } from '../../src/analytics/columns.ts'
import { byMonth, isComplete, monthTable } from '../../src/analytics/months.ts'
import { dayNumber, dayOfNumber, monthIndex, monthOf } from '../../src/core/day.ts'

test('finds by look-up the month that the calendar has, over leap years and a century', () => {
  const [from, to] = [dayNumber('1999-12-30'), dayNumber('2101-03-02')]
  const { first, firstDay, monthOf: table, count } = monthTable(from, to)

  expect([firstDay, count]).toEqual([from, monthIndex('2101-03') - monthIndex('1999-12') + 1])
  for (let day = from; day <= to; day += 1) {
    if (first + (table[day - from] ?? -1) !== monthIndex(monthOf(dayOfNumber(day)))) expect.fail(dayOfNumber(day))
  }
})

test('calls a month complete on the first day after it', () => {
  expect(isComplete(monthIndex('2024-02'), dayNumber('2024-02-29'))).toBe(false)
  expect(isComplete(monthIndex('2024-02'), dayNumber('2024-03-01'))).toBe(true)
})

test('gathers rows by month, each in the order they had, without those that have no day or come later', () => {
  const day = Int32Array.of(dayNumber('2026-03-02'), dayNumber('2026-01-31'), NO_DAY, dayNumber('2026-03-01'), dayNumber('2026-04-01'))

  expect(byMonth({ day }, dayNumber('2026-03-31'))).toEqual({
    first: monthIndex('2026-01'),
    count: 3,
    starts: Uint32Array.of(0, 1, 1, 3),
    rows: Uint32Array.of(1, 0, 3),
  })
  expect(byMonth({ day: Int32Array.of(NO_DAY) })).toBeNull()
})
