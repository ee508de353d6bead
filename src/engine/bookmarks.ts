import { entityOf, idFrom, type Id } from '../core/ids.ts'
import { between } from '../core/order.ts'
import { ok, type Result } from '../core/result.ts'
import { createTurns } from '../core/turns.ts'
import type { Values } from '../domain/check.ts'
import { named } from '../domain/named.ts'
import { LIVE } from '../tables/column.ts'
import type { RowCells } from '../tables/view.ts'
import type { OpenBook } from './openbook.ts'
import type { Done, Failure } from './protocol.ts'
import type { StepKeeper } from './steps.ts'

/** What a person does to the mark of a record. */
export type BookmarkAct = 'opened' | 'favoured' | 'unfavoured'

/** A record as the search sheet shows it. */
export interface Bookmarked {
  readonly entity: string
  readonly row: RowCells
}
/** In the order that every device of the person shows. */
export interface Bookmarks {
  readonly favourites: readonly Bookmarked[]
  readonly recents: readonly Bookmarked[]
}

/** Recents that are shown. */
const SHOWN = 20
/** Whoever goes back and forth between two records writes nothing for it. */
const AGAIN_MS = 60_000

/** To open a record is nothing that anybody would take back, and a star is taken back by pressing it again: neither is a step. */
const stepless: StepKeeper = { keep: () => 0, take: () => null }

/** Two devices that never heard of each other make one mark of one record: its id follows from whose it is and what it marks. */
export const bookmarkId = (memberId: Id, targetId: Id): Promise<Id> => idFrom('bookmark', `${memberId} ${targetId}`)

/** A star that is pressed while the opening is being noted finds the mark there. */
const marking = createTurns()

export const mark = (book: OpenBook, targetId: Id, act: BookmarkAct): Promise<Result<Done, Failure>> =>
  marking(() => markNow(book, targetId, act))

const markNow = async (book: OpenBook, targetId: Id, act: BookmarkAct): Promise<Result<Done, Failure>> => {
  const { session, writer } = book
  const id = await bookmarkId(session.held.memberId, targetId)
  const marks = await marksIn(book)
  const held = marks.find((one) => one.id === id)
  const now = session.now()
  if (act === 'opened' && held !== undefined && now - held.at < AGAIN_MS) return ok({ ids: [], step: null })
  const lastPlace = favouritesAmong(marks).at(-1)?.order ?? null
  const fields: Readonly<Record<BookmarkAct, Values>> = {
    opened: { at: now },
    favoured: { kind: 'favourite', order: between(lastPlace, null, session.random) },
    unfavoured: { kind: 'recent', order: null },
  }
  const { create, edit } = await writer(stepless)
  if (held === undefined) return create({ id, values: { targetId, kind: 'recent', at: now, ...fields[act] } })
  return edit([{ id, changes: Object.entries(fields[act]).map(([path, value]) => ({ path, value })) }])
}

export const bookmarksIn = async (book: OpenBook): Promise<Bookmarks> => {
  const marks = await marksIn(book)
  const { queries, ensure } = book.answering()
  const kinds = named.filter((entity) => marks.some(({ targetId }) => entityOf(targetId) === entity))
  await Promise.all(kinds.map((entity) => ensure({ entity }, { start: 0, count: 0 })))
  /** What is in the trash, or has not arrived yet, is passed over. */
  const shown = ({ targetId }: Mark): readonly Bookmarked[] => {
    const entity = named.find((name) => name === entityOf(targetId))
    if (entity === undefined) return []
    const rows = book.session.tables.rows(entity)
    const row = rows.rowOf(targetId)
    return rows.live[row] === LIVE ? queries.cells(entity, [row], undefined).map((cells) => ({ entity, row: cells })) : []
  }
  const recents = marks.filter(({ kind }) => kind === 'recent').toSorted((a, b) => b.at - a.at || byId(a, b))
  return { favourites: favouritesAmong(marks).flatMap(shown), recents: recents.flatMap(shown).slice(0, SHOWN) }
}

interface Mark {
  readonly id: Id
  readonly targetId: Id
  readonly kind: string
  readonly at: number
  readonly order: string
}

const marksIn = async ({ session, index }: OpenBook): Promise<readonly Mark[]> => {
  await index.ensure('bookmark', ['targetId', 'kind', 'at', 'order'])
  const rows = session.tables.rows('bookmark')
  const text = (name: string, row: number): string => {
    const value = rows.column(name)?.get(row)
    return typeof value === 'string' ? value : ''
  }
  return Array.from({ length: rows.length }, (_, row) => row)
    .filter((row) => rows.live[row] === LIVE)
    .map((row) => ({
      id: rows.idOf(row),
      targetId: text('targetId', row),
      kind: text('kind', row),
      at: Number(rows.column('at')?.get(row) ?? 0),
      order: text('order', row),
    }))
}

const favouritesAmong = (marks: readonly Mark[]): readonly Mark[] =>
  marks.filter(({ kind }) => kind === 'favourite').toSorted((a, b) => compared(a.order, b.order) || byId(a, b))

const byId = (a: Mark, b: Mark): number => compared(a.id, b.id)
const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
