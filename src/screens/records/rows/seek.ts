import type { View } from '../../../tables/view.ts'
import { book } from '../../book.svelte.ts'
import { narrowed } from '../filter/edit.ts'

/** How many that begin with the letters are looked at to find the next one. */
const most = 50

/** The place of the next record from `from` on whose title begins with what was typed; the first of all where none comes later. */
export const seekIn = async (view: View, title: string, text: string, from: number): Promise<number | undefined> => {
  const { client } = book()
  const ids = await client.call('ids', { ...view, filter: narrowed(view.filter, { column: title, op: 'startsWith', value: text }) }, most)
  let first: number | undefined
  for (const id of ids) {
    const place = await client.call('position', view, id)
    if (place >= from) return place
    first ??= place
  }
  return first
}
