import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIds } from '../../src/tables/ids.ts'
import { idOf } from './records.ts'

test('an id keeps its row for as long as the table lives, however many follow', () => {
  const ids = createIds('deal')
  const some = Array.from({ length: 5_000 }, (_, number) => idOf('deal', number))
  expect(some.map(ids.intern)).toEqual(some.map((_, row) => row))
  expect(some.map(ids.rowOf)).toEqual(some.map((_, row) => row))
  expect(some.map((_, row) => ids.idOf(row))).toEqual(some)
  expect(ids.intern(some[17] ?? '')).toBe(17)
  expect(ids.length).toBe(5_000)
})

test('what is no id, or an id of something else, has no row and gets none', () => {
  const ids = createIds('deal')
  for (const text of ['', 'deal_', 'deal_x', idOf('order', 1), `${idOf('deal', 1)}0`, idOf('deal', 1).toUpperCase()]) {
    expect(ids.intern(text)).toBe(-1)
    expect(ids.rowOf(text)).toBe(-1)
  }
  expect(ids.rowOf(idOf('deal', 1))).toBe(-1)
  expect(ids.length).toBe(0)
})

test('rows read from a blob are found like those that were added', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300), { maxLength: 80 }), fc.uniqueArray(fc.nat(300), { maxLength: 80 }), (stored, later) => {
      const first = createIds('deal')
      stored.forEach((number) => first.intern(idOf('deal', number)))
      const ids = createIds('deal')
      ids.adopt(first.bytes.slice(0, first.length * 16))
      const expected = [...new Set([...stored, ...later])]
      later.forEach((number) => ids.intern(idOf('deal', number)))
      expect(expected.map((number) => ids.rowOf(idOf('deal', number)))).toEqual(expected.map((_, row) => row))
    }),
    { seed: 3 },
  )
})

test('a fingerprint tells whether the first rows are still the same ones', () => {
  const made = (numbers: readonly number[]) => {
    const ids = createIds('deal')
    numbers.forEach((number) => ids.intern(idOf('deal', number)))
    return ids
  }
  const ids = made([1, 2, 3])
  expect(made([1, 2, 3, 4]).fingerprint(3)).toBe(ids.fingerprint(3))
  expect(made([2, 1, 3]).fingerprint(3)).not.toBe(ids.fingerprint(3))
  expect(made([1, 2, 4]).fingerprint(3)).not.toBe(ids.fingerprint(3))
  expect(ids.fingerprint(2)).not.toBe(ids.fingerprint(3))
  // Asked in any order, and after growth, the answer stays.
  const other = made([1, 2])
  const two = other.fingerprint(2)
  other.intern(idOf('deal', 3))
  expect(other.fingerprint(3)).toBe(ids.fingerprint(3))
  expect(other.fingerprint(2)).toBe(two)
})
