import type { Id } from '../../../core/ids.ts'
import type { Client, Watcher } from '../../../engine/client.ts'
import type { Answer, View } from '../../../tables/view.ts'

/** A record and its position in the list, from 0. */
export interface Neighbour {
  readonly id: Id
  readonly at: number
}

/** Where a record stands in the list that it was opened from, and who stands beside it. */
export interface Stand {
  readonly id: Id
  /** From 1; null once an edit took the record out of the list, which then goes on from where it stood. */
  readonly place: number | null
  readonly length: number
  readonly previous: Neighbour | null
  readonly next: Neighbour | null
}

/** Lines looked at on both sides: under several groups of one record each, the nearest other record is some lines away. */
const reach = 4

/**
 * Tells where a record stands, again after every edit of the list. `guess` is where the last step landed: grouped by a field of several values a record
 * stands in several places, and to begin at its first again would go round in a circle. Nothing is told of a record that was never in the list.
 */
export const watchStand = (client: Client, view: View, id: Id, guess: number | null, heard: (stand: Stand) => void): (() => void) => {
  let at = guess
  let isAway = false
  let isOver = false
  let watcher: Watcher | null = null

  const look = (around: number) => {
    at = around
    const window = { start: Math.max(0, around - reach), count: 2 * reach + 1, columns: [] }
    if (watcher === null) watcher = client.watch(view, window, hear)
    else watcher.window(window)
  }

  const seek = async () => {
    const found = await client.call('position', view, id)
    if (isOver || (found < 0 && at === null)) return
    isAway = found < 0
    look(found < 0 ? (at ?? 0) : found)
  }

  const hear = ({ start, rows, length }: Answer) => {
    // An answer to the window before.
    if (isOver || at === null || start !== Math.min(Math.max(0, at - reach), length)) return
    const here = at
    const isHere = rows[here - start]?.id === id
    if (!isHere && !isAway) {
      void seek()
      return
    }
    isAway = !isHere
    const others = rows.flatMap((row, i) => (row.id === id ? [] : [{ id: row.id, at: start + i }]))
    heard({
      id,
      place: isHere ? here + 1 : null,
      length,
      previous: others.findLast((other) => other.at < here) ?? null,
      next: others.find((other) => other.at >= here) ?? null,
    })
  }

  if (guess === null) void seek()
  else look(guess)
  return () => {
    isOver = true
    watcher?.end()
  }
}
