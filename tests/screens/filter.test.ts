import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entityFacts } from '../../src/engine/facts.ts'
import {
  added,
  conditionCount,
  deepest,
  emptyGroup,
  filterOf,
  groupOf,
  isGroup,
  kept,
  narrowed,
  removed,
  replaced,
  withMode,
} from '../../src/screens/records/filter/edit.ts'
import { filterableAt, filterables } from '../../src/screens/records/filter/fields.ts'
import { asksOf, conditionFor, isComplete, opsFor, withOp } from '../../src/screens/records/filter/ops.ts'
import type { Condition, Filter } from '../../src/tables/view.ts'

const facts = entityFacts()
const open: Condition = { column: 'stageId.type', op: 'is', value: 'open' }
const large: Condition = { column: 'amount', op: 'atLeast', value: 500_000 }
const mine: Condition = { column: 'ownerId', op: 'is', value: '$me' }

describe('a filter in the form', () => {
  test('of one condition is a group of one, and the same condition again', () => {
    expect(groupOf(open)).toEqual({ mode: 'all', parts: [open] })
    expect(filterOf(groupOf(open))).toEqual(open)
  })

  test('that nothing was asked of is no filter at all', () => {
    expect(filterOf(emptyGroup)).toBeUndefined()
    expect(filterOf(groupOf({ all: [{ any: [] }] }))).toBeUndefined()
    expect(groupOf(undefined)).toBe(emptyGroup)
  })

  test('says "none of these" as the denial of any', () => {
    const group = withMode(groupOf({ all: [open, large] }), [], 'none')
    expect(filterOf(group)).toEqual({ not: { any: [open, large] } })
    expect(groupOf({ not: { any: [open, large] } })).toEqual({ mode: 'none', parts: [open, large] })
  })

  test('grows three levels deep by presses of "add"', () => {
    const inner = added(added(emptyGroup, [], open), [], { mode: 'any', parts: [large] })
    const group = added(inner, [1], { mode: 'all', parts: [mine, large] })
    expect(filterOf(group)).toEqual({ all: [open, { any: [large, { all: [mine, large] }] }] })
    expect(conditionCount(group)).toBe(4)
    expect(deepest).toBe(3)
  })

  test('changes and loses the condition that a path leads to, and no other', () => {
    const group = groupOf({ all: [open, { any: [large, mine] }] })
    expect(filterOf(replaced(group, [1, 0], open))).toEqual({ all: [open, { any: [open, mine] }] })
    expect(filterOf(removed(group, [1, 0]))).toEqual({ all: [open, mine] })
    expect(filterOf(removed(group, [0]))).toEqual({ any: [large, mine] })
  })

  test('asks nothing of a condition that is not filled in yet', () => {
    const half: Condition = { column: 'amount', op: 'atLeast' }
    const group = groupOf({ all: [open, half, { any: [half] }] })
    expect(filterOf(kept(group, isComplete))).toEqual(open)
  })

  test('narrows to a group of the list by one more condition that must hold', () => {
    expect(narrowed(undefined, open)).toEqual(open)
    expect(narrowed(large, open)).toEqual({ all: [large, open] })
    expect(narrowed({ all: [large, mine] }, open)).toEqual({ all: [large, mine, open] })
    expect(narrowed({ any: [large, mine] }, open)).toEqual({ all: [{ any: [large, mine] }, open] })
  })

  test('means the same after it was opened and closed, whatever its shape', () => {
    const { filter: some } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('a', 'b', 'c', 'd').map((column): Filter => ({ column, op: 'isNotEmpty' })),
        fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((all): Filter => ({ all })),
        fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((any): Filter => ({ any })),
        tie('filter').map((not): Filter => ({ not })),
      ),
    }))
    fc.assert(
      fc.property(some, fc.subarray(['a', 'b', 'c', 'd']), (filter, filledIn) => {
        const again = filterOf(groupOf(filter))
        expect(again !== undefined && holds(again, filledIn)).toBe(holds(filter, filledIn))
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

/** A record of which only these columns are filled in. */
const holds = (filter: Filter, filledIn: readonly string[]): boolean => {
  if ('all' in filter) return filter.all.every((each) => holds(each, filledIn))
  if ('any' in filter) return filter.any.some((each) => holds(each, filledIn))
  return 'not' in filter ? !holds(filter.not, filledIn) : filledIn.includes(filter.column)
}

describe('what can be asked of a deal', () => {
  const field = (path: string) => {
    const found = filterableAt(path, 'deal', facts)
    if (found === null) throw new Error(`no ${path}`)
    return found
  }

  test('is its own fields, and those of its company, contact and stage, but no third step', () => {
    const paths = filterables('deal', facts).map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['name', 'amount', 'stageId.type', 'companyId.industry', 'primaryContactId.jobTitle']))
    expect(paths.filter((path) => path.split('.').length > 2)).toEqual([])
    expect(paths).not.toContain('sortKey')
    expect(paths).not.toContain('description')
    expect(new Set(paths).size).toBe(paths.length)
  })

  test('depends on what the field holds, also where it is computed', () => {
    expect(asksOf(field('amount').fact)).toBe('money')
    expect(asksOf(field('expectedCloseDate').fact)).toBe('day')
    expect(asksOf(field('companyId.revenue').fact)).toBe('money')
    expect(asksOf(field('companyId.lastOrderAt').fact)).toBe('day')
    expect(asksOf(field('ownerId').fact)).toBe('record')
  })

  test('begins with the likeliest question', () => {
    expect(conditionFor('expectedCloseDate', field('expectedCloseDate').fact)).toEqual({
      column: 'expectedCloseDate',
      op: 'within',
      value: 'thisMonth',
    })
    expect(conditionFor('stageId', field('stageId').fact)).toEqual({ column: 'stageId', op: 'anyOf', value: [] })
    expect(conditionFor('name', field('name').fact)).toEqual({ column: 'name', op: 'contains' })
  })

  test('is never whether a field is empty that must be filled in', () => {
    expect(opsFor(field('name').fact)).not.toContain('isEmpty')
    expect(opsFor(field('nextStep').fact)).toContain('isEmpty')
  })

  test('keeps what was filled in when the comparison changes, as far as it fits', () => {
    const amount = field('amount').fact
    expect(withOp(large, 'atMost', amount)).toEqual({ column: 'amount', op: 'atMost', value: 500_000 })
    expect(withOp(large, 'between', amount)).toEqual({ column: 'amount', op: 'between', value: [500_000, 500_000] })
    expect(withOp(large, 'isEmpty', amount)).toEqual({ column: 'amount', op: 'isEmpty' })
    const close = field('expectedCloseDate').fact
    const soon = conditionFor('expectedCloseDate', close)
    expect(withOp(soon, 'atMost', close)).toEqual({ column: 'expectedCloseDate', op: 'atMost' })
    expect(withOp({ column: 'expectedCloseDate', op: 'is', value: '2026-11-30' }, 'within', close).value).toBe('thisMonth')
  })

  test('is a question that the engine takes, for every field, comparison and entity', () => {
    for (const entity of ['company', 'contact', 'deal', 'order', 'product'] as const) {
      for (const { path, fact } of filterables(entity, facts)) {
        for (const op of opsFor(fact)) {
          const condition = withOp(conditionFor(path, fact), op, fact)
          expect(isGroup(condition)).toBe(false)
          expect(condition).toMatchObject({ column: path, op })
        }
      }
    }
  })
})
