import type { ListedEntity } from '../domain/named.ts'
import type { ListArea } from './area.ts'
import { withOwnFields } from './ownfields.ts'

/** How an area lists its records comes with its route: one who looks at deals need not wait for the rest. */
const files: Readonly<Record<ListedEntity, () => Promise<{ readonly listing: ListArea }>>> = {
  activity: () => import('./work/listing.ts'),
  company: () => import('./companies/listing.ts'),
  contact: () => import('./contacts/listing.ts'),
  lead: () => import('./leads/listing.ts'),
  deal: () => import('./deals/listing.ts'),
  order: () => import('./orders/listing.ts'),
  product: () => import('./products/listing.ts'),
}
const known = new Map<string, ListArea>()

/** Brings an area's listing; rejects where it cannot be fetched. */
export const bringListing = async (entity: ListedEntity): Promise<void> => {
  if (!known.has(entity)) known.set(entity, (await files[entity]()).listing)
}

/** One that was brought. */
export const listingOf = (entity: string): ListArea | null => {
  const listing = known.get(entity)
  return listing === undefined ? null : withOwnFields(listing)
}
