import type { RecordArea } from '../area.ts'
import { listing } from './listing.ts'

export const page: RecordArea = {
  ...listing,
  form: { first: ['name', 'code', 'listPrice', 'category'], more: ['kind', 'unit', 'active', 'description'] },
  details: ['name', 'code', 'category', 'kind', 'listPrice', 'unit', 'active', 'tagIds', 'ownerId', 'description'],
  related: [],
}
