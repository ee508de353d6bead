import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boardHref,
  cardOf,
  columnView,
  daysIn,
  inBoardOrder,
  isKnown,
  isLate,
  isStale,
  keysFor,
  lightOf,
  neighboursAt,
  shownName,
  summed,
  weighted,
  type Card,
  type Stage,
} from '../../src/screens/deals/board.ts'
import { isOverLimit } from '../../src/ui/board/board.ts'
import { randomFrom, type Random } from '../../src/core/random.ts'
import { textToView } from '../../src/tables/filter/viewtext.ts'
import { aBook } from '../tables/book.ts'
import { clockSource } from '../../src/core/clock.ts'
import { newId } from '../../src/core/ids.ts'
import { placeOfId } from '../../src/core/order.ts'
import { must } from '../../src/core/result.ts'
import { deal } from '../../src/domain/deal/deal.ts'
import { edit, mergeStates } from '../../src/store/document.ts'
import { read } from '../../src/store/read.ts'
import { create } from '../../src/store/record.ts'
import type { State } from '../../src/store/state.ts'

const now = Date.UTC(2026, 2, 1, 12)
const aCard = (more: Partial<Card> = {}): Card => ({
  id: 'deal_1',
  stageId: 'stage_1',
  name: 'Roaster',
  company: 'Siam Foods',
  amount: { amount: 120_000, currency: 'THB' },
  close: null,
  nextStep: '',
  nextActivityAt: null,
  sortKey: 'a0',
  since: null,
  ...more,
})
const aStage = (more: Partial<Stage> = {}): Stage => ({
  id: 'stage_1',
  name: 'Proposal',
  type: 'open',
  probability: 50,
  rottenDays: 14,
  wipLimit: null,
  ...more,
})

describe('a card', () => {
  test('shows what the row knows, and nothing of what it does not', () => {
    const row = {
      id: 'deal_1',
      name: 'Roaster',
      companyId: { id: 'company_1', title: 'Siam Foods' },
      amount: { amount: 5, currency: 'THB' },
      expectedCloseDate: '2026-03-01',
      nextStep: 'Call',
      sortKey: 'a1',
      stageId: { id: 'stage_1', title: 'Won' },
      'stageHistory.at': [3, 9, 7],
    }
    expect(cardOf(row)).toEqual(
      aCard({ amount: { amount: 5, currency: 'THB' }, close: '2026-03-01', nextStep: 'Call', sortKey: 'a1', since: 9 }),
    )
    expect(cardOf({ id: 'deal_1', name: null, companyId: null })).toEqual(
      aCard({ stageId: null, name: '', company: '', amount: null, sortKey: '' }),
    )
  })

  test('does not say the company twice', () => {
    expect(shownName(aCard({ name: 'Siam Foods: second grinder' }))).toBe('second grinder')
    expect(shownName(aCard({ name: '暹羅食品：第二台磨豆機', company: '暹羅食品' }))).toBe('第二台磨豆機')
    expect(shownName(aCard({ name: 'Siam Foods' }))).toBe('Siam Foods')
    expect(shownName(aCard({ name: 'Second grinder', company: '' }))).toBe('Second grinder')
  })

  test('is late once the day it should close is over, and only while it is open', () => {
    const late = aCard({ close: '2026-02-28' })
    expect(isLate(late, aStage(), '2026-03-01')).toBe(true)
    expect(isLate(late, aStage(), '2026-02-28')).toBe(false)
    expect(isLate(late, aStage({ type: 'won' }), '2026-03-01')).toBe(false)
    expect(isLate(aCard(), aStage(), '2026-03-01')).toBe(false)
  })

  test('goes stale after more days in its stage than the stage allows', () => {
    const since = (days: number) => aCard({ since: now - days * 86_400_000 })
    expect(daysIn(since(14.9), now)).toBe(14)
    expect(isStale(since(14.9), aStage(), now)).toBe(false)
    expect(isStale(since(15), aStage(), now)).toBe(true)
    expect(isStale(since(900), aStage({ rottenDays: null }), now)).toBe(false)
    expect(isStale(since(900), aStage({ type: 'lost' }), now)).toBe(false)
    expect(daysIn(aCard(), now)).toBeNull()
  })

  test('S33 counts its days from when it was made until it is moved', () => {
    expect(cardOf({ id: 'deal_1', createdAt: 5 }).since).toBe(5)
    expect(cardOf({ id: 'deal_1', createdAt: 5, 'stageHistory.at': [] }).since).toBe(5)
    expect(cardOf({ id: 'deal_1', createdAt: 5, 'stageHistory.at': [9] }).since).toBe(9)
  })

  test('S33 lights up for what is planned next, and for what was due already', () => {
    expect(lightOf(aCard(), now, 'UTC')).toBe('none')
    expect(lightOf(aCard({ nextActivityAt: now + 1 }), now, 'UTC')).toBe('planned')
    expect(lightOf(aCard({ nextStep: 'Call' }), now, 'UTC')).toBe('planned')
    expect(lightOf(aCard({ nextStep: 'Call', nextActivityAt: now - 1 }), now, 'UTC')).toBe('late')
  })
})

describe('a column', () => {
  test('asks for the deals of its stage that the view lets through, in the order of hands', () => {
    const view = { entity: 'deal', filter: { column: 'amount', op: 'above', value: 5 } as const, search: 'siam' }
    expect(columnView(view, 'stage_1')).toEqual({
      entity: 'deal',
      filter: { all: [{ column: 'stageId', op: 'is', value: 'stage_1' }, view.filter] },
      search: 'siam',
      sort: [{ column: 'sortKey' }],
      sums: ['amount'],
    })
  })

  test('is worth its sum by the odds of its stage, rounded to the unit', () => {
    expect(weighted({ value: 333, currency: 'THB', isMixed: true }, aStage({ probability: 25 }))).toEqual({
      value: 83,
      currency: 'THB',
      isMixed: true,
    })
    const both = summed([
      { value: 3, currency: 'THB', withoutRate: 1 },
      { value: 4, currency: 'THB', isMixed: true, withoutRate: 2 },
    ])
    expect(both).toEqual({ value: 7, currency: 'THB', isMixed: true, withoutRate: 3 })
  })

  test('U5 is over its limit with more deals than that, and never without one', () => {
    expect(isOverLimit(5, 5)).toBe(false)
    expect(isOverLimit(5, 6)).toBe(true)
    expect(isOverLimit(null, 5_000)).toBe(false)
  })

  test('keeps the pipeline in the address', () => {
    expect(boardHref({ entity: 'deal' }, 'pipeline_2')).toBe('/deals?as=board&pipeline=pipeline_2')
  })

  test('keeps its view in the address', () => {
    expect(boardHref({ entity: 'deal' })).toBe('/deals?as=board')
    const view = { entity: 'deal', search: 'ก & b' }
    const text = new URLSearchParams(boardHref(view).split('?')[1]).get('v')
    expect(textToView(text ?? '')).toEqual({ ok: true, value: view })
  })
})

const random = randomFrom(2026)

describe('a card put down', () => {
  const [a, b] = [aCard({ id: 'a', sortKey: 'a0' }), aCard({ id: 'b', sortKey: 'a1' })]
  const loose = Array.from({ length: 3 }, (_, at) => newId('deal', now + at, random)).map((id) => aCard({ id, sortKey: placeOfId(id) }))
  const keyAt = (cards: readonly Card[], index: number): string =>
    must(keysFor({ index, before: cards[index - 1], after: cards[index] }, 1, random)[0], 'a key')

  test('stands between its neighbours, at either end, and in an empty column', () => {
    expect(keyAt([a, b], 0) < 'a0').toBe(true)
    const middle = keyAt([a, b], 1)
    expect(middle > 'a0' && middle < 'a1').toBe(true)
    expect(keyAt([a, b], 2) > 'a1').toBe(true)
    expect(keyAt([], 0)).toMatch(/^a0/)
  })

  test('S23 stands with those that were picked with it, in the order in which the board showed them', () => {
    const picks = [
      { card: b, column: 'stage_2' },
      { card: aCard({ id: 'c', sortKey: 'a3' }), column: 'stage_1' },
      { card: a, column: 'stage_2' },
    ]
    const cards = inBoardOrder(picks, [aStage(), aStage({ id: 'stage_2' })])
    expect(cards.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    const keys = keysFor({ index: 1, before: a, after: b }, 10, random)
    expect(keys.toSorted()).toEqual(keys)
    expect(new Set(['a0', ...keys, 'a1']).size).toBe(12)
    expect(['a0', ...keys, 'a1'].toSorted()).toEqual(['a0', ...keys, 'a1'])
  })

  test('stands where it was put among cards that nobody ever placed, and these stay where they are', () => {
    const cards = [a, b, ...loose]
    for (let index = 0; index <= cards.length; index += 1) {
      const keys = cards.map(({ sortKey }) => sortKey).toSpliced(index, 0, keyAt(cards, index))
      expect(keys.toSorted()).toEqual(keys)
    }
  })

  test('is not put below a card that is not here, which is then asked for', () => {
    expect(isKnown({ index: 3, before: undefined, after: a })).toBe(false)
    expect(isKnown({ index: 0, before: undefined, after: a })).toBe(true)
    const column = ['p', 'q', 'r', 's'].map((id) => aCard({ id }))
    const around = (index: number, own: number) => {
      const start = Math.max(0, index - 1)
      const { before, after } = neighboursAt(index, column.slice(start, start + 3), start, own)
      return [before?.id, after?.id]
    }
    expect([around(0, -1), around(4, -1), around(2, -1)]).toEqual([
      [undefined, 'p'],
      ['s', undefined],
      ['q', 'r'],
    ])
    // The card itself is none of its own neighbours.
    expect([around(0, 0), around(3, 0), around(1, 2), around(2, 1)]).toEqual([
      [undefined, 'q'],
      ['s', undefined],
      ['p', 'q'],
      ['r', 's'],
    ])
  })
})

/** Both sides' records as they are stored and merged: two engines that have not met. */
const aSide = (writer: number) => ({ by: { writer, clock: clockSource(() => now) }, states: new Map<string, State>() })
type Side = ReturnType<typeof aSide>
const keyIn = (state: State): string => {
  const { sortKey } = read(deal, state).fields
  return typeof sortKey === 'string' ? sortKey : ''
}
const moved = ({ by, states }: Side, order: readonly string[], from: number, to: number, dice: Random): void => {
  const id = order[from % order.length] ?? ''
  const rest = order.filter((other) => other !== id).map((other) => aCard({ id: other, sortKey: keyIn(must(states.get(other), other)) }))
  const index = to % order.length
  const key = must(keysFor({ index, before: rest[index - 1], after: rest[index] }, 1, dice)[0], 'a key')
  const edited = edit(deal, must(states.get(id), id), [{ path: 'sortKey', value: key }], by)
  if (edited.ok) states.set(id, edited.value.state)
}
/** What the tables answer for these records: the order that a board shows. */
const shownOrder = (ids: readonly string[], states: ReadonlyMap<string, State>): readonly string[] => {
  const book = aBook()
  const stageId = book.put('stage', { name: 'Proposal' })
  for (const id of ids) book.put('deal', { ...read(deal, must(states.get(id), id)).fields, stageId }, id)
  return book.queries.query(columnView({ entity: 'deal' }, stageId), { start: 0, count: 20, columns: ['name'] }).rows.map(({ id }) => id)
}

describe('U5 two who reorder one column while apart', () => {
  test('see the same order once they have met: by place, and equal places by id', () => {
    const someMove = fc.record({ isAnn: fc.boolean(), from: fc.nat(), to: fc.nat() })
    const property = fc.property(fc.array(someMove, { maxLength: 24 }), fc.integer(), (moves, seed) => {
      const dice = randomFrom(seed)
      const [ann, bea] = [aSide(1), aSide(2)]
      const ids = Array.from({ length: 6 }, () => newId('deal', now, dice)).toSorted()
      for (const [at, id] of ids.entries()) {
        const made = create(deal, { name: id, sortKey: `a${at}` }, 0, ann.by)
        if (made.ok) for (const { states } of [ann, bea]) states.set(id, made.value.state)
      }
      for (const { isAnn, from, to } of moves) {
        const side = isAnn ? ann : bea
        moved(side, shownOrder(ids, side.states), from, to, dice)
      }
      const met = (one: Side, other: Side) =>
        new Map(ids.map((id) => [id, mergeStates(must(one.states.get(id), id), must(other.states.get(id), id))]))
      expect(shownOrder(ids, met(ann, bea))).toEqual(shownOrder(ids, met(bea, ann)))
    })
    fc.assert(property, { numRuns: 20, seed: 2026 })
  })

  test('and each sees a card where it was put', () => {
    const side = aSide(1)
    const ids = Array.from({ length: 5 }, (_, at) => newId('deal', now + at, Math.random))
    for (const [at, id] of ids.entries()) {
      const made = create(deal, { name: id, sortKey: `a${at}` }, 0, side.by)
      if (made.ok) side.states.set(id, made.value.state)
    }
    const dice = randomFrom(1)
    for (let turn = 0; turn < 40; turn += 1) {
      const before = shownOrder(ids, side.states)
      const [from, to] = [Math.floor(dice() * 5), Math.floor(dice() * 5)]
      moved(side, before, from, to, dice)
      expect(shownOrder(ids, side.states)).toEqual(before.toSpliced(from, 1).toSpliced(to, 0, before[from] ?? ''))
    }
  })
})
