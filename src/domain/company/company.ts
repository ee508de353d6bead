import {
  address,
  calc,
  choice,
  defineEntity,
  email,
  instant,
  items,
  phone,
  pick,
  prose,
  ref,
  tagged,
  text,
  url,
  type RecordOf,
  type RowOf,
} from '../entity.ts'
import { completeness } from '../completeness.ts'
import { lived } from '../lifecycle/stages.ts'
import { bought } from '../order/order.ts'
import { socials } from '../social.ts'

export const company = defineEntity(
  'company',
  { space: 'team', title: 'name' },
  {
    name: text(200, { search: true, list: true, required: true }),
    code: text(60, { search: true }),
    type: pick(['prospect', 'customer', 'partner', 'reseller', 'supplier', 'competitor', 'other'], { list: true }),
    rating: pick(['hot', 'warm', 'cold']),
    industry: text(80, { list: true }),
    employees: pick(['1-10', '11-50', '51-200', '201-500', '501-1000', '1000+']),
    website: url(),
    phones: items({ value: phone({ search: true, required: true }), kind: choice(['work', 'mobile', 'home', 'other']) }, { list: true }),
    emails: items({ value: email({ search: true, required: true }), kind: choice(['work', 'home', 'other']) }),
    billingAddress: address({ search: true }),
    taxId: text(40, { search: true }),
    parentId: ref('company'),
    socials: socials(),
    ...lived,
    /** When somebody last said that all of it still is so. */
    lastVerifiedAt: instant(),
    completeness: completeness('company'),
    ...tagged,
    description: prose(),
    orderCount: calc('number', {
      entity: 'order',
      by: 'companyId',
      fold: 'count',
      where: { status: bought },
    }),
    revenue: calc('money', { entity: 'order', by: 'companyId', fold: 'sum', of: 'total' }, { list: true }),
    firstOrderAt: calc('instant', { entity: 'order', by: 'companyId', fold: 'min', of: 'orderedAt', where: { status: bought } }),
    lastOrderAt: calc('instant', { entity: 'order', by: 'companyId', fold: 'max', of: 'orderedAt' }),
    lastActivityAt: calc(
      'instant',
      { entity: 'activity', by: 'regardingIds', fold: 'max', of: 'startAt', where: { status: ['done'] } },
      { list: true },
    ),
  },
)
export type Company = RecordOf<typeof company>
export type CompanyRow = RowOf<typeof company>
