import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/random.ts'
import { itemsIn, type Item } from '../../../src/screens/records/editors/held.ts'
import { mainChanges, moveChanges, newItem, withChanges } from '../../../src/screens/records/editors/items.ts'
import { factOf } from './facts.ts'

const phones = factOf('contact', 'phones')
const ofCompany = factOf('company', 'phones')
const aPhone = (id: string, order: string, more: object = {}): Item => ({ id, order, value: `+6681${id}`, ...more })
const ids = (items: readonly Item[]) => items.map(({ id }) => id).join(' ')

describe('a list of phones', () => {
  test('stands in its order, the main one first wherever its place is', () => {
    expect(ids(itemsIn([aPhone('b', 'a1'), aPhone('a', 'a0'), aPhone('c', 'a2', { primary: true })]))).toBe('c a b')
  })

  test('whose first is added makes it the main one, and the next not', () => {
    const random = randomFrom(1)
    const first = newItem([], phones, random)
    const second = newItem([first], phones, random)
    expect([first['primary'], second['primary']]).toEqual([true, false])
    expect(second.order > first.order).toBe(true)
  })

  test('of a company knows no main one but the first', () => {
    expect('primary' in newItem([], ofCompany, randomFrom(1))).toBe(false)
    expect(mainChanges(ofCompany, [aPhone('a', 'a0')])).toEqual([])
  })

  test('moves one up with one key, and the new first becomes the main one', () => {
    const items = [aPhone('a', 'a0', { primary: true }), aPhone('b', 'a1', { primary: false })]
    const changes = moveChanges(phones, items, 'b', -1, randomFrom(1))
    expect(changes.map(({ path }) => path)).toEqual(['phones/b/order', 'phones/b/primary', 'phones/a/primary'])
    expect(ids(itemsIn(withChanges('phones', items, changes)))).toBe('b a')
  })

  test('leaves the first where it is when moved up', () => {
    expect(moveChanges(phones, [aPhone('a', 'a0')], 'a', -1, randomFrom(1))).toEqual([])
  })

  test('however often it is moved about, always reads as the person put it', () => {
    const someMoves = fc.array(fc.record({ at: fc.nat(4), by: fc.constantFrom<(-1 | 1)[]>(-1, 1) }), { maxLength: 12 })
    fc.assert(
      fc.property(someMoves, fc.nat(4), fc.integer({ min: 1, max: 1e6 }), (moves, main, seed) => {
        const random = randomFrom(seed)
        let items: readonly Item[] = itemsIn(Array.from({ length: 5 }, (_, at) => aPhone(`p${at}`, `a${at}`, { primary: at === main })))
        for (const { at, by } of moves) {
          const id = items[at]?.id ?? ''
          const wanted = items.map((item) => item.id)
          const to = at + by
          if (to >= 0 && to < wanted.length) [wanted[at], wanted[to]] = [wanted[to] ?? '', wanted[at] ?? '']
          items = itemsIn(withChanges('phones', items, moveChanges(phones, items, id, by, random)))
          expect(items.map((item) => item.id)).toEqual(wanted)
          expect(items.map((item) => item['primary'] === true)).toEqual([true, false, false, false, false])
        }
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})
