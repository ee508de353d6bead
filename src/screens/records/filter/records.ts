import type { Choice } from '../../../ui/fields/control.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { ME, MY_TEAM } from '../../../tables/view.ts'
import { book } from '../../book.svelte.ts'
import { titleText } from '../value.ts'

/** Settings, of which a team has a dozen: they are shown whole, in their own order. */
const sortByEntity: Readonly<Partial<Record<string, string>>> = { stage: 'order', pipeline: 'name', member: 'name', team: 'name' }
const most = 60

/** All records that a reference may name, where they are few; null where one must search. */
export const fewRecords = async (to: readonly string[]): Promise<readonly Choice[] | null> => {
  const [entity, ...others] = to
  const column = entity === undefined || others.length > 0 ? undefined : sortByEntity[entity]
  if (entity === undefined || column === undefined) return null
  const { rows } = await book().client.call('query', { entity, sort: [{ column }] }, { start: 0, count: most, columns: ['name'] })
  const choices = rows.map((row) => ({ value: row.id, label: titleText(row['name']) }))
  return entity === 'member'
    ? [{ value: ME, label: i18n.t('filter.me') }, { value: MY_TEAM, label: i18n.t('filter.myTeam') }, ...choices]
    : choices
}
