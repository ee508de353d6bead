import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { textOfName } from '../../src/tables/encode.ts'
import { plainOf } from '../../src/tables/plain.ts'
import { byCodeUnits, comparingBy } from '../../src/tables/order/comparing.ts'
import { extendedRank, rankSteps } from '../../src/tables/order/rank.ts'
import { sortedByKey } from '../../src/tables/order/radix.ts'
import { finished } from '../../src/tables/order/steps.ts'
import type { Sort } from '../../src/tables/view.ts'
import { companyIds, someCompany, someContact, someDeal } from './any.ts'
import { aBook, law, type Book } from './book.ts'
import { manyNames } from './names.ts'

const titles = (book: Book, entity: string, sort: readonly Sort[]): readonly unknown[] =>
  book.queries.query({ entity, sort }, { start: 0, count: 1_000, columns: ['name'] }).rows.map(({ name }) => name)

/** What the order should be, from the cells alone. */
const isInOrder = (book: Book, entity: string, sort: readonly Sort[]): void => {
  const { rows } = book.queries.query({ entity, sort }, { start: 0, count: 1_000, columns: sort.map(({ column }) => column) })
  expect(rows).toHaveLength([...book.records.keys()].filter((id) => id.startsWith(entity)).length)
  const collator = new Intl.Collator('en')
  const keyOf = (cell: unknown): string | number | null => {
    if (cell === null || cell === undefined || cell === '') return null
    if (typeof cell === 'boolean') return Number(cell)
    if (typeof cell !== 'object') return cell as string | number
    if ('title' in cell) return cell.title === '' ? null : String(cell.title)
    return plainOf(textOfName(cell) ?? '', book.asking.entity('contact')?.fields['name'] ?? null)
  }
  for (let at = 1; at < rows.length; at += 1) {
    const [a, b] = [rows[at - 1], rows[at]]
    const first = sort
      .map(({ column, descending }) => {
        const [left, right] = [keyOf(a?.[column]), keyOf(b?.[column])]
        if (left === null || right === null) return left === right ? 0 : Number(left === null) - Number(right === null)
        const difference = typeof left === 'string' ? collator.compare(left, String(right)) : left - Number(right)
        return descending === true ? -difference : difference
      })
      .find((difference) => difference !== 0)
    expect(first ?? ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1)).toBeLessThan(0)
  }
}

describe('an order', () => {
  test('is total, puts null last both ways and breaks ties by id, through any edits', () => {
    const sorts: readonly (readonly Sort[])[] = [
      [{ column: 'name' }],
      [{ column: 'name', descending: true }],
      [{ column: 'jobTitle', descending: true }, { column: 'name' }],
      [{ column: 'companyId' }, { column: 'birthDate', descending: true }],
      [{ column: 'companyId.name', descending: true }, { column: 'jobTitle' }],
      [{ column: 'birthDate' }],
      [],
    ]
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('contact' as const), at: fc.nat(), fields: someContact }),
      fc.record({ kind: fc.constant('company' as const), at: fc.nat({ max: 2 }), fields: someCompany }),
      fc.record({ kind: fc.constant('new' as const), at: fc.nat(), fields: someContact }),
    )
    law(
      fc.record({
        contacts: fc.array(someContact, { minLength: 1, maxLength: 30 }),
        companies: fc.array(someCompany, { minLength: 3, maxLength: 3 }),
        edits: fc.array(edit, { maxLength: 8 }),
      }),
      ({ contacts, companies, edits }) => {
        const book = aBook()
        companies.forEach((company, at) => void book.put('company', company, companyIds[at]))
        const ids = [...book.putAll('contact', contacts)]
        for (const sort of sorts) isInOrder(book, 'contact', sort)
        for (const { kind, at, fields } of edits) {
          if (kind === 'contact') book.change(ids[at % ids.length] ?? '', fields)
          else if (kind === 'company') book.change(companyIds[at] ?? '', fields)
          else ids.push(book.put('contact', fields))
          for (const sort of sorts) isInOrder(book, 'contact', sort)
        }
      },
      40,
    )
  })

  test('puts a board in the order of its hand-made keys, capitals before small letters', () => {
    const book = aBook({ locale: 'en' })
    book.putAll(
      'deal',
      ['a0', 'Zz', 'a0V', 'a0l', 'b00', 'a1'].map((sortKey) => ({ name: sortKey, sortKey })),
    )
    expect(titles(book, 'deal', [{ column: 'sortKey' }])).toEqual(['Zz', 'a0', 'a0V', 'a0l', 'a1', 'b00'])
  })

  test('sorts deals by the place of their stage in the pipeline, not by its name', () => {
    const book = aBook()
    const [won, first, second] = book.putAll('stage', [
      { name: 'Won', order: 'a2' },
      { name: 'Proposal', order: 'a0' },
      { name: 'Demo', order: 'a1' },
    ])
    book.putAll('deal', [
      { name: 'won', stageId: won },
      { name: 'second', stageId: second },
      { name: 'first', stageId: first },
      { name: 'none' },
    ])
    expect(titles(book, 'deal', [{ column: 'stageId' }])).toEqual(['first', 'second', 'won', 'none'])
    if (won !== undefined) book.change(won, { order: 'Zz' })
    expect(titles(book, 'deal', [{ column: 'stageId' }])).toEqual(['won', 'first', 'second', 'none'])
  })

  test('sorts money in the base currency and what has no rate behind it', () => {
    const book = aBook()
    book.putAll('deal', [
      { name: 'won', amount: { amount: 9e6, currency: 'KRW' } },
      { name: 'baht', amount: { amount: 300_000, currency: 'THB' } },
      { name: 'dollars', amount: { amount: 10_000, currency: 'USD' }, exchangeRate: 33 },
    ])
    expect(titles(book, 'deal', [{ column: 'amount', descending: true }])).toEqual(['dollars', 'baht', 'won'])
  })

  test('stays right for deals of every kind of column', () => {
    law(
      fc.array(someDeal, { minLength: 1, maxLength: 40 }),
      (deals) => {
        const book = aBook()
        book.putAll('deal', deals)
        for (const column of ['name', 'exchangeRate', 'expectedCloseDate', 'closedAt']) {
          isInOrder(book, 'deal', [{ column }])
          isInOrder(book, 'deal', [{ column, descending: true }])
        }
      },
      30,
    )
  })
})

describe('the rank of a pool of texts', () => {
  for (const locale of ['en', 'zh-CN', 'zh-TW', 'ko', 'th', 'cs']) {
    test(`is the collator's own in ${locale}, names of five scripts mixed`, () => {
      const pool = [
        ...new Set([
          ...manyNames(3_000, randomFrom(1)),
          'Chalupa',
          'Cukr',
          'Hora',
          'résumé',
          'resume',
          'Resume',
          'e\u0301',
          'é',
          '',
          ' ',
          '-',
          'co-op',
          'coop',
          '각가',
          '가나',
          '𠮷野',
          '😀',
        ]),
      ]
      const collator = new Intl.Collator(locale)
      const rank = finished(rankSteps(pool, null, comparingBy(collator)))
      expect([...rank.order].sort((a, b) => a - b)).toEqual(pool.map((_, code) => code))
      for (let at = 1; at < rank.length; at += 1) {
        const [a = 0, b = 0] = [rank.order[at - 1], rank.order[at]]
        const difference = collator.compare(pool[a] ?? '', pool[b] ?? '')
        expect([pool[a], pool[b], Math.sign(difference)]).toEqual([pool[a], pool[b], Math.sign((rank.of[a] ?? 0) - (rank.of[b] ?? 0))])
      }
    })
  }

  test('counts figures as numbers where the language is asked to, without comparing each with each', () => {
    const random = randomFrom(8)
    const pool = [
      ...new Set(
        Array.from(
          { length: 4_000 },
          (_, at) => `${['Customer', 'ลูกค้า', 'คุณ 7', '고객'][at % 4] ?? ''} ${'0'.repeat(at % 3)}${Math.floor(10 ** (6 * random()))}`,
        ),
      ),
    ]
    const collator = new Intl.Collator('ko', { numeric: true })
    const comparing = comparingBy(collator)
    let compared = 0
    const rank = finished(rankSteps(pool, null, { ...comparing, compare: (a, b) => ((compared += 1), collator.compare(a, b)) }))
    expect([...rank.order].map((code) => pool[code])).toEqual(pool.toSorted(collator.compare))
    expect(compared).toBeLessThan(3 * pool.length)
  })

  test('takes new values in between, as often as they come', () => {
    const comparing = comparingBy(new Intl.Collator('en'))
    const whole = manyNames(400, randomFrom(3))
    law(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      (sizes) => {
        let pool = [...new Set(whole.slice(0, 5))]
        let rank = finished(rankSteps(pool, null, comparing))
        for (const size of sizes) {
          pool = [...new Set([...pool, ...whole.slice(pool.length, pool.length + size)])]
          rank = extendedRank(rank, pool, null, comparing)
        }
        const fresh = finished(rankSteps(pool, null, comparing))
        expect([...rank.order].map((code) => pool[code])).toEqual([...fresh.order].map((code) => pool[code]))
        const signs = (of: Float64Array) =>
          [...rank.order].map((code, at) => Math.sign((of[code] ?? 0) - (of[rank.order[at - 1] ?? code] ?? 0)))
        expect(signs(rank.of)).toEqual(signs(fresh.of))
      },
      20,
    )
  })

  test('never runs out of room between two neighbours', () => {
    const pool = ['a', 'b']
    let rank = finished(rankSteps(pool, null, byCodeUnits))
    for (let i = 0; i < 200; i += 1) {
      pool.push(`a${'a'.repeat(200 - i)}`)
      rank = extendedRank(rank, pool, null, byCodeUnits)
    }
    const sorted = pool.map((text, code) => ({ text, rank: rank.of[code] ?? 0 })).sort((a, b) => a.rank - b.rank)
    expect(sorted.map(({ text }) => text)).toEqual(pool.toSorted())
    expect(new Set(sorted.map(({ rank }) => rank)).size).toBe(pool.length)
  })

  test('is made in steps, so that a query need not wait for it', () => {
    const pool = [...new Set(manyNames(20_000, randomFrom(9)))]
    const steps = rankSteps(pool, null, comparingBy(new Intl.Collator('en')))
    let count = 0
    while (steps.next().done !== true) count += 1
    expect(count).toBeGreaterThan(80)
  })
})

describe('sorting numbers by their bits', () => {
  test('equals sorting by comparison, stable and with NaN last', () => {
    const someKey = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1.7e12))
    law(
      fc.tuple(fc.array(someKey, { maxLength: 60 }), fc.boolean()),
      ([keys, isDescending]) => {
        const rows = Uint32Array.from(keys.keys())
        const expected = [...rows].sort((a, b) => {
          const [left = NaN, right = NaN] = [keys[a], keys[b]]
          if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
          if (left === right) return 0
          return left < right === isDescending ? 1 : -1
        })
        expect([...sortedByKey(rows, Float64Array.from(keys), isDescending)]).toEqual(expected)
      },
      500,
    )
  })
})
