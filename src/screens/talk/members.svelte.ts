import { watchList } from '../book.svelte.ts'
import { titleText } from '../records/value.ts'
import type { Named } from './mentions.ts'

/** More people than one workspace is made for. */
const MOST = 500

/** Everyone of the team, by name. Call it while a component is set up. */
export const watchMembers = (): { readonly all: readonly Named[] } => {
  const list = watchList(() => ({ entity: 'member', sort: [{ column: 'name' }] }), { start: 0, count: MOST, columns: ['name'] })
  return {
    get all() {
      return list.answer.rows.map((row) => ({ id: row.id, name: titleText(row['name']) }))
    },
  }
}
