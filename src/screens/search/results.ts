import { fold } from '../../core/fold.ts'
import type { SearchAnswer } from '../../engine/finding.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { MenuItem } from '../../ui/floats/menu.ts'
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
  places: readonly Place[],
  commands: readonly MenuItem[],
  moment: Moment,
): readonly Section[] => [
  ...answer.flatMap((finding): readonly Section[] => {
    const area = pageOf(finding.entity)
    if (area === null) return []
    const { rows, total, isMore } = finding
    const records = rows.map((row): Hit => ({ kind: 'record', id: row.id, href: `${area.href}/${row.id}`, line: area.line(row, moment) }))
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
    places
      .filter(({ label }) => isNamed(label, text))
      .map(({ href, label, icon }) => ({ kind: 'place', id: href, href, text: label, icon })),
  ),
  ...section(
    'commands',
    i18n.t('search.commands'),
    commands
      .filter(({ label }) => isNamed(label, text))
      .map(({ id, label, icon, run }) => ({ kind: 'command', id: `do-${id}`, text: label, icon, run })),
  ),
]

/** With nothing written every place is offered. */
const isNamed = (label: string, text: string): boolean => fold(label).includes(fold(text))

const section = (id: string, title: string, hits: readonly Hit[]): readonly Section[] => (hits.length === 0 ? [] : [{ id, title, hits }])
