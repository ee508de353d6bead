import type { Id } from '../../core/ids.ts'
import type { Instant } from '../../core/day.ts'

/** A line of a customer's life cycle as a page shows it. */
export interface Move {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly at: Instant
  /** Of a person; a rule's has none. */
  readonly byId?: Id | null
}

interface Stage {
  readonly id: string
  readonly label: string
}

const isMove = (line: unknown): line is Move =>
  typeof line === 'object' && line !== null && 'to' in line && 'at' in line && typeof line.at === 'number'

/** Newest first. What two people did apart and alike is one move. */
export const movesIn = (lines: unknown): readonly Move[] =>
  (Array.isArray(lines) ? lines.filter(isMove) : []).filter(({ to }, nth, all) => to !== all[nth - 1]?.to).toReversed()

/** The move that led where they stand; none where nobody moved them there. */
export const lastMove = ([last]: readonly Move[], stage: string): Move | null => (last?.to === stage ? last : null)

const shadows: readonly string[] = ['declining', 'lost']

/** The way forward; nobody steps into a decline. Whoever is in one has long been known. */
export const shownStages = (stages: readonly Stage[], current: string): readonly Stage[] =>
  stages.filter(({ id }, nth) => id === current || (!shadows.includes(id) && !(nth === 0 && shadows.includes(current))))
