import fc from 'fast-check'
import { NONE, type OrderColumns } from '../../src/analytics/columns.ts'
import { dayNumber, type Day } from '../../src/core/day.ts'

export interface Sale {
  readonly who: number | null
  readonly on: Day
  readonly amount: number
}

/** Order columns of some sales. */
export const columnsOf = (sales: readonly Sale[]): OrderColumns => ({
  customer: Uint32Array.from(sales, ({ who }) => who ?? NONE),
  day: Int32Array.from(sales, ({ on }) => dayNumber(on)),
  amount: Float64Array.from(sales, ({ amount }) => amount),
})

export const sale = (who: number | null, on: Day, amount = 100): Sale => ({ who, on, amount })

const firstDay = dayNumber('2023-11-15')
export const lastDay = firstDay + 800

/** Sales over 800 days, with returns, gifts and orders of nobody among them. */
export const someOrders: fc.Arbitrary<OrderColumns> = fc
  .array(
    fc.tuple(
      fc.option(fc.integer({ min: 0, max: 30 }), { nil: NONE, freq: 9 }),
      fc.integer({ min: firstDay, max: lastDay }),
      fc.integer({ min: -500, max: 5_000 }),
    ),
    { maxLength: 200, size: 'max' },
  )
  .map((rows) => ({
    customer: Uint32Array.from(rows, ([who]) => who),
    day: Int32Array.from(rows, ([, day]) => day),
    amount: Float64Array.from(rows, ([, , amount]) => amount),
  }))
