import { entityOf } from '../../core/ids.ts'
import type { Engine } from '../api.ts'
import type { OpenBook } from '../openbook.ts'
import { recordColumns } from '../viewcolumns.ts'
import type { Called } from './called.ts'

type AskingCalls = Pick<
  Engine,
  'query' | 'ids' | 'position' | 'search' | 'recognise' | 'alike' | 'doubles' | 'record' | 'bookmarks' | 'insight'
>

/** What a screen may know of the open workspace. */
export const askingCalls = ({ book, platform }: Called): AskingCalls => ({
  query: async (view, window) => {
    const { queries, ensure } = book().answering()
    await ensure(view, window)
    return queries.query(view, window)
  },
  ids: async (view, limit) => (await answerable(book(), view)).ids(view, limit),
  position: async (view, id) => (await answerable(book(), view)).positionOf(view, id),
  search: async (text, limit) => {
    const { index, searching, answering } = book()
    const [{ foundBy, untilSearchable }, search] = await Promise.all([import('../finding.ts'), searching(), index.whole()])
    await untilSearchable(search, platform.pause)
    return foundBy(search, answering().queries, text, limit)
  },
  recognise: async (line, phones) => {
    const { session, index, phones: load, answering } = book()
    const [{ calling, named, recognitionColumns }, readPhone] = await Promise.all([import('../naming.ts'), load(), index.rows()])
    await Promise.all(recognitionColumns.map(([entity, columns]) => index.ensure(entity, columns)))
    const callers = phones.flatMap((phone) => calling(session, answering().queries, readPhone(phone) ?? phone))
    const seen = new Set(callers.map(({ id }) => id))
    return [...callers, ...(line.trim() === '' ? [] : named(session, line)).filter(({ id }) => !seen.has(id))]
  },
  alike: async (entity, values) => (await import('../alike.ts')).alikeIn(book(), entity, values),
  doubles: async (entity) => (await import('../doubles.ts')).doublesIn(book(), entity),
  record: async (id) => {
    const { session, index } = book()
    const columns = recordColumns(session, entityOf(id)).map(([entity, names]) => index.ensure(entity, names))
    const [{ viewRecord }] = await Promise.all([import('../recordview.ts'), ...columns])
    return viewRecord(session, id)
  },
  bookmarks: async () => (await import('../bookmarks.ts')).bookmarksIn(book()),
  insight: async (request) => {
    await book().index.whole()
    const { insightPage } = await import('../insight/insight.ts')
    return insightPage(book().session, request)
  },
})

const NO_WINDOW = { start: 0, count: 0, columns: [] }

const answerable = async (book: OpenBook, view: Parameters<Engine['ids']>[0]) => {
  const { queries, ensure } = book.answering()
  await ensure(view, NO_WINDOW)
  return queries
}
