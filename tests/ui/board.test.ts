import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardAt, moveOf, stepped, totalOf, type Column, type Journey } from '../../src/ui/board/board.ts'

const column = (id: string, cards: string[]): Column<string> => ({ id, label: id, total: cards.length, start: 0, cards })
const drawn = (one: Column<string>, journey?: Journey<string>) =>
  Array.from({ length: totalOf(one, journey) }, (_, index) => cardAt(one, index, journey))

const open = column('open', ['a', 'b', 'c'])
const won = column('won', ['x', 'y'])

const journey = (to: Journey<string>['to']): Journey<string> => ({ card: 'b', from: { column: 'open', index: 1 }, to })

describe('a card that is carried', () => {
  test('is shown where it would come to stand, and gone from where it was', () => {
    const underway = journey({ column: 'won', index: 1 })

    expect(drawn(open, underway)).toEqual(['a', 'c'])
    expect(drawn(won, underway)).toEqual(['x', 'b', 'y'])
  })

  test('may move within its own column', () => {
    expect(drawn(open, journey({ column: 'open', index: 0 }))).toEqual(['b', 'a', 'c'])
    expect(drawn(open, journey({ column: 'open', index: 2 }))).toEqual(['a', 'c', 'b'])
  })

  test('names its new neighbours when it is put down', () => {
    expect(moveOf([open, won], journey({ column: 'won', index: 1 }))).toMatchObject({ card: 'b', before: 'x', after: 'y' })
    expect(moveOf([open, won], journey({ column: 'won', index: 2 }))).toMatchObject({ before: 'y', after: undefined })
    expect(moveOf([open, won], journey({ column: 'open', index: 2 }))).toMatchObject({ before: 'c', after: undefined })
  })

  test('put down where it was taken, it has not moved', () => {
    expect(moveOf([open, won], journey({ column: 'open', index: 1 }))).toBeUndefined()
  })
})

test('no card is lost or doubled on the way, wherever it is carried', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(ids, fc.nat(), fc.nat(), fc.nat(), fc.boolean(), (cards, split, taken, put, goesAway) => {
      const left = column('left', cards.slice(0, 1 + (split % cards.length)))
      const right = column('right', cards.slice(left.total))
      const index = taken % left.total
      const target = goesAway ? right : left
      const underway: Journey<string> = {
        card: left.cards[index] ?? '',
        from: { column: 'left', index },
        to: { column: target.id, index: put % (target.total + (goesAway ? 1 : 0)) },
      }

      expect([...drawn(left, underway), ...drawn(right, underway)].toSorted()).toEqual(cards.toSorted())
    }),
  )
})

test('arrows lead across columns of unequal length to the nearest card', () => {
  const last = ({ total }: Column<string>) => total - 1

  expect(stepped([open, won], { column: 'open', index: 2 }, 'ArrowRight', last)).toEqual({ column: 'won', index: 1 })
  expect(stepped([open, won], { column: 'won', index: 1 }, 'ArrowRight', last)).toEqual({ column: 'won', index: 1 })
  expect(stepped([open, won], { column: 'open', index: 0 }, 'ArrowUp', last)).toEqual({ column: 'open', index: 0 })
  expect(stepped([open, won], { column: 'open', index: 0 }, 'x', last)).toBeUndefined()
})
