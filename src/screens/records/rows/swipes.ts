import { i18n } from '../../../i18n/i18n.svelte.ts'
import { swiping, type Swiping } from '../../../ui/lists/swipe.ts'
import { told } from '../../act.svelte.ts'
import { book } from '../../book.svelte.ts'
import { itemsIn } from '../editors/held.ts'
import { hrefFor } from '../page/reach.ts'
import { beginCall } from '../../work/calling.ts'
import type { Entry } from './groups.ts'

/** What a thumb does with a row: onward it calls, where records have phones; back it throws away, which can be undone. */
export const rowSwipes = (hasPhones: boolean, open: (id: string) => void): Swiping<Entry> =>
  swiping({
    ...(hasPhones
      ? { onward: { label: i18n.t('shell.call'), run: (entry: Entry) => entry.kind === 'row' && void call(entry.row.id, open) } }
      : {}),
    back: { label: i18n.t('shell.delete'), run: (entry: Entry) => entry.kind === 'row' && trash(entry.row.id) },
  })

/** Nobody to call there: the record says what else is known. */
const call = async (id: string, open: (id: string) => void): Promise<void> => {
  const record = await book().client.call('record', id)
  const href = hrefFor('phone', itemsIn(record?.fields['phones'])[0]?.['value'])
  if (href === null) open(id)
  else {
    beginCall(id, href.slice('tel:'.length))
    location.assign(href)
  }
}

const trash = (id: string): void => {
  void told(book().client.call('trash', [id]), (count) => i18n.t('shell.toast.trashed', { count }))
}
