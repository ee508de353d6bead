import { fold, hasHan, type HanFold } from '../core/fold.ts'
import { loadHan } from '../core/fold-han.ts'
import { isId, type Id } from '../core/ids.ts'
import type { Values } from '../domain/check.ts'
import { kinOf, likenesses, markOf, tellsOf, type Doubled, type Likeness } from '../domain/likeness.ts'
import { LIVE, type Rows } from '../tables/column.ts'
import { maskOf } from '../tables/filter/mask.ts'
import { formsOfValue } from '../tables/plain.ts'
import { isNear } from '../tables/search/near.ts'
import type { Search } from '../tables/search/search.ts'
import { untilSearchable } from './finding.ts'
import { plainName } from './naming.ts'
import type { OpenBook } from './openbook.ts'
import { entityOrThrow, type Session } from './session.ts'
import type { ReadPhone } from './writing/checks.ts'

/** A record that may be the one that somebody is about to make. */
export interface Alike {
  readonly id: Id
  readonly entity: Doubled
  readonly title: string
  /** Where they work; empty where that is not known. */
  readonly at: string
  readonly by: Likeness | 'name'
}

const MOST = 3
/** Bearers of the same words that are looked at. */
const NAMESAKES = 50

/** Columns that are read of an entity. */
export const columnsAlike = (entity: Doubled): readonly string[] => [
  'name',
  ...whereAt[entity],
  ...tellsOf[entity].map(([column]) => column),
]

const whereAt: Readonly<Record<Doubled, readonly string[]>> = {
  company: [],
  contact: ['companyId'],
  lead: ['companyName', 'convertedAt'],
}

/** Who is in the book already of what a form holds so far, the surest first. */
export const alikeIn = async (book: OpenBook, entity: Doubled, values: Values): Promise<readonly Alike[]> => {
  const { session, index, phones, searching } = book
  const [search, readPhone, han] = await Promise.all([searching(), phones(), loadHan().catch(() => null), index.whole()])
  const key = nameKey(session, entity, values['name'], han)
  if (key !== '') await untilSearchable(search, session.pause)
  const wanted = marksIn(entity, values, readPhone)
  const found = kinOf(entity).flatMap((kin) => [
    ...tellsOf[kin].flatMap(([column, by]) => {
      const marks = by === 'code' && kin !== entity ? undefined : wanted.get(by)
      return marks === undefined ? [] : rowsMarked(session, kin, column, by, marks).map((row) => ({ kin, row, by }))
    }),
    ...(key === '' ? [] : rowsNamed(session, search, kin, key, han).map((row) => ({ kin, row, by: 'name' as const }))),
  ])
  const seen = new Set<Id>()
  return found
    .filter(({ kin, row }) => stands(session.tables.rows(kin), row))
    .toSorted((a, b) => sureness(a.by) - sureness(b.by))
    .map(({ kin, row, by }): Alike => ({ ...introduced(session, kin, row), by }))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .slice(0, MOST)
}

/** A lead that was converted lives on in its contact. */
export const stands = (rows: Rows, row: number): boolean => rows.live[row] === LIVE && rows.column('convertedAt')?.present[row] !== 1

export const introduced = ({ tables, titleOf }: Session, entity: Doubled, row: number): Omit<Alike, 'by'> => {
  const rows = tables.rows(entity)
  const id = rows.idOf(row)
  const [column = ''] = whereAt[entity]
  const at = rows.column(column)?.get(row)
  const text = typeof at === 'string' ? at : ''
  return { id, entity, title: titleOf(id) ?? '', at: isId(text) ? (titleOf(text) ?? '') : text }
}

const sureness = (by: Alike['by']): number => (by === 'name' ? likenesses.length : likenesses.indexOf(by))

const marksIn = (entity: Doubled, values: Values, readPhone: ReadPhone): ReadonlyMap<Likeness, ReadonlySet<string>> => {
  const marks = new Map<Likeness, Set<string>>()
  for (const [column, by] of tellsOf[entity]) {
    const [field = ''] = column.split('.')
    for (const text of textsIn(values[field])) {
      const mark = markOf(by, by === 'phone' ? (readPhone(text) ?? '') : text)
      if (mark !== '') marks.set(by, (marks.get(by) ?? new Set()).add(mark))
    }
  }
  return marks
}

const textsIn = (value: unknown): readonly string[] => {
  const all = Array.isArray(value) ? value.map((item: Values) => item['value']) : [value] // a list's items are objects
  return all.filter((one) => typeof one === 'string')
}

const rowsMarked = ({ tables, entity }: Session, name: Doubled, column: string, by: Likeness, marks: ReadonlySet<string>) => {
  const rows = tables.rows(name)
  const held = rows.column(column)
  if (held === null) return []
  const test = { kind: 'text', key: JSON.stringify([by, ...marks]), holds: (text: string) => marks.has(markOf(by, text)) } as const
  const [head = '', inner] = column.split('.')
  const field = entity(name)?.fields[head] ?? null
  const mask = maskOf(test, held, (inner === undefined ? field : field?.items?.[inner]) ?? null, tables.rows, rows.length)
  const found: number[] = []
  for (let row = mask.indexOf(1); row >= 0; row = mask.indexOf(1, row + 1)) found.push(row)
  return found
}

const rowsNamed = (session: Session, search: Search, name: Doubled, key: string, han: HanFold | null): readonly number[] => {
  const rows = session.tables.rows(name)
  const names = rows.column('name')
  return search
    .search(key, [name], NAMESAKES)
    .flatMap((hits) => hits.rows.filter((row) => isAlike(nameKey(session, name, names?.get(row), han), key)))
}

/** A name in the letters that it is compared by: of a company without its legal form, of a person in whichever order it was written. */
const nameKey = (session: Session, name: Doubled, value: unknown, han: HanFold | null): string => {
  const [form = ''] = formsOfValue(value, entityOrThrow(session, name).fields['name'] ?? null).map(fold)
  const simple = han !== null && hasHan(form) ? han.simplify(form) : form
  return name === 'company' ? plainName(simple) : simple.split(' ').toSorted().join(' ')
}

/** Letters of which one may be mistyped; a figure more is another branch. */
const LONG_ENOUGH = 6
const isAlike = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= LONG_ENOUGH && !/\d/.test(a + b) && isNear(a, b))
