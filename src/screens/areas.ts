import type { EntityName } from '../domain/entities.ts'
import type { Area } from './area.ts'
import { companies } from './companies/companies.ts'
import { contacts } from './contacts/contacts.ts'
import { deals } from './deals/deals.ts'
import { orders } from './orders/orders.ts'
import { products } from './products/products.ts'

/** Every area, in the order that navigation and search show them. */
export const areas: readonly Area[] = [companies, contacts, deals, orders, products]

const byEntity: ReadonlyMap<string, Area> = new Map(areas.map((area) => [area.entity, area]))

/** The area of an entity that has a list of its own; null for stages, members and the like. */
export const areaOf = (entity: EntityName | (string & {})): Area | null => byEntity.get(entity) ?? null

/** Where a record is shown: `/deals/deal_01…`; null where its entity has no page. */
export const hrefOf = (entity: string, id: string): `/${string}` | null => {
  const area = areaOf(entity)
  return area === null ? null : `${area.href}/${id}`
}
