import { registersOf, type Registers } from './registers.ts'
import type { Scan } from './scan.ts'

/*
 * A record whose time in the trash is over. Every device marks it alike, and empties it by itself as soon as it sees the mark: nothing of its content
 * travels for that, and none is kept.
 */

/** The field of the mark (`system` of the entity). */
export const PURGED = 'purgedAt'

/** The key of the mark that stands; null where there is none. */
export const purgeIn = (scanned: Scan): string | null => {
  const isSaid = [...scanned.said.values()].some(({ edits }) => PURGED in edits)
  const mark = isSaid ? registersOf(scanned).own.get(PURGED) : undefined
  if (mark === undefined || mark.value === null) return null
  return [...scanned.said.values()].find(({ writer, edits }) => writer === mark.writer && PURGED in edits)?.key ?? null
}

/** Nothing is left but the mark. */
export const isPurged = ({ own, items }: Registers): boolean =>
  own.size === 1 && (own.get(PURGED)?.value ?? null) !== null && ![...items.values()].some(({ isAlive }) => isAlive)

/** It came back before its time was over, or somebody wrote in it later, not knowing. */
export const outlives = ({ own, updatedAt }: Registers): boolean =>
  (own.get('deletedAt')?.value ?? null) === null || updatedAt > (own.get(PURGED)?.clock ?? 0)
