import Chart from '~icons/lucide/chart-column'
import Ellipsis from '~icons/lucide/ellipsis'
import Import from '~icons/lucide/file-up'
import Settings from '~icons/lucide/settings'
import Trash from '~icons/lucide/trash-2'
import Team from '~icons/lucide/monitor-smartphone'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Area } from '../screens/area.ts'
import { areaByEntity } from '../screens/areas.ts'
import type { Place } from '../ui/shell/place.ts'

const placeOf = ({ href, title, icon }: Area): Place => ({ href, label: i18n.t(title), icon })
const { company, contact, lead, deal, order, product } = areaByEntity

const customers = (): readonly Place[] => [company, contact, deal].map(placeOf)
const rest = (): readonly Place[] => [
  ...[lead, order, product].map(placeOf),
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
