import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['name', 'type', 'phones', 'emails'],
    more: [
      'industry',
      'website',
      'socials',
      'employees',
      'rating',
      'billingAddress',
      'taxId',
      'code',
      'parentId',
      'referredById',
      'description',
    ],
  },
  details: [
    'name',
    'type',
    'rating',
    'industry',
    'employees',
    'phones',
    'emails',
    'website',
    'socials',
    'billingAddress',
    'taxId',
    'code',
    'parentId',
    'referredById',
    'tagIds',
    'ownerId',
    'description',
  ],
  related: [
    { entity: 'contact', by: 'companyId', sums: [] },
    { entity: 'deal', by: 'companyId', sums: ['amount'] },
    { entity: 'order', by: 'companyId', sums: ['total'] },
  ],
}
