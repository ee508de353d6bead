import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['companyId', 'contactId', 'lines', 'status'],
    more: ['number', 'orderedAt', 'paymentStatus', 'discount', 'currency', 'dealId'],
  },
  details: [
    'number',
    'companyId',
    'contactId',
    'dealId',
    'status',
    'orderedAt',
    'paymentStatus',
    'lines',
    'discount',
    'currency',
    'tagIds',
    'ownerId',
  ],
  related: [],
}
