import Chart from '~icons/lucide/chart-column'
import Ellipsis from '~icons/lucide/ellipsis'
import Flag from '~icons/lucide/flag'
import Import from '~icons/lucide/file-up'
import Sun from '~icons/lucide/sun'
import Settings from '~icons/lucide/settings'
import Trash from '~icons/lucide/trash-2'
import Team from '~icons/lucide/monitor-smartphone'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Say } from '../screens/actions.svelte.ts'
import type { Area } from '../screens/area.ts'
import { areaByEntity } from '../screens/areas.ts'
import type { Place } from '../ui/shell/place.ts'

const placeOf =
  (say: Say) =>
  ({ href, title, icon }: Area): Place => ({ href, label: say(title), icon })
const { company, contact, lead, deal, activity, order, product } = areaByEntity

const today = (say: Say): Place => ({ href: '/today', label: say('shell.nav.today'), icon: Sun })
/** Work opens as what is planned; its list is of everything that was ever done. */
const work = (say: Say): Place => ({ ...placeOf(say)(activity), href: '/work?as=agenda' })
const rest = (say: Say): readonly Place[] => [
  ...[order, product].map(placeOf(say)),
  { href: '/insight', label: say('shell.nav.insight'), icon: Chart },
  { href: '/goals', label: say('shell.nav.goals'), icon: Flag },
  { href: '/import', label: say('shell.nav.import'), icon: Import },
  { href: '/people', label: say('shell.nav.people'), icon: Team },
  { href: '/trash', label: say('shell.nav.trash'), icon: Trash },
  { href: '/settings', label: say('shell.nav.settings'), icon: Settings },
]

/** On a desk everything is in the rail. */
export const allPlaces = (say: Say = i18n.t): readonly Place[] => [
  today(say),
  ...[company, contact, lead, deal].map(placeOf(say)),
  work(say),
  ...rest(say),
]
/** What a phone's bar has no room for. */
export const morePlaces = (): readonly Place[] => rest(i18n.t)
/** On a phone customers are one place, which leads to all of them. */
export const barPlaces = (): readonly Place[] => [
  today(i18n.t),
  { ...placeOf(i18n.t)(company), label: i18n.t('shell.nav.customers') },
  placeOf(i18n.t)(deal),
  work(i18n.t),
  { href: '/more', label: i18n.t('shell.nav.more'), icon: Ellipsis },
]

const customers: readonly string[] = [company, contact, lead].map(({ href }) => href)

/** The place, of those that are shown, which the address belongs to. */
export const placeAt = (href: string, isWide: boolean): string => {
  if (href === activity.href) return work(i18n.t).href
  if (isWide) return href
  if (customers.includes(href)) return company.href
  return morePlaces().some((place) => place.href === href) ? '/more' : href
}
