import { choice, defineEntity, flag, prose, tagged, text, unitPrice, type RecordOf, type RowOf } from '../entity.ts'

export const product = defineEntity(
  'product',
  { space: 'team', title: 'name' },
  {
    name: text(200, { search: true, list: true, required: true }),
    code: text(60, { search: true, list: true }),
    category: text(120, { search: true, list: true }),
    kind: choice(['goods', 'service', 'subscription', 'bundle']),
    unit: text(30),
    listPrice: unitPrice({ list: true }),
    active: flag(),
    ...tagged,
    description: prose(),
  },
)
export type Product = RecordOf<typeof product>
export type ProductRow = RowOf<typeof product>
