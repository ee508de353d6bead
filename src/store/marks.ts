import type { LogPlace } from './database.ts'

/** A place of the log that is remembered for good, and the commit that had brought in everything up to it, own edits too. */
export interface Mark extends LogPlace {
  readonly n: number
}

/** Entries from one mark to the next, at least. */
const APART = 1_000
/** Beyond so many every second one goes: the older, the further apart. */
const MOST = 64

export const isMarkDue = (marks: readonly Mark[], seq: number): boolean => seq - (marks.at(-1)?.seq ?? 0) >= APART

export const withMark = (marks: readonly Mark[], mark: Mark): readonly Mark[] => {
  const all = [...marks, mark]
  return all.length > MOST ? all.filter((_, i) => i % 2 === all.length % 2 || i === all.length - 1) : all
}

/** The last one at or before a place; null where there is none. */
export const markAt = (marks: readonly Mark[], seq: number): Mark | null => marks.findLast((mark) => mark.seq <= seq) ?? null
