import type { ListedEntity } from '../domain/named.ts'
import type { RecordArea } from './area.ts'
import { withOwnFields } from './ownfields.ts'
import { page as company } from './companies/page.ts'
import { page as contact } from './contacts/page.ts'
import { page as deal } from './deals/page.ts'
import { page as activity } from './work/page.ts'
import { page as lead } from './leads/page.ts'
import { page as order } from './orders/page.ts'
import { page as product } from './products/page.ts'

/** Every area whole, for what shows records of any. */
export const pageByEntity: Readonly<Record<ListedEntity, RecordArea>> = {
  company,
  contact,
  lead,
  deal,
  order,
  product,
  activity,
}

const pages: ReadonlyMap<string, RecordArea> = new Map(Object.entries(pageByEntity))

/** Null for an entity that has no area. */
export const pageOf = (entity: string): RecordArea | null => {
  const page = pages.get(entity)
  return page === undefined ? null : withOwnFields(page)
}
