import type { Id } from '../../core/ids.ts'
import { markOf, textOf, type Draft, type DraftKey } from '../../files/draft.ts'
import { LIVE, type Column, type Rows } from '../../tables/column.ts'
import type { Tables } from '../../tables/tables.ts'

/** Which record a key names: one in the book, or one that this import made. */
export interface Found {
  readonly idOf: (key: DraftKey) => Id | null
  /** Whose record a draft is. Families and offices share a phone: who answers it is told by the name. */
  readonly idOfDraft: (draft: Pick<Draft, 'key' | 'fields'>) => Id | null
  readonly made: (draft: Pick<Draft, 'key' | 'fields'>, id: Id) => void
  /** True where the record was there before the import. */
  readonly isOld: (id: Id) => boolean
}

/** Between two steps others may have their turn. */
const ROWS_A_STEP = 2_048

/** Marks of live rows; the oldest row of a mark stays. Built once an import and field, thrown away with it. */
export const findByKeys = async (
  tables: Tables,
  keys: readonly Pick<DraftKey, 'entity' | 'field'>[],
  pause: () => Promise<void>,
): Promise<Found> => {
  const indexes = new Map<string, ReadonlyMap<string, number>>()
  for (const { entity, field } of keys) {
    const index = new Map<string, number>()
    const steps = indexing(index, tables.rows(entity), entity, field)
    while (steps.next().done !== true) await pause()
    indexes.set(`${entity} ${field}`, index)
  }
  const made = new Map<string, Id>()
  const fresh = new Set<Id>()
  // A planner hands out one key object for all lines that name one product: looked up once, not half a million times.
  const known = new WeakMap<DraftKey, Id>()

  const search = ({ entity, field }: DraftKey, mark: string): Id | null => {
    const own = made.get(mark)
    if (own !== undefined) return own
    const row = indexes.get(`${entity} ${field}`)?.get(mark)
    return row === undefined ? null : tables.rows(entity).idOf(row)
  }
  const idOf = (key: DraftKey): Id | null => {
    const id = known.get(key) ?? search(key, markOf(key))
    if (id !== null) known.set(key, id)
    return id
  }

  return {
    idOf,
    idOfDraft: ({ key, fields }) => {
      if (key === null) return null
      return isShared(key) ? search(key, markWith(markOf(key), fields['name'])) : idOf(key)
    },
    made: ({ key, fields }, id) => {
      fresh.add(id)
      if (key === null) return
      const mark = markOf(key)
      if (isShared(key)) made.set(markWith(mark, fields['name']), id)
      if (!made.has(mark)) made.set(mark, id)
    },
    isOld: (id) => !fresh.has(id),
  }
}

const isShared = ({ entity, field }: Pick<DraftKey, 'entity' | 'field'>): boolean => entity === 'contact' && field === 'phones'

/** Whichever part of the name comes first. */
const markWith = (mark: string, name: unknown): string =>
  `${mark} ${textOf(name).normalize('NFKC').toLowerCase().split(/\s+/).toSorted().join(' ')}`

function* indexing(index: Map<string, number>, rows: Rows, entity: DraftKey['entity'], field: string): Generator<void, void> {
  const column = rows.column(field) ?? rows.column(`${field}.value`)
  if (column === null) return
  const name = isShared({ entity, field }) ? rows.column('name') : null
  const put = (mark: string, row: number) => {
    if (!index.has(mark)) index.set(mark, row)
  }
  for (let row = 0; row < rows.length; row += 1) {
    if (row % ROWS_A_STEP === 0) yield
    if (rows.live[row] !== LIVE) continue
    for (const value of textsAt(column, row)) {
      const mark = markOf({ entity, field, value })
      put(mark, row)
      if (name !== null) put(markWith(mark, name.get(row)), row)
    }
  }
}

const textsAt = (column: Column, row: number): readonly string[] => {
  const value = column.get(row)
  const values = Array.isArray(value) ? (value as unknown[]) : [value]
  return values.map(textOf).filter((text) => text !== '')
}
