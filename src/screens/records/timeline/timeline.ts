import { dayOf, type Day, type Instant } from '../../../core/day.ts'
import type { TimeZone } from '../../../core/zone.ts'
import type { Values } from '../../../domain/check.ts'
import type { Condition, Filter, RowCells } from '../../../tables/view.ts'

/** One thing that happened to a customer, or will. */
export interface Entry {
  readonly id: string
  readonly at: Instant
  /** An activity's kind, `order` or `stage`. */
  readonly kind: string
  readonly cells: Values
}

/** What a timeline may be narrowed to, in the order it is offered. */
export const entryKinds = ['call', 'meeting', 'visit', 'email', 'message', 'note', 'task', 'order', 'stage'] as const
export type EntryKind = (typeof entryKinds)[number]

export const isActivityKind = (kind: EntryKind | null): boolean => kind !== 'order' && kind !== 'stage'

/** Activities about any of these records; `isPlanned` for those still to come. */
export const activitiesAbout = (ids: readonly string[], kind: EntryKind | null, isPlanned: boolean): Filter => {
  const open: Condition = { column: 'status', op: isPlanned ? 'anyOf' : 'noneOf', value: ['planned', 'inProgress'] }
  const about: Condition = { column: 'regardingIds', op: 'anyOf', value: [...ids] }
  return { all: [about, open, ...(kind === null ? [] : [{ column: 'kind', op: 'is', value: kind } as const])] }
}

/** When an activity stands in the story: when it began, or is due. */
export const activityEntry = (row: RowCells): Entry | null => {
  const at = row['startAt'] ?? row['dueAt'] ?? row['createdAt']
  return typeof at === 'number' ? { id: row.id, at, kind: String(row['kind']), cells: row } : null
}

export const orderEntry = (row: RowCells): Entry | null => {
  const { orderedAt } = row
  return typeof orderedAt === 'number' ? { id: row.id, at: orderedAt, kind: 'order', cells: row } : null
}

/** The stages that a deal went through. */
export const stageEntries = (history: unknown): readonly Entry[] =>
  (Array.isArray(history) ? (history as readonly Values[]) : []).flatMap((move) =>
    // items of a log are objects
    typeof move['at'] === 'number' ? [{ id: `stage ${String(move['id'])}`, at: move['at'], kind: 'stage', cells: move }] : [],
  )

/** The newest of several lists that each hold their own newest: right to the last place, since none lacks one of these. */
export const newest = (lists: readonly (readonly Entry[])[], most: number): readonly Entry[] =>
  lists
    .flat()
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .slice(0, most)

export interface DayOfEntries {
  readonly day: Day
  readonly entries: readonly Entry[]
}

/** Entries in their order, those of one day together. */
export const byDay = (entries: readonly Entry[], zone: TimeZone): readonly DayOfEntries[] => {
  const days: { day: Day; entries: Entry[] }[] = []
  for (const entry of entries) {
    const day = dayOf(entry.at, zone)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
