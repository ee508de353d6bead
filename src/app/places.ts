import Chart from '~icons/lucide/chart-column'
import Ellipsis from '~icons/lucide/ellipsis'
import Import from '~icons/lucide/file-up'
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
const { company, contact, deal, order, product } = areaByEntity

const customers = (say: Say): readonly Place[] => [company, contact, deal].map(placeOf(say))
const rest = (say: Say): readonly Place[] => [
  ...[order, product].map(placeOf(say)),
  { href: '/insight', label: say('shell.nav.insight'), icon: Chart },
  { href: '/import', label: say('shell.nav.import'), icon: Import },
  { href: '/people', label: say('shell.nav.people'), icon: Team },
  { href: '/trash', label: say('shell.nav.trash'), icon: Trash },
  { href: '/settings', label: say('shell.nav.settings'), icon: Settings },
]

/** On a desk everything is in the rail. */
export const allPlaces = (say: Say = i18n.t): readonly Place[] => [...customers(say), ...rest(say)]
/** What a phone's bar has no room for. */
export const morePlaces = (): readonly Place[] => rest(i18n.t)
export const barPlaces = (): readonly Place[] => [...customers(i18n.t), { href: '/more', label: i18n.t('shell.nav.more'), icon: Ellipsis }]
