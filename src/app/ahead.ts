import { i18n } from '../i18n/i18n.svelte.ts'
import { areaAt, areas } from '../screens/areas.ts'
import { bringListing } from '../screens/listings.ts'
import { ahead } from '../ui/ahead.ts'
import { areaHere } from './here.svelte.ts'

/** After the first list, which the engine answers within a second. */
const SETTLE_MS = 1_000

/** What the first list needs besides the page; the route asks for it again, and says so if it cannot be had. */
export const bringHere = (): void => {
  const area = areaAt(areaHere()) ?? areas[0]
  if (area !== undefined) bringListing(area.entity).catch(() => undefined)
}

/** What a first tap leads to, fetched while nobody waits: a record, a form, a search, a filter, and their words. */
export const fetchAhead = (): void => {
  setTimeout(() => {
    ahead(() =>
      Promise.allSettled([
        i18n.load('pages'),
        ...areas.map(({ entity }) => bringListing(entity)),
        import('./RecordRoute.svelte'),
        import('./Adding.svelte'),
        import('../screens/records/CreateSheet.svelte'),
        import('../screens/records/FilterSheet.svelte'),
        import('../screens/records/list/ArrangeSheet.svelte'),
        import('../screens/records/list/SelectionBar.svelte'),
        import('../screens/search/SearchSheet.svelte'),
      ]),
    )
  }, SETTLE_MS)
}
