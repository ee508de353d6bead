import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../src/tables/filter/filter.ts'
import { checkOf, leafKind } from '../../src/tables/filter/condition.ts'
import { placeOf } from '../../src/tables/filter/path.ts'
import { ME, spans, type Condition, type Filter } from '../../src/tables/view.ts'
import { companyIds, contactColumns, dealColumns, memberIds, someCompany, someContact, someDeal, someFilter } from './any.ts'
import { aBook, law, type Book, type Held } from './book.ts'

const listed = (book: Book, entity: string, filter: Filter): readonly unknown[] =>
  book.queries
    .query({ entity, filter, sort: [{ column: 'name' }] }, { start: 0, count: 100, columns: ['name'] })
    .rows.map(({ name }) => name)

/** Filters that fit their columns are rare by chance: only those count. */
const fitting = (book: Book, entity: string, filter: Filter): boolean => compileFilter(filter, entity, book.asking).ok

const fill = (companies: readonly Held[], entity: string, records: readonly Held[]): Book => {
  const book = aBook({ me: memberIds[0] ?? null })
  companies.forEach((company, at) => void book.put('company', company, companyIds[at]))
  book.putAll(entity, records)
  return book
}

const agrees = (entity: string, columns: readonly string[], someRecord: fc.Arbitrary<Held>): void => {
  let fitted = 0
  const arbitrary = fc.record({
    companies: fc.array(someCompany, { maxLength: 3 }),
    records: fc.array(someRecord, { minLength: 1, maxLength: 8 }),
    filters: fc.array(someFilter(columns), { minLength: 20, maxLength: 20 }),
  })
  law(arbitrary, ({ companies, records, filters }) => {
    const book = fill(companies, entity, records)
    for (const filter of filters) {
      const compiled = compileFilter(filter, entity, book.asking)
      if (!compiled.ok) continue
      fitted += 1
      const mask = compiled.value.mask()
      for (const [id, record] of book.records) {
        if (!id.startsWith(entity)) continue
        expect([filter, compiled.value.matches(record)]).toEqual([filter, mask[book.tables.rows(entity).rowOf(id)] === 1])
      }
    }
  })
  expect(fitted).toBeGreaterThan(300)
}

describe('a filter', () => {
  test('says the same of a column of contacts and of each contact by itself', () => agrees('contact', contactColumns, someContact))
  test('says the same of a column of deals and of each deal by itself', () => agrees('deal', dealColumns, someDeal))

  test('looks through case, width and accents', () => {
    const book = aBook()
    book.putAll('company', [{ name: 'Café Ａcme' }, { name: 'Zebra' }])
    expect(listed(book, 'company', { column: 'name', op: 'contains', value: 'cafe acme' })).toEqual(['Café Ａcme'])
    expect(listed(book, 'company', { column: 'name', op: 'is', value: 'ZEBRA' })).toEqual(['Zebra'])
  })

  test('finds a person by name in either order', () => {
    const book = aBook()
    const [id] = book.putAll('contact', [{ name: { family: 'Smith', given: 'John' } }, { name: { family: '김', given: '민준' } }])
    for (const value of ['john smith', 'Smith John'])
      expect(book.queries.ids({ entity: 'contact', filter: { column: 'name', op: 'is', value } }, 9)).toEqual([id])
    expect(
      book.queries.query({ entity: 'contact', filter: { column: 'name', op: 'startsWith', value: '김민' } }, { start: 0, count: 9 }).total,
    ).toBe(1)
  })

  test('lets a missing value match only what asks for its absence', () => {
    const book = aBook()
    book.put('deal', { name: 'no amount', amount: null })
    const total = (condition: Omit<Condition, 'column'>): number =>
      book.queries.query({ entity: 'deal', filter: { column: 'amount', ...condition } }, { start: 0, count: 1 }).total
    expect(total({ op: 'isEmpty' })).toBe(1)
    expect(total({ op: 'isNot', value: 5 })).toBe(1)
    expect(total({ op: 'noneOf', value: [5, 6] })).toBe(1)
    for (const op of ['is', 'above', 'atLeast', 'below', 'atMost'] as const) expect(total({ op, value: 0 })).toBe(0)
    expect(total({ op: 'between', value: [-9e9, 9e9] })).toBe(0)
    expect(total({ op: 'isNotEmpty' })).toBe(0)
  })

  test('knows nothing of a record that has not arrived yet', () => {
    const book = aBook()
    book.put('company', { name: 'Acme', type: 'customer' })
    book.put('deal', { name: 'of a company still under way', companyId: 'company_01kjz0000000000000000000zz' })
    const total = (condition: Condition): number => book.queries.query({ entity: 'deal', filter: condition }, { start: 0, count: 1 }).total
    expect(total({ column: 'companyId', op: 'isNotEmpty' })).toBe(1)
    for (const column of ['companyId.type', 'companyId.name', 'companyId.ownerId']) {
      expect([column, total({ column, op: 'isEmpty' })]).toEqual([column, 1])
      expect([column, total({ column, op: 'isNotEmpty' })]).toEqual([column, 0])
    }
  })

  test('compares money in the base currency, and leaves out what has no rate', () => {
    const book = aBook()
    book.putAll('deal', [
      { name: 'baht', amount: { amount: 300_000, currency: 'THB' } },
      { name: 'dollars', amount: { amount: 10_000, currency: 'USD' }, exchangeRate: 33 },
      { name: 'won without a rate', amount: { amount: 9_000_000, currency: 'KRW' } },
    ])
    expect(listed(book, 'deal', { column: 'amount', op: 'above', value: 300_000 })).toEqual(['dollars'])
    expect(listed(book, 'deal', { column: 'amount', op: 'isNotEmpty' })).toHaveLength(3)
  })

  test('counts an instant to its day in the zone of the workspace', () => {
    const book = aBook()
    // 23:30 on 28 February and 00:30 on 1 March in Bangkok.
    book.putAll('deal', [
      { name: 'before', closedAt: Date.UTC(2026, 1, 28, 16, 30) },
      { name: 'after', closedAt: Date.UTC(2026, 1, 28, 17, 30) },
    ])
    expect(listed(book, 'deal', { column: 'closedAt', op: 'is', value: '2026-03-01' })).toEqual(['after'])
    expect(listed(book, 'deal', { column: 'closedAt', op: 'below', value: '2026-03-01' })).toEqual(['before'])
    expect(listed(book, 'deal', { column: 'closedAt', op: 'atMost', value: '2026-02-28' })).toEqual(['before'])
    expect(listed(book, 'deal', { column: 'closedAt', op: 'within', value: 'today' })).toEqual(['after'])
  })

  test('knows every span of time, seen from a Sunday in a week that starts on Monday', () => {
    const book = aBook({ today: '2026-03-01' })
    const days = [
      '2025-12-31',
      '2026-01-01',
      '2026-01-31',
      '2026-02-01',
      '2026-02-16',
      '2026-02-22',
      '2026-02-23',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
      '2026-03-08',
      '2026-03-09',
      '2026-03-31',
      '2026-04-01',
      '2026-12-31',
    ]
    book.putAll(
      'deal',
      days.map((day) => ({ name: day, expectedCloseDate: day })),
    )
    const bounds = Object.fromEntries(
      spans.map((span) => {
        const found = listed(book, 'deal', { column: 'expectedCloseDate', op: 'within', value: span })
        return [span, [found[0], found.at(-1)]]
      }),
    )
    expect(bounds).toEqual({
      today: ['2026-03-01', '2026-03-01'],
      yesterday: ['2026-02-28', '2026-02-28'],
      tomorrow: ['2026-03-02', '2026-03-02'],
      thisWeek: ['2026-02-23', '2026-03-01'],
      lastWeek: ['2026-02-16', '2026-02-22'],
      nextWeek: ['2026-03-02', '2026-03-08'],
      thisMonth: ['2026-03-01', '2026-03-31'],
      lastMonth: ['2026-02-01', '2026-02-28'],
      nextMonth: ['2026-04-01', '2026-04-01'],
      thisYear: ['2026-01-01', '2026-12-31'],
      lastYear: ['2025-12-31', '2025-12-31'],
      last7: ['2026-02-23', '2026-03-01'],
      last30: ['2026-01-31', '2026-03-01'],
      last90: ['2025-12-31', '2026-03-01'],
      // As many days as the workspace says; 90, and so all of the book, where it says nothing.
      fresh: ['2025-12-31', '2026-03-01'],
      next7: ['2026-03-01', '2026-03-02'],
      next30: ['2026-03-01', '2026-03-09'],
      overdue: ['2025-12-31', '2026-02-28'],
    })
  })

  // "My team" comes with teams: until then nothing says who is in one.
  test('U4 nests three levels of and, or and not, with "me" and what is overdue in it', () => {
    const [me, other] = memberIds
    const book = aBook({ me: me ?? null })
    const [acme, zebra] = book.putAll('company', [
      { name: 'Acme', type: 'customer' },
      { name: 'Zebra', type: 'prospect' },
    ])
    book.putAll('deal', [
      { name: 'mine at Acme', ownerId: me, companyId: acme, expectedCloseDate: '2026-03-05' },
      { name: 'mine at Zebra', ownerId: me, companyId: zebra, expectedCloseDate: '2026-03-05' },
      {
        name: 'mine, large, at Zebra',
        ownerId: me,
        companyId: zebra,
        amount: { amount: 900, currency: 'THB' },
        expectedCloseDate: '2026-03-06',
      },
      { name: 'mine, lapsed', ownerId: me, companyId: acme, expectedCloseDate: '2026-02-01' },
      { name: 'theirs', ownerId: other, companyId: acme, expectedCloseDate: '2026-03-05' },
    ])
    const filter: Filter = {
      all: [
        { column: 'ownerId', op: 'is', value: ME },
        {
          any: [
            { column: 'companyId.type', op: 'is', value: 'customer' },
            {
              all: [
                { column: 'companyId.name', op: 'startsWith', value: 'zeb' },
                { column: 'amount', op: 'above', value: 500 },
              ],
            },
          ],
        },
        { not: { column: 'expectedCloseDate', op: 'within', value: 'overdue' } },
      ],
    }
    expect(listed(book, 'deal', filter)).toEqual(['mine at Acme', 'mine, large, at Zebra'])
  })

  test('asks a list for any, all or none of its items', () => {
    const book = aBook()
    const name = (family: string) => ({ name: { family, given: '' } })
    book.putAll('contact', [
      { ...name('a'), interests: ['golf', 'tea'] },
      { ...name('b'), interests: ['tea'] },
      { ...name('c'), interests: [] },
    ])
    const found = (op: Condition['op'], value: string[]) =>
      book.queries
        .query(
          { entity: 'contact', filter: { column: 'interests', op, value }, sort: [{ column: 'name' }] },
          { start: 0, count: 9, columns: ['name'] },
        )
        .rows.map(({ name }) => (name as { family: string }).family)
        .join('')
    expect(found('anyOf', ['golf', 'tea'])).toBe('ab')
    expect(found('allOf', ['golf', 'tea'])).toBe('a')
    expect(found('noneOf', ['golf'])).toBe('bc')
    expect(found('isEmpty', [])).toBe('c')
  })

  test('names what it cannot ask, and then matches nothing', () => {
    const book = aBook()
    book.put('deal', { name: 'one' })
    const hostile: readonly [Condition, string][] = [
      [{ column: 'colour', op: 'is', value: 'red' }, 'unknownColumn'],
      [{ column: 'companyId.colour', op: 'is', value: 'red' }, 'unknownColumn'],
      [{ column: '__proto__', op: 'isEmpty' }, 'unknownColumn'],
      [{ column: 'amount', op: 'contains', value: '5' }, 'wrongOp'],
      [{ column: 'amount', op: 'is', value: 'five' }, 'wrongOperand'],
      [{ column: 'expectedCloseDate', op: 'is', value: '2026-02-30' }, 'wrongOperand'],
      [{ column: 'expectedCloseDate', op: 'within', value: 'thisCentury' }, 'wrongOperand'],
      [{ column: 'amount', op: 'between', value: [1] }, 'wrongOperand'],
      [{ column: 'name', op: 'is', value: 5 }, 'wrongOperand'],
      [{ column: 'name', op: 'is' }, 'wrongOperand'],
    ]
    for (const [filter, kind] of hostile) {
      const { total, rows, problem } = book.queries.query({ entity: 'deal', filter }, { start: 0, count: 9 })
      expect([filter, total, rows, problem]).toEqual([filter, 0, [], { kind, column: filter.column }])
      expect(book.queries.matches(filter, 'deal', {})).toEqual({ ok: false, error: { kind, column: filter.column } })
    }
    expect(book.queries.query({ entity: 'spaceship' }, { start: 0, count: 9 })).toMatchObject({
      total: 0,
      problem: { kind: 'unknownEntity' },
    })
  })

  test('never throws, whatever a filter holds', () => {
    const book = fill([], 'deal', [{ name: 'one', amount: { amount: 1, currency: 'THB' } }])
    let refused = 0
    law(someFilter([...dealColumns, 'lines.qty', 'colour', '$space', 'stageHistory.at', 'stageHistory']), (filter) => {
      if (!fitting(book, 'deal', filter)) refused += 1
      book.queries.query({ entity: 'deal', filter }, { start: 0, count: 1 })
    })
    expect(refused).toBeGreaterThan(0)
  })

  test('takes an exact bound for what it is, at every size of number', () => {
    const book = aBook()
    const place = placeOf('exchangeRate', 'deal', book.asking)
    if (place === null) throw new Error('no column')
    law(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const ranges = (['above', 'below', 'atLeast', 'atMost'] as const).map((op) => {
        const check = checkOf({ column: 'exchangeRate', op, value }, leafKind(place.column), book.asking)
        const test = check.ok ? check.value.tests[0] : undefined
        return test?.kind === 'ranges' && test.ranges.some(([from, to]) => value >= from && value <= to)
      })
      expect(ranges).toEqual([false, false, true, true])
    })
  })
})
