import {
  calc,
  choice,
  defineEntity,
  instant,
  items,
  money,
  number,
  ref,
  tagged,
  text,
  unitPrice,
  type RecordOf,
  type RowOf,
} from '../entity.ts'
import { totalOf } from './total.ts'

/** Where an order counts as a purchase. */
export const bought = ['confirmed', 'shipped', 'completed'] as const

export const order = defineEntity(
  'order',
  { space: 'team', title: 'number', root: ['companyId', 'contactId'], time: 'orderedAt' },
  {
    number: text(40, { search: true, list: true, required: true }),
    companyId: ref('company', { list: true }),
    contactId: ref('contact', { list: true }),
    dealId: ref('deal'),
    status: choice(['draft', 'confirmed', 'shipped', 'completed', 'cancelled', 'returned'], { list: true, required: true }),
    orderedAt: instant({ list: true, required: true }),
    currency: text(3, { required: true }),
    /** Units of the base currency for one unit of the order's, kept with the record. */
    exchangeRate: number(),
    discount: money(),
    paymentStatus: choice(['unpaid', 'partial', 'paid', 'refunded']),
    ...tagged,
    lines: items({
      productId: ref('product'),
      name: text(200, { required: true }),
      qty: number({ required: true }),
      unitPrice: unitPrice({ required: true }),
      /** Percent. */
      taxRate: number(),
    }),
    total: calc('money', { own: ['lines', 'discount', 'currency'], of: totalOf }, { list: true }),
  },
)
export type Order = RecordOf<typeof order>
export type OrderRow = RowOf<typeof order>
