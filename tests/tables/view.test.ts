import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseView } from '../../src/tables/filter/parse.ts'
import { textToView, viewToText } from '../../src/tables/filter/viewtext.ts'
import type { Filter, View } from '../../src/tables/view.ts'
import { dealColumns, someFilter } from './any.ts'
import { law } from './book.ts'

const operand = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
)
const condition = fc.record(
  {
    column: fc.constantFrom('name', 'phones.value', '$space', 'custom-1'),
    op: fc.constantFrom('is' as const, 'anyOf' as const),
    value: fc.oneof(operand, fc.array(operand, { maxLength: 4 })),
  },
  { requiredKeys: ['column', 'op'] },
)
const filter: fc.Arbitrary<Filter> = fc.oneof(
  condition,
  someFilter(dealColumns),
  fc.array(condition, { maxLength: 3 }).map((any) => ({ any })),
  condition.map((not) => ({ not })),
)
const column = fc.constantFrom('name', 'companyId.name', 'amount')
const view: fc.Arbitrary<View> = fc.record(
  {
    entity: fc.constantFrom('deal', 'contact'),
    filter,
    search: fc.string({ unit: 'grapheme', maxLength: 12 }),
    sort: fc.array(fc.record({ column, descending: fc.boolean() }, { requiredKeys: ['column'] }), { maxLength: 3 }),
    group: column,
    sums: fc.array(column, { maxLength: 2 }),
    columns: fc.array(column, { maxLength: 3 }),
    trash: fc.boolean(),
  },
  { requiredKeys: ['entity'] },
)

describe('a view in the address bar', () => {
  test('comes back as it was', () => {
    law(view, (asked) => expect(textToView(viewToText(asked))).toEqual({ ok: true, value: asked }), 500)
  })

  test('survives the address bar itself', () => {
    law(view, (asked) => {
      const address = new URL('https://crm.example/deals')
      address.searchParams.set('view', viewToText(asked))
      expect(textToView(new URL(address.href).searchParams.get('view') ?? '')).toEqual({ ok: true, value: asked })
    })
  })

  test('reads as what it is', () => {
    const asked: View = {
      entity: 'deal',
      filter: {
        all: [
          { column: 'stageId', op: 'anyOf', value: ['stage_1', 'stage_2'] },
          { column: 'amount', op: 'above', value: 500_000 },
        ],
      },
      sort: [{ column: 'amount', descending: true }, { column: 'name' }],
      group: 'stageId',
      sums: ['amount'],
    }
    const text = viewToText(asked)
    expect(text).toBe("deal~f*a(stageId*anyOf**stage_1*stage_2~amount*above*'500000)~s*-amount*name~g*stageId~m*amount")
    expect(encodeURIComponent(text)).toBe(text)
  })

  test('is refused with its place where it is no view', () => {
    expect(parseView(null)).toEqual({ ok: false, error: { kind: 'invalidView', at: 'view' } })
    expect(parseView({ entity: 'deal', filter: { all: [{ column: 'a', op: 'explodes' }] } })).toEqual({
      ok: false,
      error: { kind: 'invalidView', at: 'filter.all.0.op' },
    })
    expect(parseView({ entity: 'deal', filter: { column: 'a', op: 'is', value: { $gt: 1 } } })).toEqual({
      ok: false,
      error: { kind: 'invalidView', at: 'filter.value' },
    })
    expect(parseView({ entity: 'deal', filter: { column: 'a', op: 'is', value: NaN } })).toMatchObject({ ok: false })
    expect(parseView({ entity: '<script>' })).toEqual({ ok: false, error: { kind: 'invalidView', at: 'entity' } })
    expect(parseView({ entity: 'deal', sort: 'name' })).toEqual({ ok: false, error: { kind: 'invalidView', at: 'sort' } })
    expect(textToView('deal~z*1')).toMatchObject({ ok: false })
    expect(textToView(`deal~f*${'n('.repeat(10_000)}`)).toMatchObject({ ok: false })
    const deep = Array.from({ length: 30 }).reduce<unknown>((not) => ({ not }), { column: 'a', op: 'isEmpty' })
    expect(parseView({ entity: 'deal', filter: deep })).toMatchObject({ ok: false })
  })

  test('keeps nothing that was not asked for', () => {
    expect(parseView({ entity: 'deal', evil: true, filter: { column: 'name', op: 'isEmpty', evil: true } })).toEqual({
      ok: true,
      value: { entity: 'deal', filter: { column: 'name', op: 'isEmpty' } },
    })
  })

  test('never throws on a text that someone typed', () => {
    law(
      fc.string({ unit: fc.constantFrom(...Array.from("abon()*~!'-. f")), maxLength: 60 }),
      (text) => {
        const read = textToView(`deal~f*${text}`)
        if (read.ok) expect(textToView(viewToText(read.value))).toEqual(read)
      },
      1_000,
    )
  })
})
