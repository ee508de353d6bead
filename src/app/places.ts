import Building from '~icons/lucide/building-2'
import Chart from '~icons/lucide/chart-column'
import Ellipsis from '~icons/lucide/ellipsis'
import Handshake from '~icons/lucide/handshake'
import Import from '~icons/lucide/file-up'
import Package from '~icons/lucide/package'
import Receipt from '~icons/lucide/receipt-text'
import Settings from '~icons/lucide/settings'
import Trash from '~icons/lucide/trash-2'
import Team from '~icons/lucide/monitor-smartphone'
import Users from '~icons/lucide/users'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Place } from '../ui/shell/place.ts'

const customers = (): readonly Place[] => [
  { href: '/companies', label: i18n.t('shell.nav.companies'), icon: Building },
  { href: '/contacts', label: i18n.t('shell.nav.contacts'), icon: Users },
  { href: '/deals', label: i18n.t('shell.nav.deals'), icon: Handshake },
]
const rest = (): readonly Place[] => [
  { href: '/orders', label: i18n.t('shell.nav.orders'), icon: Receipt },
  { href: '/products', label: i18n.t('shell.nav.products'), icon: Package },
  { href: '/insight', label: i18n.t('shell.nav.insight'), icon: Chart },
  { href: '/import', label: i18n.t('shell.nav.import'), icon: Import },
  { href: '/people', label: i18n.t('shell.nav.people'), icon: Team },
  { href: '/trash', label: i18n.t('shell.nav.trash'), icon: Trash },
  { href: '/settings', label: i18n.t('shell.nav.settings'), icon: Settings },
]

/** On a desk everything is in the rail. */
export const allPlaces = (): readonly Place[] => [...customers(), ...rest()]
/** What a phone's bar has no room for. */
export const morePlaces = rest
export const barPlaces = (): readonly Place[] => [...customers(), { href: '/more', label: i18n.t('shell.nav.more'), icon: Ellipsis }]
