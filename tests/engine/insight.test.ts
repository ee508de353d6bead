import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber, monthIndex } from '../../src/core/day.ts'
import { ensureModels } from '../../src/engine/insight/ensure.ts'
import { insightPage, type InsightPage, type InsightSession } from '../../src/engine/insight/insight.ts'
import * as behind from '../../src/screens/insight/behind.ts'
import { textToView, viewToText } from '../../src/tables/filter/viewtext.ts'
import type { Answer, View } from '../../src/tables/view.ts'
import { aBook, type Book, type Held } from '../tables/book.ts'

const nothing = { start: 0, count: 0 }
type Who = behind.Customers

const sessionOf = ({ tables, queries, asking }: Book): InsightSession => ({
  tables,
  zone: () => asking.timeZone,
  today: asking.today,
  baseCurrency: asking.baseCurrency,
  titleOf: (id) => id,
  announce: (changed) => queries.changed(changed),
  pause: () => Promise.resolve(),
})

/** As the address bar carries it: what does not survive that opens another list. */
const asker = (book: Book) => {
  return (view: View): Answer => {
    const read = textToView(viewToText(view))
    if (!read.ok) throw new Error(read.error.at)
    return book.queries.query(read.value, nothing)
  }
}

/** Every figure of the page, and the count and sum of the list that it opens. */
const comparisons = (page: InsightPage, who: Who, ask: (view: View) => Answer): { what: string; figure: unknown; list: unknown }[] => {
  const listed = (view: View) => {
    const { total, sums, problem } = ask(view)
    return { count: total, sum: Object.values(sums)[0]?.value, problem }
  }
  const compare = (what: string, view: View, count: number, sum: number | undefined) => {
    const list = listed(view)
    return { what, figure: { count, sum: sum ?? list.sum, problem: undefined }, list }
  }
  const months = page.months.flatMap((month) => [
    compare(`sales of ${month.month}`, behind.ordersOfMonth(month.month), month.count, month.sum),
    compare(`returns of ${month.month}`, behind.returnsOfMonth(month.month), month.returnCount, month.returns),
    ...(month.partial
      ? []
      : [compare(`customers of ${month.month}`, behind.customersOfMonth(who, month.month), month.customers, undefined)]),
  ])
  const products = page.products.map(({ id, orders, revenue }) =>
    compare(`product ${id}`, behind.ordersOfProduct(id, page.productsFrom, page.productsTo), orders, revenue),
  )
  const segments = page.segments.ok
    ? page.segments.value.map(({ segment, customers, revenue }) =>
        compare(`segment ${segment}`, behind.customersOfSegment(who, segment), customers, revenue),
      )
    : []
  const cohorts = page.cohorts.ok ? cohortComparisons(page.cohorts.value, who, compare) : []
  return [
    ...months,
    ...products,
    ...segments,
    ...cohorts,
    compare('no customer', behind.ordersWithoutCustomer(who), page.anonymous.count, page.anonymous.sum),
    compare('no rate', behind.ordersWithoutRate(page.currency), page.withoutRate, undefined),
  ]
}

const cohortComparisons = (
  { months, active }: { readonly months: readonly string[]; readonly active: Float64Array },
  who: Who,
  compare: (what: string, view: View, count: number, sum: number | undefined) => { what: string; figure: unknown; list: unknown },
) =>
  months.flatMap((first, cohort) =>
    months.flatMap((_, age) => {
      const count = active[cohort * months.length + age] ?? NaN
      return Number.isNaN(count) ? [] : [compare(`cohort ${first} + ${age}`, behind.customersOfCohort(who, first, age), count, undefined)]
    }),
  )

const expectAllEqual = (page: InsightPage, who: Who, book: Book) => {
  const all = comparisons(page, who, asker(book))
  expect(all.filter(({ figure, list }) => JSON.stringify(figure) !== JSON.stringify(list))).toEqual([])
  return all.length
}

interface SomeLine {
  readonly product: number
  readonly qty: number
  readonly digits: number
}
interface SomeOrder {
  readonly company: number | null
  readonly contact: number | null
  readonly day: number
  readonly status: string
  readonly currency: string
  readonly rate: number | null
  readonly lines: readonly SomeLine[]
}

/** Midnight in Bangkok, and a minute before and after it: where a day of another zone would show. */
const instantOf = (day: string, minutes: number) => dayNumber(day) * 86_400_000 - 7 * 3_600_000 + minutes * 60_000
const someLine = fc.record({
  product: fc.integer({ min: 0, max: 3 }),
  qty: fc.integer({ min: -2, max: 5 }),
  digits: fc.integer({ min: -20, max: 9_999 }),
})
const someOrder: fc.Arbitrary<SomeOrder> = fc.record({
  company: fc.option(fc.nat(13)),
  contact: fc.option(fc.nat(3)),
  day: fc.integer({ min: -420, max: 20 }),
  status: fc.constantFrom('confirmed', 'completed', 'returned', 'draft', 'cancelled'),
  currency: fc.constantFrom('THB', 'THB', 'THB', 'USD'),
  rate: fc.option(fc.constantFrom(0, 35.5)),
  lines: fc.array(someLine, { maxLength: 4 }),
})

const aShop = (orders: readonly SomeOrder[]): { book: Book; orderIds: readonly string[]; companies: readonly string[] } => {
  const book = aBook()
  const companies = book.putAll(
    'company',
    Array.from({ length: 14 }, (_, n) => ({ name: `C${n}` })),
  )
  const contacts = book.putAll(
    'contact',
    Array.from({ length: 4 }, (_, n) => ({ name: { family: `F${n}`, given: 'G' } })),
  )
  const products = book.putAll('product', [{ name: 'Beans' }, { name: 'Cups' }, { name: 'Filters' }])
  const records = orders.map(({ company, contact, day, status, currency, rate, lines }, n): Held => {
    return {
      number: `SO-${n}`,
      companyId: company === null ? null : companies[company],
      contactId: contact === null ? null : contacts[contact],
      status,
      orderedAt: instantOf('2026-03-01', day * 1_440 + (n % 3) - 1),
      currency,
      exchangeRate: rate,
      discount: n % 7 === 0 ? { amount: 50, currency } : null,
      lines: lines.map(({ product, qty, digits }, at) => ({
        id: `item${at}`,
        order: `a${at}`,
        productId: products[product] ?? null,
        name: 'x',
        qty,
        unitPrice: { digits, scale: 2, currency },
      })),
    }
  })
  return { book, orderIds: book.putAll('order', records), companies }
}

const bought = (company: number | null, day: number, digits = 1_000, product = 0): SomeOrder => ({
  company,
  contact: null,
  day,
  status: 'confirmed',
  currency: 'THB',
  rate: null,
  lines: [{ product, qty: 1, digits }],
})

describe('insight', () => {
  test('opens a list for each figure whose count and sum are that figure', async () => {
    const property = fc.asyncProperty(
      fc.array(someOrder, { maxLength: 60 }),
      fc.constantFrom<Who>('company', 'contact'),
      async (orders, who) => {
        const { book } = aShop(orders)
        const page = await insightPage(sessionOf(book), { customers: who, productDays: 90 })
        expectAllEqual(page, who, book)
      },
    )
    await fc.assert(property, { numRuns: 60, seed: 2026 })
  })

  test('goes on doing so through edits, the trash and a customer’s end', async () => {
    const { book, orderIds, companies } = aShop(Array.from({ length: 200 }, (_, n) => bought(n % 14, -(n * 2), 100 + n, n % 3)))
    const [order = '', other = ''] = orderIds
    const ask = async () => insightPage(sessionOf(book), { customers: 'company', productDays: 90 })
    const before = await ask()
    expect(expectAllEqual(before, 'company', book)).toBeGreaterThan(100)

    book.change(order, { deletedAt: 5 })
    book.change(other, { status: 'cancelled' })
    book.change(companies[3] ?? '', { deletedAt: 5 })
    const after = await ask()
    expectAllEqual(after, 'company', book)
    expect(after.months).not.toEqual(before.months)
    expect(after.segments.ok && before.segments.ok && [customersIn(before.segments.value), customersIn(after.segments.value)]).toEqual([
      14, 13,
    ])
  })

  test('says how many customers it needs before it names segments, and how many there are', async () => {
    const { book } = aShop([bought(0, -40), bought(1, -10)])
    const { segments, cohorts } = await insightPage(sessionOf(book), { customers: 'company', productDays: 90 })
    expect(segments).toEqual({ ok: false, error: { code: 'tooFew', what: 'customers', have: 2, needed: 10 } })
    expect(cohorts.ok).toBe(true)
    expect(asker(book)(behind.customersOfSegment('company', 'champions'))).toMatchObject({ total: 0 })
    expect(asker(book)(behind.customersOfSegment('company', 'champions')).problem).toBeUndefined()
  })

  test('shows quiet months at the end, the running one as not over, and none that are to come', async () => {
    const quiet = await insightPage(sessionOf(aShop([bought(0, -55), bought(1, 400)]).book), { customers: 'company', productDays: 90 })
    expect(quiet.months.map(({ month, count, partial, growth }) => [month, count, partial, growth])).toEqual([
      ['2026-01', 1, false, null],
      ['2026-02', 0, false, -1],
      ['2026-03', 0, true, null],
    ])
    const { months } = await insightPage(sessionOf(aShop([bought(0, -31), bought(0, 0)]).book), { customers: 'company', productDays: 90 })
    expect(months.at(-1)).toMatchObject({ month: '2026-03', partial: true, growth: null })
  })

  test('judges a book that ended long ago as of the day after its last order', async () => {
    const { book } = aShop([bought(0, -400), bought(1, -380)])
    const { asOf, productsTo } = await insightPage(sessionOf(book), { customers: 'company', productDays: 90 })
    expect([asOf, productsTo]).toEqual(['2025-02-15', '2025-02-15'])
  })

  test('has nothing to show of a book without orders, and says so without failing', async () => {
    const page = await insightPage(sessionOf(aBook()), { customers: 'contact', productDays: 90 })
    expect(page).toMatchObject({ months: [], products: [], withoutRate: 0, anonymous: { count: 0, sum: 0 } })
    expect([page.segments.ok, page.cohorts.ok]).toEqual([false, false])
  })

  test('ranks products by what their lines came to, against as many days before', async () => {
    const { book } = aShop([
      bought(0, -5, 300),
      bought(0, -5, 500, 1),
      bought(1, -8, 400),
      bought(1, -100, 1_000, 1),
      bought(1, -300, 9_000),
    ])
    const { products } = await insightPage(sessionOf(book), { customers: 'company', productDays: 90 })
    expect(
      products.map(({ revenue, previous, orders, qty, share }) => ({ revenue, previous, orders, qty, share: Math.round(share * 100) })),
    ).toEqual([
      { revenue: 700, previous: 0, orders: 2, qty: 2, share: 58 },
      { revenue: 500, previous: 1_000, orders: 1, qty: 1, share: 42 },
    ])
  })

  test('can answer a link to a segment before anybody looked at it', async () => {
    const { book } = aShop(Array.from({ length: 28 }, (_, n) => bought(n % 14, -n)))
    const lost = behind.customersOfSegment('company', 'champions')
    expect(asker(book)(lost).problem).toEqual({ kind: 'unknownColumn', column: 'rfmSegment' })
    await ensureModels(sessionOf(book), () => Promise.resolve(), 'company', ['name', 'rfmSegment'])
    expect(asker(book)(lost).problem).toBeUndefined()
  })

  test('lists the months in which a customer ordered in their order, each once', async () => {
    const { book, companies } = aShop([
      bought(0, -1),
      bought(0, -70),
      bought(0, -2),
      bought(0, -380),
      { ...bought(0, -200), status: 'draft' },
    ])
    await insightPage(sessionOf(book), { customers: 'company', productDays: 90 })
    const cells = book.queries.cells('company', [book.tables.rows('company').rowOf(companies[0] ?? '')], ['orderMonths', 'firstOrderMonth'])
    expect(cells[0]).toMatchObject({ orderMonths: ['2025-02', '2025-12', '2026-02'], firstOrderMonth: '2025-02' })
  })
})

const customersIn = (segments: readonly { readonly customers: number }[]) => segments.reduce((sum, { customers }) => sum + customers, 0)

test('a cohort’s later months carry over the year', () => {
  const view = behind.customersOfCohort('contact', '2025-11', 3)
  expect(JSON.stringify(view)).toContain('"2026-02"')
  expect(monthIndex('2026-02') - monthIndex('2025-11')).toBe(3)
  expect(behind.hrefBehind(view)).toMatch(/^\/contacts\?v=contact~f/)
})
