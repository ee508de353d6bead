import Chart from '~icons/lucide/chart-column'
import Ellipsis from '~icons/lucide/ellipsis'
import Import from '~icons/lucide/file-up'
import Sun from '~icons/lucide/sun'
import Settings from '~icons/lucide/settings'
import Trash from '~icons/lucide/trash-2'
import Team from '~icons/lucide/monitor-smartphone'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Area } from '../screens/area.ts'
import { areaByEntity } from '../screens/areas.ts'
import type { Place } from '../ui/shell/place.ts'

const placeOf = ({ href, title, icon }: Area): Place => ({ href, label: i18n.t(title), icon })
const { company, contact, lead, deal, activity, order, product } = areaByEntity

const today = (): Place => ({ href: '/today', label: i18n.t('shell.nav.today'), icon: Sun })
/** Work opens as what is planned; its list is of everything that was ever done. */
const work = (): Place => ({ ...placeOf(activity), href: '/work?as=agenda' })
const rest = (): readonly Place[] => [
  ...[order, product].map(placeOf),
  { href: '/insight', label: i18n.t('shell.nav.insight'), icon: Chart },
  { href: '/import', label: i18n.t('shell.nav.import'), icon: Import },
  { href: '/people', label: i18n.t('shell.nav.people'), icon: Team },
  { href: '/trash', label: i18n.t('shell.nav.trash'), icon: Trash },
  { href: '/settings', label: i18n.t('shell.nav.settings'), icon: Settings },
]

/** On a desk everything is in the rail. */
export const allPlaces = (): readonly Place[] => [today(), ...[company, contact, lead, deal].map(placeOf), work(), ...rest()]
/** What a phone's bar has no room for. */
export const morePlaces = rest
/** On a phone customers are one place, which leads to all of them. */
export const barPlaces = (): readonly Place[] => [
  today(),
  { ...placeOf(company), label: i18n.t('shell.nav.customers') },
  placeOf(deal),
  work(),
  { href: '/more', label: i18n.t('shell.nav.more'), icon: Ellipsis },
]

const customers: readonly string[] = [company, contact, lead].map(({ href }) => href)

/** The place, of those that are shown, which the address belongs to. */
export const placeAt = (href: string, isWide: boolean): string => {
  if (href === activity.href) return work().href
  if (isWide) return href
  if (customers.includes(href)) return company.href
  return morePlaces().some((place) => place.href === href) ? '/more' : href
}
