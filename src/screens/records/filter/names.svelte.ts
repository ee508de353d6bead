import { SvelteMap } from 'svelte/reactivity'
import type { Id } from '../../../core/ids.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { ME, MY_TEAM } from '../../../tables/view.ts'
import { book } from '../../book.svelte.ts'
import { entityFacts } from '../../fields.ts'
import { titleText } from '../value.ts'

const known = new SvelteMap<string, string>()
const asked: Record<Id, true> = {}

/** What a record that a filter names is called (`ME` is the reader, `MY_TEAM` whoever works with them); the engine is asked once, and until it answers there are dots. */
export const nameOf = (id: Id): string => {
  if (id === ME) return i18n.t('filter.me')
  if (id === MY_TEAM) return i18n.t('filter.myTeam')
  const name = known.get(id)
  if (name !== undefined) return name
  if (asked[id] === undefined) {
    asked[id] = true
    void ask(id)
  }
  return '…'
}

/** What was just picked from a list is known by name already. */
export const learnName = (id: Id, name: string): void => {
  asked[id] = true
  known.set(id, name)
}

const ask = async (id: Id): Promise<void> => {
  const view = await book().client.call('record', id)
  const title = view === null ? '' : titleText(view.fields[entityFacts(view.entity as Parameters<typeof entityFacts>[0]).title]) // a record's view names its own entity
  known.set(id, title === '' ? i18n.t('shell.unknown') : title)
}
