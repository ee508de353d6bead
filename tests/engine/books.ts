import { createJournal } from '../../src/core/journal.ts'
import { must } from '../../src/core/result.ts'
import { openBook, unheard, type OpenBook } from '../../src/engine/openbook.ts'
import type { Notice } from '../../src/engine/watching.ts'
import type { EnginePlatform } from '../../src/engine/workspace.ts'
import { openRegistry } from '../../src/store/registry.ts'
import { NOON, type Profile } from './profile.ts'
import { valueOf } from './wanted.ts'

/** What the person of any of them was told. */
export const notices: Notice[] = []
const quiet = { ...unheard, notice: (notice: Notice) => notices.push(notice) }

/** The same workspace in another tab, with its insides in reach. */
export const bookIn = async (
  profile: Profile,
  other: Partial<EnginePlatform> = {},
): Promise<{ book: OpenBook; journal: ReturnType<typeof createJournal> }> => {
  const platform = { ...profile.platform(), ...other }
  const [held] = await openRegistry(platform).list()
  const journal = createJournal(() => NOON)
  return { book: await openBook(platform, must(held, 'a workspace'), journal, 'en', quiet), journal }
}

/** A company; answers its id. */
export const add = async (book: OpenBook, profile: Profile, name: string, more = {}): Promise<string> => {
  const id = profile.makeId('company')
  valueOf(await (await book.writer()).create({ id, values: { name, ...more } }))
  return id
}

/** The companies as their list shows them. */
export const namesIn = async (book: OpenBook): Promise<readonly unknown[]> => {
  const { queries, ensure } = book.answering()
  const view = { entity: 'company', sort: [{ column: 'name' }] }
  await ensure(view, { start: 0, count: 500 })
  return queries.query(view, { start: 0, count: 500 }).rows.map(({ name }) => name)
}
