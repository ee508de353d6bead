import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../../src/core/dayreading.ts'
import { lineAmount, type UnitPrice } from '../../src/core/money.ts'
import type { Draft } from '../../src/files/draft.ts'
import { priceFor } from '../../src/files/orders.ts'
import { createStaging } from '../../src/files/staging.ts'
import { ofEntity, planned, shop } from './sources.ts'

const lineOf = (order: Draft | undefined, i = 0) =>
  order?.items['lines']?.[i]?.fields as { name: string; qty: number; unitPrice: UnitPrice } | undefined // what a line's draft holds
const totalOf = (order: Draft) =>
  (order.items['lines'] ?? []).reduce(
    (sum, _, i) => sum + lineAmount(lineOf(order, i)?.qty ?? 0, lineOf(order, i)?.unitPrice as UnitPrice).amount,
    0,
  )

describe('lines become orders', () => {
  test('by their number, though they do not stand together', async () => {
    const { drafts, refused } = await planned(
      shop([
        ['1', '2026-01-02 08:26:00', 'A', 'Tea pot', '2', '3.50', 'C1', 'Italy'],
        ['2', '2026-01-03 09:00:00', 'B', 'Cup', '1', '0.001', '', ''],
        ['1', '2026-01-02 08:26:00', 'B', 'Cup', '3', '1.25', 'C1', 'Italy'],
        ['C3', '2026-01-04 10:00:00', 'A', 'Tea pot', '-2', '3.50', 'C1', 'Italy'],
      ]),
      { purpose: 'orders' },
    )
    expect(refused).toEqual([])
    expect(drafts.map(({ entity, key }) => `${entity} ${key?.value ?? ''}`)).toEqual([
      'contact C1',
      'product A',
      'product B',
      'order 1',
      'order 2',
      'order C3',
    ])
    const orders = ofEntity(drafts, 'order')
    expect(orders.map(({ fields, rows, line }) => [fields['number'], fields['status'], rows, line])).toEqual([
      ['1', 'completed', 2, 2],
      ['2', 'completed', 1, 3],
      ['C3', 'returned', 1, 5],
    ])
    expect(orders[0]?.fields['orderedAt']).toBe((parseInstant('2026-01-02 08:26', 'dmy', 'Asia/Bangkok') as { value: number }).value)
    expect(orders[0]?.parents).toEqual({ contactId: { entity: 'contact', field: 'code', value: 'C1' } })
    expect(orders[1]?.parents).toEqual({})
    expect(lineOf(orders[1])).toEqual({ name: 'Cup', qty: 1, unitPrice: { digits: 1, scale: 3, currency: 'THB' } })
    expect(drafts[0]?.fields).toMatchObject({ name: { family: '', given: 'C1' }, address: { country: 'Italy' } })
  })

  test('of companies where the person says so', async () => {
    const { drafts } = await planned(shop([['1', '2026-01-02', 'A', 'Tea', '1', '2', 'C1', 'Italy']]), {
      purpose: 'orders',
      customersAre: 'companies',
    })
    expect(drafts[0]).toMatchObject({ entity: 'company', fields: { name: 'C1', code: 'C1', billingAddress: { country: 'Italy' } } })
    expect(ofEntity(drafts, 'order')[0]?.parents).toEqual({ companyId: { entity: 'company', field: 'code', value: 'C1' } })
  })

  test('a product is called what most of its lines call it, and its line what the line says', async () => {
    const { drafts } = await planned(
      shop(['damaged', 'Tea pot', 'Tea pot', ''].map((name, i) => [String(i), '2026-01-02', 'A', name, '1', '2', 'C1', ''])),
      { purpose: 'orders' },
    )
    expect(ofEntity(drafts, 'product').map(({ fields }) => fields['name'])).toEqual(['Tea pot'])
    expect(ofEntity(drafts, 'order').map((order) => lineOf(order)?.name)).toEqual(['damaged', 'Tea pot', 'Tea pot', 'Tea pot'])
  })

  test('a bad line is refused and its order keeps the good ones; only the first line needs the date', async () => {
    const { drafts, refused } = await planned(
      shop([
        ['1', '2026-01-02', 'A', 'Tea', '1', '2.00', 'C1', ''],
        ['1', '', 'B', 'Cup', '1', '3.00', '', ''],
        ['1', '2026-01-02', 'B', 'Cup', 'lots', '3.00', 'C1', ''],
        ['', '2026-01-02', 'B', 'Cup', '1', '3.00', 'C1', ''],
        ['2', '', 'B', 'Cup', '1', '3.00', 'C1', ''],
        ['3', '2026-01-02', 'B', 'Cup', '1', '', 'C1', ''],
        ...Array.from({ length: 20 }, () => ['4', '2026-01-02', 'B', 'Cup', '1', '1.00', 'C1', '']),
      ]),
      { purpose: 'orders' },
    )
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'invalidNumber'],
      [5, 'numberMissing'],
      [6, 'dateMissing'],
      [7, 'priceMissing'],
    ])
    expect(ofEntity(drafts, 'order').map(totalOf)).toEqual([500, 2_000])
  })

  test('each row is an order where no column numbers them', async () => {
    const { drafts } = await planned(
      ' customer  date number_of_things  dollar_value\r\n 00001 19970101  2   29.33\r\n 00001 19970101  1   0.00\r\n',
      { purpose: 'orders' },
    )
    const orders = ofEntity(drafts, 'order')
    expect(orders.map(totalOf)).toEqual([2_933, 0])
    expect(orders.map(({ fields, key }) => [fields['number'], fields['currency'], key])).toEqual([
      ['19970101-2', 'USD', null],
      ['19970101-3', 'USD', null],
    ])
    expect(ofEntity(drafts, 'contact')).toHaveLength(1)
  })

  test('any file made of orders comes back as those orders, whatever the order of its rows', async () => {
    const line = fc.record({
      order: fc.integer({ min: 1, max: 6 }),
      code: fc.constantFrom('A', 'B', 'C'),
      qty: fc.integer({ min: -9, max: 99 }),
      pence: fc.integer({ min: 0, max: 99_999 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 12, maxLength: 40 }), async (lines) => {
        const rows = lines.map(({ order, code, qty, pence }) => [
          `N${order}`,
          '2026-01-02',
          code,
          `Item ${code}`,
          String(qty),
          (pence / 100).toFixed(2),
          `C${order % 2}`,
          '',
        ])
        const { drafts } = await planned(shop(rows), { purpose: 'orders' })
        for (const order of ofEntity(drafts, 'order')) {
          const own = lines.filter((each) => `N${each.order}` === order.fields['number'])
          expect(totalOf(order)).toBe(own.reduce((sum, { qty, pence }) => sum + qty * pence, 0))
          expect(order.fields['status']).toBe(own.some(({ qty }) => qty < 0) ? 'returned' : 'completed')
        }
        expect(ofEntity(drafts, 'order')).toHaveLength(new Set(lines.map(({ order }) => order)).size)
      }),
      { seed: 11, numRuns: 25 },
    )
  })

  test('every record stands before the first that names it', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`N${(i * 7) % 40}`, '2026-01-02', `P${i % 9}`, 'x', '1', '2.00', `C${i % 13}`, ''])
    const { drafts } = await planned(shop(rows), { purpose: 'orders' })
    const seen = new Set<string>()
    for (const { entity, key, parents, items } of drafts) {
      const named = [...Object.values(parents), ...(items['lines'] ?? []).flatMap((line) => Object.values(line.parents))]
      for (const parent of named) expect(seen.has(`${parent.entity} ${parent.value}`)).toBe(true)
      seen.add(`${entity} ${key?.value ?? ''}`)
    }
  })
})

describe('an amount becomes a price', () => {
  test('that gives the same amount again, for any quantity below ten thousand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e8, max: 1e8 }),
        fc
          .constantFrom(['USD', 9_999] as const, ['KRW', 9_999] as const, ['KWD', 999] as const)
          .chain(([currency, most]) =>
            fc.record({ currency: fc.constant(currency), qty: fc.integer({ min: 1, max: most }), sign: fc.constantFrom(1, -1) }),
          ),
        (amount, { currency, qty: size, sign }) => {
          const qty = size * sign
          const price = priceFor({ amount, currency }, qty)
          expect(price.ok && lineAmount(price.value.qty, price.value.unitPrice).amount).toBe(amount)
        },
      ),
      { seed: 3 },
    )
  })
  test('nothing times something is refused', () =>
    expect(priceFor({ amount: 5, currency: 'USD' }, 0)).toEqual({ ok: false, error: 'zeroQuantity' }))
})

describe('lines wait in little room', () => {
  test('half a million lines of eight columns in under fifty megabytes, in their groups', () => {
    const staging = createStaging(8)
    for (let i = 0; i < 540_000; i += 1) {
      const texts = [
        `P${i % 4_000}`,
        `Product with a longish name ${i % 4_000}`,
        String(i % 700),
        `2026-01-${i % 28}`,
        String(i % 1_600),
        `C${i % 4_300}`,
        'x',
        '',
      ]
      const numbers = texts.map((text, column) =>
        staging.numberOf(column, text) < 0 ? staging.define(column, text, text) : staging.numberOf(column, text),
      )
      staging.add(`N${i % 25_900}`, numbers, i + 2, [])
    }
    expect(staging.bytes() / 1e6).toBeLessThan(50)
    expect(staging.groupCount()).toBe(25_900)
    expect(staging.rowsOf(7).map(({ line }) => line)).toEqual(
      Array.from({ length: 21 }, (_, i) => 9 + i * 25_900).filter((line) => line < 540_002),
    )
    expect(staging.rowsOf(7)[1]?.values[0]).toBe(`P${25_907 % 4_000}`)
  }, 20_000)
})
