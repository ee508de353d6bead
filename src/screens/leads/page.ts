import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['name', 'companyName', 'phones', 'emails', 'source'],
    more: ['jobTitle', 'socials', 'industry', 'expectedAmount', 'interestProductIds', 'sourceDetail', 'rating', 'tagIds', 'description'],
  },
  details: [
    'name',
    'companyName',
    'jobTitle',
    'phones',
    'emails',
    'socials',
    'industry',
    'source',
    'sourceDetail',
    'status',
    'unqualifiedReason',
    'rating',
    'expectedAmount',
    'interestProductIds',
    'convertedAt',
    'convertedCompanyId',
    'convertedContactId',
    'convertedDealId',
    'tagIds',
    'ownerId',
    'description',
  ],
  related: [],
}
