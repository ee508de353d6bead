import type { Day } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { Change } from '../change.ts'
import type { Values } from '../check.ts'
import type { EntityName } from '../entities.ts'
import type { Fields } from '../entity.ts'

/** A record before and after what was done to it; `before` is null of a new one. */
export interface Happening {
  readonly id: Id
  readonly entity: string
  readonly before: Values | null
  readonly after: Values
}

/** What is to be done as well, in the same commit and the same step of undo. */
export type Act =
  | { readonly kind: 'create'; readonly id: Id; readonly values: Values; readonly derivedAt?: number }
  /** Made once, however many devices make it: its id comes from the text `from`, and `at` is the moment (epoch ms) that all of them know. */
  | { readonly kind: 'derive'; readonly entity: EntityName; readonly from: string; readonly at: number; readonly values: Values }
  /** `at`, of a rule of the calendar: when it was due (epoch ms). It is written as of then, alike on every device, so that a later edit stands. */
  | { readonly kind: 'edit'; readonly id: Id; readonly changes: readonly Change[]; readonly at?: number }

/** What a rule may ask of the book, as it stands before the commit. */
export interface Known {
  /** The member who does it. */
  readonly me: Id
  /** Epoch ms. */
  readonly now: number
  /** Whether the book has it, in the trash or not. */
  readonly holds: (id: Id) => boolean
  readonly isTrashed: (id: Id) => boolean
  /** A field of a live record; null where it is unknown. */
  readonly value: (id: Id, field: string) => unknown
  /** An entity's fields, those that the team made among them. */
  readonly fieldsOf: (entity: string) => Fields
  /** Live records of `entity` whose references in `by` name this one. */
  readonly naming: (entity: EntityName, by: string, id: Id) => readonly Id[]
  /** Live records of an entity that hold something in one of these columns: of a large book few do, and no more are looked at. */
  readonly having: (entity: EntityName, columns: readonly string[]) => readonly Id[]
  /** Epoch ms of the midnight that a day of the workspace begins with. */
  readonly startOf: (day: Day) => number
  /** The workspace's day of an instant (epoch ms). */
  readonly dayOf: (instant: number) => Day
  /** The same hour of the workspace's clock on another day, epoch ms. */
  readonly onDay: (instant: number, day: Day) => number
  readonly baseCurrency: string
  readonly newId: (entity: EntityName) => Id
  readonly newItemId: () => string
}

/** One thing that the business does by itself. */
export interface Rule {
  readonly name: string
  /** Entities whose happenings it hears of. */
  readonly hears: readonly string[]
  /** Fields that it hears of; without them anything. */
  readonly of?: readonly string[]
  /** Columns that it asks the book for. */
  readonly asks: readonly (readonly [entity: EntityName, columns: readonly string[]])[]
  /** All that happens in one commit at once: what is told of a thousand records is told in one sentence. */
  readonly run: (happenings: readonly Happening[], known: Known) => readonly Act[]
}

/** A rule that looks at each by itself. */
export const each =
  (run: (happening: Happening, known: Known) => readonly Act[]): Rule['run'] =>
  (happenings, known) =>
    happenings.flatMap((happening) => run(happening, known))

export const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
export const isChanged = ({ before, after }: Happening, field: string): boolean => !isSame(before?.[field], after[field])

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
/** Ids in a set of references. */
export const idsIn = (value: unknown): readonly Id[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [])

/** Where a log's line stands: its place is its time (epoch ms), of which fourteen digits sort as text. */
export const logPlace = (at: number): string => `a${String(at).padStart(14, '0')}`
