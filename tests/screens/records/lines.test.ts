import { describe, expect, test } from 'vitest'
import { totalOf } from '../../../src/domain/order/total.ts'
import { priceOf, type UnitPrice } from '../../../src/core/money.ts'
import { amountOf, totalsOf } from '../../../src/screens/records/lines/lines.ts'

const aLine = (qty: number, amount: number, more: object = {}) => ({
  id: `l${amount}`,
  order: 'a0',
  qty,
  unitPrice: priceOf({ amount, currency: 'THB' }),
  ...more,
})

describe('the foot of an order', () => {
  test('comes to what the order’s own total says', () => {
    const lines = [aLine(3, 10_050), aLine(1.5, 333)]
    const discount = { amount: 1_000, currency: 'THB' }
    const priced = lines.map(({ qty, unitPrice }): { qty: number; unitPrice: UnitPrice } => ({ qty, unitPrice }))
    expect(totalsOf(lines, discount, 'THB').total).toEqual(totalOf({ lines: priced, discount, currency: 'THB' }))
  })

  test('shows tax on top, each line’s rounded once', () => {
    const { total, tax } = totalsOf([aLine(1, 1_050, { taxRate: 7 }), aLine(1, 1_050, { taxRate: 7 })], null, 'THB')
    expect(total.amount).toBe(2_100)
    expect(tax?.amount).toBe(148) // 73.5 twice, half away from zero, is 74 twice
  })

  test('says nothing of tax where no line has any', () => {
    expect(totalsOf([aLine(1, 1_050, { taxRate: 0 })], null, 'THB').tax).toBeNull()
  })

  test('a line without a price comes to nothing yet', () => {
    expect(amountOf({ id: 'l', order: 'a0', qty: 2 })).toBeNull()
    expect(totalsOf([{ id: 'l', order: 'a0', qty: 2 }], null, 'KRW').total).toEqual({ amount: 0, currency: 'KRW' })
  })
})
