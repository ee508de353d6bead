import { fold, wordsOf } from '../../core/fold.ts'
import type { Bookmarked, Bookmarks } from '../../engine/bookmarks.ts'
import type { SearchAnswer } from '../../engine/finding.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { MenuItem } from '../../ui/floats/menu.ts'
import type { RowCells } from '../../tables/view.ts'
import type { Icon } from '../../ui/icon.ts'
import type { Place } from '../../ui/shell/place.ts'
import type { Line, Moment } from '../area.ts'
import { pageOf } from '../pages.ts'
import { hrefWith } from '../records/list/listview.ts'

/** One line of what was found, in the order that the arrows pass it. */
export type Hit =
  | { readonly kind: 'record'; readonly id: string; readonly href: string; readonly line: Line }
  | { readonly kind: 'more'; readonly id: string; readonly href: string; readonly text: string }
  | { readonly kind: 'place'; readonly id: string; readonly href: string; readonly text: string; readonly icon: Icon }
  | { readonly kind: 'command'; readonly id: string; readonly text: string; readonly icon: Icon | undefined; readonly run: () => void }

/** Its words in English, and others that it is known by. */
interface Known {
  readonly also?: string
}
export type Command = MenuItem & Known
export type KnownPlace = Place & Known

export interface Section {
  readonly id: string
  readonly title: string
  readonly count?: string
  readonly hits: readonly Hit[]
}

/** Records by entity with their counts, then places and commands whose names hold the text. */
export const sectionsOf = (
  answer: SearchAnswer,
  text: string,
  places: readonly KnownPlace[],
  commands: readonly Command[],
  moment: Moment,
): readonly Section[] => [
  ...answer.flatMap((finding): readonly Section[] => {
    const area = pageOf(finding.entity)
    if (area === null) return []
    const { entity, rows, total, isMore } = finding
    const records = rows.flatMap((row) => recordHit(entity, row, moment))
    const more: readonly Hit[] =
      total > rows.length && !finding.isNear
        ? [
            {
              kind: 'more',
              id: `more-${area.entity}`,
              href: hrefWith(area.href, { entity: area.entity, search: text }),
              text: isMore ? i18n.t('shell.showAll') : i18n.t('search.more', { count: total }),
            },
          ]
        : []
    const count = isMore ? i18n.t('search.moreThan', { count: i18n.number(total) }) : i18n.number(total)
    return [{ id: area.entity, title: i18n.t(area.title), count, hits: [...records, ...more] }]
  }),
  ...section(
    'places',
    i18n.t('search.places'),
    places.filter((one) => isNamed(one, text)).map(({ href, label, icon }) => ({ kind: 'place', id: href, href, text: label, icon })),
  ),
  ...section(
    'commands',
    i18n.t('search.commands'),
    commands
      .filter((one) => isNamed(one, text))
      .map(({ id, label, icon, run }) => ({ kind: 'command', id: `do-${id}`, text: label, icon, run })),
  ),
]

/** What a person may have come for, before anything is written. */
export const markSections = ({ favourites, recents }: Bookmarks, moment: Moment): readonly Section[] => {
  const hits = (all: readonly Bookmarked[]) => all.flatMap(({ entity, row }) => recordHit(entity, row, moment))
  return [
    ...section('favourites', i18n.t('favourite.title'), hits(favourites)),
    ...section('recents', i18n.t('recent.title'), hits(recents)),
  ]
}

const recordHit = (entity: string, row: RowCells, moment: Moment): readonly Hit[] => {
  const area = pageOf(entity)
  return area === null ? [] : [{ kind: 'record', id: row.id, href: `${area.href}/${row.id}`, line: area.line(row, moment) }]
}

/** By every word that is written, in whatever order; with nothing written everything is offered. */
const isNamed = ({ label, also = '' }: Known & { readonly label: string }, text: string): boolean => {
  const names = fold(`${label} ${also}`)
  return wordsOf(text).every((word) => names.includes(word))
}

const section = (id: string, title: string, hits: readonly Hit[]): readonly Section[] => (hits.length === 0 ? [] : [{ id, title, hits }])
