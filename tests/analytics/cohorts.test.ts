import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohortGrid } from '../../src/analytics/cohorts.ts'
import { NONE } from '../../src/analytics/columns.ts'
import { dayNumber } from '../../src/core/day.ts'
import { valueOf } from './answers.ts'
import { columnsOf, lastDay, sale, someOrders } from './builders.ts'

test('counts each customer once a month, in the cohort of the first order, and leaves the future blank', () => {
  const orders = columnsOf([
    sale(0, '2026-01-05'),
    sale(0, '2026-01-25'),
    sale(0, '2026-03-02'),
    sale(1, '2026-01-31'),
    sale(1, '2026-02-01'),
    sale(2, '2026-03-15'),
  ])
  const { months, active, partial } = valueOf(cohortGrid(orders, dayNumber('2026-04-01')))

  expect(months).toEqual(['2026-01', '2026-02', '2026-03'])
  expect([...active]).toEqual([2, 1, 1, 0, 0, NaN, 1, NaN, NaN])
  expect(partial).toBe(false)
})

test('takes a return for no order, and an order after the day of asking for none yet', () => {
  const orders = columnsOf([
    sale(0, '2026-01-05'),
    sale(0, '2026-02-05', -100),
    sale(1, '2026-02-06'),
    sale(null, '2026-02-07'),
    sale(0, '2026-03-01'),
  ])
  const { months, active, partial } = valueOf(cohortGrid(orders, dayNumber('2026-02-28')))

  expect(months).toEqual(['2026-01', '2026-02'])
  expect([...active]).toEqual([1, 0, 1, NaN])
  expect(partial).toBe(true)
})

test('keeps to the last ten years where a date is wrong by two thousand', () => {
  const orders = columnsOf([sale(0, '0026-01-05'), sale(0, '2026-01-05'), sale(1, '2026-01-06'), sale(1, '2026-02-06')])
  const { months, active } = valueOf(cohortGrid(orders, dayNumber('2026-03-01')))

  expect([months.length, months[0], months.at(-1)]).toEqual([120, '2016-03', '2026-02'])
  expect([active[118 * 120], active[118 * 120 + 1]]).toEqual([1, 1])
})

test('tells only of the orders that are selected', () => {
  const orders = columnsOf([sale(0, '2026-01-05'), sale(1, '2026-01-06'), sale(1, '2026-02-06'), sale(0, '2026-02-07')])
  const { active } = valueOf(cohortGrid({ ...orders, rows: Uint32Array.of(1, 2) }, dayNumber('2026-03-01')))

  expect([...active]).toEqual([1, 1, 0, NaN])
})

test('needs two months to tell who came back', () => {
  expect(cohortGrid(columnsOf([sale(0, '2026-01-05')]), dayNumber('2026-02-01'))).toEqual({
    ok: false,
    error: { code: 'tooFew', what: 'months', have: 1, needed: 2 },
  })
  expect(cohortGrid(columnsOf([]), dayNumber('2026-02-01'))).toMatchObject({ ok: false, error: { have: 0 } })
})

test('holds every customer in one cohort, and never more in a later month than in the first', () => {
  fc.assert(
    fc.property(someOrders, (orders) => {
      const answer = cohortGrid(orders, lastDay)
      if (!answer.ok) {
        fc.pre(false)
        return
      }
      const { months, active } = answer.value
      const count = months.length
      const sizes = months.map((_, c) => active[c * count] ?? NaN)
      const buyers = new Set([...orders.customer].filter((who, row) => who !== NONE && (orders.amount[row] ?? -1) >= 0))

      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(buyers.size)
      for (const [at, cell] of active.entries()) {
        const [c, age] = [Math.floor(at / count), at % count]
        expect(Number.isNaN(cell)).toBe(c + age >= count)
        if (c + age < count) expect(cell).toBeLessThanOrEqual(sizes[c] ?? NaN)
      }
    }),
    { seed: 5 },
  )
})
