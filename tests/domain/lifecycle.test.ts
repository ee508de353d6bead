import { describe, expect, test } from 'vitest'
import { dayMs } from '../../src/core/day.ts'
import { movesBy } from '../../src/domain/lifecycle/moves.ts'

const on = (day: number) => day * dayMs
/** In days, to be read. */
const moves = (purchases: readonly number[], today: number) =>
  movesBy(purchases.map(on), on(today)).map(({ stage, at }) => `${stage} ${String(at / dayMs)}`)

describe('S20 what purchases lead to', () => {
  test('is a customer by the first and one that stays by the second', () => {
    expect(moves([], 100)).toEqual([])
    expect(moves([10], 1_000)).toEqual(['customer 10'])
    expect(moves([10, 40, 70], 80)).toEqual(['customer 10', 'retained 40'])
  })

  test('is a decline after twice the customer’s own median gap, and not a day before', () => {
    // Gaps of 40, 50 and 90 days: the median is 50.
    expect(moves([0, 40, 90, 180], 280)).toEqual(['customer 0', 'retained 40'])
    expect(moves([0, 40, 90, 180], 281)).toEqual(['customer 0', 'retained 40', 'declining 280'])
  })

  test('is no decline within sixty days, however often they bought', () => {
    expect(moves([0, 7, 14, 21], 81)).toEqual(['customer 0', 'retained 7'])
    expect(moves([0, 7, 14, 21], 82)).toEqual(['customer 0', 'retained 7', 'declining 81'])
  })

  test('is a loss after 180 days of decline, and a return by the next purchase', () => {
    expect(moves([0, 30, 60, 500], 510)).toEqual(['customer 0', 'retained 30', 'declining 120', 'lost 300', 'retained 500'])
  })
})
