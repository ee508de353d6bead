import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['name', 'companyId', 'amount', 'stageId', 'expectedCloseDate'],
    more: ['primaryContactId', 'nextStep', 'type', 'competitorIds', 'description'],
  },
  details: [
    'name',
    'companyId',
    'primaryContactId',
    'stageId',
    'amount',
    'expectedCloseDate',
    'nextStep',
    'type',
    'competitorIds',
    'lostReason',
    'closedAt',
    'tagIds',
    'ownerId',
    'description',
  ],
  related: [{ entity: 'order', by: 'dealId', sums: ['total'] }],
}
