import { applied, byPlace, type Change, type Item } from './change.ts'
import type { Values } from './check.ts'
import type { Fields } from './entity.ts'

/** What an edit did to one path of a record, and when (epoch ms). */
export interface PastEdit {
  readonly at: number
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * The changes that make of a record what it was at a moment: each path as its last edit by then left it, else as its first edit since found it. `edits` are
 * newest first, and reach back to that moment (`reachOf`). Lists come before the fields of their items, so that an item which came back is whole. An item
 * that came back because somebody edited it who did not know that it was gone counts as never gone.
 */
export const changesBackTo = (edits: readonly PastEdit[], moment: number): readonly Change[] => {
  const since = new Map<string, unknown>()
  const by = new Map<string, unknown>()
  for (const { at, path, before, after } of edits) {
    if (at > moment) since.set(path, before)
    else if (!by.has(path)) by.set(path, after)
  }
  return [...since]
    .map(([path, before]) => ({ path, value: by.has(path) ? by.get(path) : before }))
    .toSorted((a, b) => depthOf(a.path) - depthOf(b.path))
}

const depthOf = (path: string): number => path.split('/').length

export const asItWas = (
  fields: Readonly<Record<string, Pick<Fields[string], 'merge'>>>,
  now: Values,
  edits: readonly PastEdit[],
  moment: number,
): Values =>
  Object.fromEntries(
    Object.entries(applied(fields, now, changesBackTo(edits, moment))).map(([name, value]) => [
      name,
      fields[name]?.merge === 'items' && Array.isArray(value) ? (value as Item[]).toSorted(byPlace) : value, // items have a place
    ]),
  )

/** A history keeps its newest hundred edits: from when on (epoch ms) a record is known as it was. `kept`: how many it keeps at most. */
export const reachOf = (edits: readonly PastEdit[], createdAt: number, kept: number): number =>
  edits.length < kept ? createdAt : (edits.at(-1)?.at ?? createdAt)
