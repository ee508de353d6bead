import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { lineAmount, type UnitPrice } from '../../src/core/money.ts'
import { isDay } from '../../src/core/day.ts'
import type { Draft } from '../../src/files/draft.ts'
import { dataBytes, dataSource, hasData, ofEntity, planned, withData } from './sources.ts'

interface Line {
  readonly qty: number
  readonly unitPrice: UnitPrice
}
const linesOf = (order: Draft): Line[] => (order.items['lines'] ?? []).map(({ fields }) => fields as unknown as Line) // what a line's draft holds
const amountOf = ({ qty, unitPrice }: Line): number => lineAmount(qty, unitPrice).amount

/** Counted apart from the code under test: the file's lines cut at their quotes by one expression. */
const countRetail = () => {
  const text = new TextDecoder().decode(gunzipSync(dataBytes('onlineretail/onlineretail.csv.gz')))
  const invoices = new Map<string, boolean>()
  const [customers, products] = [new Set<string>(), new Set<string>()]
  let lines = 0
  for (const line of text.split('\n').slice(1)) {
    if (line === '') continue
    const [, invoice = '', product = '', qty = '', customer = ''] =
      /^"([^"]*)","([^"]*)",.*,(-?\d+),"[^"]*",[-\d.e+]*,(\d*),"[^"]*"$/.exec(line) ?? []
    invoices.set(invoice, (invoices.get(invoice) ?? false) || Number(qty) < 0)
    products.add(product)
    if (customer !== '') customers.add(customer)
    lines += 1
  }
  return {
    lines,
    orders: invoices.size,
    returned: [...invoices.values()].filter(Boolean).length,
    customers: customers.size,
    products: products.size,
  }
}

describe.skipIf(!hasData)(withData('a year of a shop: 541,909 invoice lines'), () => {
  test('become orders, customers and products, to the penny', async () => {
    const { drafts, refused } = await planned(dataSource('onlineretail/onlineretail.csv.gz'), {
      purpose: 'orders',
      context: { currency: 'GBP', country: 'GB', timeZone: 'Europe/London' },
    })
    const orders = ofEntity(drafts, 'order')
    const counted = countRetail()
    expect(refused).toEqual([])
    expect({
      lines: orders.reduce((sum, { rows }) => sum + rows, 0),
      orders: orders.length,
      returned: orders.filter(({ fields }) => fields['status'] === 'returned').length,
      customers: ofEntity(drafts, 'contact').length,
      products: ofEntity(drafts, 'product').length,
    }).toEqual(counted)
    expect(counted).toMatchObject({ lines: 541_909, orders: 25_900, customers: 4_372, products: 4_070 })

    // analytics.md: customer present, quantity and price above zero.
    const clean = orders
      .filter(({ parents }) => parents['contactId'] !== undefined)
      .map((order) => linesOf(order).filter(({ qty, unitPrice }) => qty > 0 && unitPrice.digits > 0))
    expect(clean.flat().length).toBe(397_884)
    expect(clean.filter(({ length }) => length > 0).length).toBe(18_532)
    expect(clean.flat().reduce((sum, line) => sum + amountOf(line), 0)).toBe(891_140_790)
    expect(Object.values(orders[0]?.parents ?? {})[0]?.value).toBe('17850')
    expect(orders[0]?.fields['orderedAt']).toBe(Date.UTC(2010, 11, 1, 8, 26))
  }, 60_000)
})

describe.skipIf(!hasData)(withData('eighteen months of a music shop: 69,659 purchases'), () => {
  test('become an order each, to the cent', async () => {
    const { drafts, refused } = await planned(dataSource('cdnow/CDNOW_master.txt'), {
      purpose: 'orders',
      context: { timeZone: 'America/New_York' },
    })
    const orders = ofEntity(drafts, 'order')
    expect(refused).toEqual([])
    expect([orders.length, ofEntity(drafts, 'contact').length, ofEntity(drafts, 'product').length]).toEqual([69_659, 23_570, 0])
    expect(orders.flatMap(linesOf).reduce((sum, line) => sum + amountOf(line), 0)).toBe(250_031_563)
    expect(new Set(orders.map(({ fields }) => fields['number'])).size).toBe(69_659)
  }, 60_000)
})

describe.skipIf(!hasData)(withData('address books as they come'), () => {
  const names = [
    { family: 'ศรีสุวรรณ', given: 'กิตติพงศ์' },
    { family: '陳', given: '美玲' },
    { family: '王', given: '伟' },
    { family: '김', given: '지훈' },
    { family: 'Núñez, Jr.', given: 'José' },
  ]
  test.each([
    ['contacts/google_contacts_new.csv', [0, 1, 2, 3, 4]],
    ['contacts/outlook_utf8bom.csv', [0, 1, 2, 3, 4]],
    ['contacts/outlook_cp949.csv', [3]],
    ['contacts/outlook_gbk.csv', [2]],
  ] as const)('%s', async (path, whom) => {
    const { drafts, refused } = await planned(dataSource(path), { purpose: 'contacts' })
    expect(refused).toEqual([])
    expect(ofEntity(drafts, 'contact').map(({ fields }) => fields['name'])).toEqual(whom.map((i) => names[i]))
    expect(ofEntity(drafts, 'company')).toHaveLength(whom.length)
    for (const { items, fields, parents } of ofEntity(drafts, 'contact')) {
      expect(items['phones']?.[0]?.fields['value']).toMatch(/^\+\d+$/)
      expect(items['emails']).toHaveLength(1)
      expect(parents['companyId']?.value).toBeTruthy()
      if (typeof fields['birthDate'] === 'string') expect(isDay(fields['birthDate'])).toBe(true)
    }
  })

  test('several numbers, notes over two lines and quotes in quotes are kept', async () => {
    const { drafts } = await planned(dataSource('contacts/google_contacts_new.csv'), { purpose: 'contacts' })
    const last = ofEntity(drafts, 'contact').at(-1)
    expect(last?.fields).toMatchObject({ birthDate: '1985-07-09', description: 'line one\nline two' })
    expect(last?.items['phones']?.map(({ fields }) => fields['value'])).toEqual(['+34600000000', '+6621234567'])
    expect(ofEntity(drafts, 'company').at(-1)?.fields['name']).toBe('ACME "Sur" S.A.')
  })
})
