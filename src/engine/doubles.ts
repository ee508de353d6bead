import { doubled, kinOf, likenesses, markOf, tellsOf, type Doubled, type Likeness } from '../domain/likeness.ts'
import { columnsAlike, introduced, stands, type Alike } from './alike.ts'
import type { OpenBook } from './openbook.ts'
import type { Session } from './session.ts'

/** Records that share what only one should have. */
export interface DoubleGroup {
  /** All that the same records share, as one of them writes it. */
  readonly shared: readonly { readonly by: Likeness; readonly text: string }[]
  /** Changed last first. */
  readonly records: readonly (Omit<Alike, 'by'> & { readonly updatedAt: number })[]
}

export interface Doubles {
  /** Biggest first; no more than a person goes through at once. */
  readonly groups: readonly DoubleGroup[]
  readonly total: number
}

const MOST_GROUPS = 100
/** Of one group: a telephone of a hundred people is the switchboard's. */
const MOST_RECORDS = 50
/** Between two steps others may have their turn. */
const ROWS_A_STEP = 2_048

interface Marked {
  readonly by: Likeness
  readonly text: string
  readonly rows: { readonly entity: Doubled; readonly row: number }[]
}

/** Companies among each other, or people: contacts and leads. */
export const doublesIn = async ({ session, index }: OpenBook, entity: Doubled): Promise<Doubles> => {
  await index.rows()
  await Promise.all(kinOf(entity).map((kin) => index.ensure(kin, [...columnsAlike(kin), 'updatedAt'])))
  const marked = new Map<string, Marked>()
  for (const kin of kinOf(entity)) {
    for (const [column, by] of tellsOf[kin]) {
      const steps = marking(session, marked, kin, column, by)
      while (steps.next().done !== true) await session.pause()
    }
  }
  const groups = new Map<string, Marked[]>()
  for (const one of marked.values()) {
    if (one.rows.length < 2) continue
    const key = one.rows
      .map((each) => `${doubled.indexOf(each.entity)}.${each.row}`)
      .toSorted()
      .join(' ')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const all = [...groups.values()].toSorted((a, b) => size(b) - size(a) || b.length - a.length)
  return { groups: all.slice(0, MOST_GROUPS).map((group) => shown(session, group)), total: all.length }
}

const size = ([first]: readonly Marked[]): number => first?.rows.length ?? 0

const shown = (session: Session, group: readonly Marked[]): DoubleGroup => ({
  shared: group.map(({ by, text }) => ({ by, text })).toSorted((a, b) => likenesses.indexOf(a.by) - likenesses.indexOf(b.by)),
  records: (group[0]?.rows ?? [])
    .map(({ entity, row }) => ({
      ...introduced(session, entity, row),
      updatedAt: Number(session.tables.rows(entity).column('updatedAt')?.get(row) ?? 0),
    }))
    .toSorted((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, MOST_RECORDS),
})

function* marking(session: Session, marked: Map<string, Marked>, entity: Doubled, column: string, by: Likeness): Generator<void, void> {
  const rows = session.tables.rows(entity)
  const held = rows.column(column)
  if (held === null) return
  for (let row = 0; row < rows.length; row += 1) {
    if (row % ROWS_A_STEP === 0) yield
    if (held.present[row] !== 1 || !stands(rows, row)) continue
    const value: unknown = held.get(row)
    const own = new Set<string>()
    for (const text of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const mark = typeof text === 'string' ? markOf(by, text) : ''
      // Twice in one record is no second record.
      if (typeof text !== 'string' || mark === '' || own.has(mark)) continue
      own.add(mark)
      const key = `${by} ${mark}`
      const one = marked.get(key) ?? { by, text, rows: [] }
      one.rows.push({ entity, row })
      marked.set(key, one)
    }
  }
}
