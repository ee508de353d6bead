import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: {
    first: ['subject', 'kind', 'dueAt', 'regardingIds'],
    more: ['startAt', 'status', 'assigneeId', 'priority', 'location', 'participantIds', 'channel', 'direction', 'tagIds', 'body'],
  },
  details: [
    'subject',
    'kind',
    'status',
    'dueAt',
    'startAt',
    'durationSec',
    'outcome',
    'regardingIds',
    'participantIds',
    'assigneeId',
    'priority',
    'location',
    'channel',
    'direction',
    'tagIds',
    'ownerId',
    'body',
  ],
  related: [],
}
