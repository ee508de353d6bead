import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rfm, segmentTotals } from '../../src/analytics/rfm.ts'
import { rfmSegments, scoresOf, segmentIndexOf } from '../../src/analytics/segments.ts'
import { addDays, dayNumber } from '../../src/core/day.ts'
import { valueOf } from './answers.ts'
import { columnsOf, lastDay, sale, someOrders } from './builders.ts'

const today = '2026-06-30'
const asOf = dayNumber(today)
/** Customer `n` of ten ordered once, n + 1 days ago, for n + 1. */
const tenBuyers = Array.from({ length: 10 }, (_, n) => sale(n, addDays(today, -n - 1), n + 1))

test('puts each of the 125 score combinations in exactly one segment', () => {
  const combinations = rfmSegments.flatMap((segment) => scoresOf(segment).map((scores) => ({ segment, code: scores.join('') })))

  expect(combinations).toHaveLength(125)
  expect(new Set(combinations.map(({ code }) => code)).size).toBe(125)
  for (const r of [1, 2, 3, 4, 5]) {
    for (const f of [1, 2, 3, 4, 5]) {
      for (const m of [1, 2, 3, 4, 5]) {
        const { segment } = combinations.find(({ code }) => code === `${r}${f}${m}`) ?? { segment: null }
        expect(rfmSegments[segmentIndexOf(r, f, m)]).toBe(segment)
      }
    }
  }
})

test('calls the best champions, a big spender who stays away one not to lose, and who never came back lost', () => {
  expect(rfmSegments[segmentIndexOf(5, 5, 5)]).toBe('champions')
  expect(rfmSegments[segmentIndexOf(1, 5, 5)]).toBe('cannotLose')
  expect(rfmSegments[segmentIndexOf(1, 1, 1)]).toBe('lost')
  expect(rfmSegments[segmentIndexOf(5, 1, 1)]).toBe('new')
})

test('scores by fifths: two of ten customers to each score', () => {
  const { r, m, recency } = valueOf(rfm(columnsOf(tenBuyers), asOf))

  expect([...recency]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect([...r]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
  expect([...m]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})

test('gives equal values equal scores where ten have all bought once', () => {
  const { f } = valueOf(rfm(columnsOf(tenBuyers), asOf))

  expect(new Set(f)).toEqual(new Set([1]))
})

test('takes a return from the net, and neither counts nor scores it', () => {
  const { frequency, monetary, net, recency } = valueOf(rfm(columnsOf([...tenBuyers, sale(9, today, -4)]), asOf))

  expect([frequency[9], monetary[9], net[9], recency[9]]).toEqual([1, 10, 6, 10])
})

test('does not know orders of tomorrow, nor customers who never paid', () => {
  const orders = columnsOf([...tenBuyers, sale(0, addDays(today, 1), 9_999), sale(10, today, 0), sale(11, today, -5), sale(null, today)])
  const { customer, monetary } = valueOf(rfm(orders, asOf))

  expect([...customer]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(monetary[0]).toBe(1)
})

test('answers with the number of customers it needs', () => {
  expect(rfm(columnsOf(tenBuyers.slice(0, 4)), asOf)).toEqual({
    ok: false,
    error: { code: 'tooFew', what: 'customers', have: 4, needed: 10 },
  })
})

test('never scores the better of two customers lower, whatever they bought', () => {
  fc.assert(
    fc.property(someOrders, (orders) => {
      const answer = rfm(orders, lastDay + 1)
      if (!answer.ok) {
        fc.pre(false)
        return
      }
      const { customer, recency, frequency, monetary, r, f, m } = answer.value
      for (let a = 0; a < customer.length; a += 1) {
        for (let b = 0; b < customer.length; b += 1) {
          expect(isInStep(recency[b], recency[a], r[a], r[b])).toBe(true)
          expect(isInStep(frequency[a], frequency[b], f[a], f[b])).toBe(true)
          expect(isInStep(monetary[a], monetary[b], m[a], m[b])).toBe(true)
        }
      }
      expect(segmentTotals(answer.value).reduce((sum, { customers }) => sum + customers, 0)).toBe(customer.length)
    }),
    { seed: 4 },
  )
})

/** Equal values score alike; a higher value scores no lower. */
const isInStep = (x = 0, y = 0, scoreX = 0, scoreY = 0): boolean => (x === y ? scoreX === scoreY : x < y || scoreX >= scoreY)
