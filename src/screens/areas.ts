import Building from '~icons/lucide/building-2'
import CalendarCheck from '~icons/lucide/calendar-check'
import Handshake from '~icons/lucide/handshake'
import Package from '~icons/lucide/package'
import Receipt from '~icons/lucide/receipt-text'
import Target from '~icons/lucide/target'
import Users from '~icons/lucide/users'
import type { ListedEntity } from '../domain/named.ts'
import type { Area } from './area.ts'

export const areaByEntity: Readonly<Record<ListedEntity, Area>> = {
  company: {
    entity: 'company',
    href: '/companies',
    title: 'entity.company.many',
    create: 'shell.action.newCompany',
    icon: Building,
  },
  contact: {
    entity: 'contact',
    href: '/contacts',
    title: 'entity.contact.many',
    create: 'shell.action.newContact',
    icon: Users,
  },
  lead: {
    entity: 'lead',
    href: '/leads',
    title: 'entity.lead.many',
    create: 'shell.action.newLead',
    icon: Target,
  },
  deal: {
    entity: 'deal',
    href: '/deals',
    title: 'entity.deal.many',
    create: 'shell.action.newDeal',
    icon: Handshake,
  },
  order: {
    entity: 'order',
    href: '/orders',
    title: 'entity.order.many',
    create: 'shell.action.newOrder',
    icon: Receipt,
  },
  activity: {
    entity: 'activity',
    href: '/work',
    title: 'shell.nav.work',
    create: 'shell.action.newActivity',
    icon: CalendarCheck,
  },
  product: {
    entity: 'product',
    href: '/products',
    title: 'entity.product.many',
    create: 'shell.action.newProduct',
    icon: Package,
  },
}

/** Every area, in the order that navigation and search show them. */
export const areas: readonly Area[] = Object.values(areaByEntity)

/** The area of an entity that has a list of its own; null for stages, members and the like. */
export const areaOf = (entity: string): Area | null => areas.find((area) => area.entity === entity) ?? null

/** The area that an address's first part names: `/deals`. */
export const areaAt = (href: string): Area | null => areas.find((area) => area.href === href) ?? null

/** Where a record is shown: `/deals/deal_01…`; null where its entity has no page. */
export const hrefOf = (entity: string, id: string): `/${string}` | null => {
  const area = areaOf(entity)
  return area === null ? null : `${area.href}/${id}`
}
