import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['name', 'companyId', 'phones', 'emails'],
    more: [
      'jobTitle',
      'department',
      'socials',
      'preferredChannel',
      'preferredHours',
      'language',
      'birthDate',
      'calendar',
      'importantDates',
      'interests',
      'address',
      'code',
      'description',
    ],
  },
  details: [
    'name',
    'companyId',
    'jobTitle',
    'department',
    'phones',
    'emails',
    'socials',
    'preferredChannel',
    'preferredHours',
    'language',
    'birthDate',
    'calendar',
    'importantDates',
    'interests',
    'address',
    'code',
    'tagIds',
    'ownerId',
    'description',
  ],
  related: [
    { entity: 'deal', by: 'primaryContactId', sums: ['amount'] },
    { entity: 'order', by: 'contactId', sums: ['total'] },
  ],
}
