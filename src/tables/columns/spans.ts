import { TAG_ROWS } from '../column.ts'
import { createPresence, grown, room, type Presence } from '../arrays.ts'
import { partOf, type Part, type Writer } from './writer.ts'

/** Where each row's items stand in the columns of a list: appended as they come, moved together when over half of the places are dead. */
export interface Spans {
  readonly presence: Presence
  readonly start: Uint32Array
  readonly count: Uint32Array
  /** The columns whose places these are: they grow and move together. */
  readonly join: (member: Writer) => void
  readonly grow: (capacity: number) => void
  /** Gives a row room for `items` items; true where their number changed, and then nothing in its places means anything. */
  readonly fit: (row: number, items: number) => boolean
  readonly isWasteful: () => boolean
  /** Moves items into row order without gaps. */
  readonly tidy: () => void
  /** The places of the items of rows `from` … `to` - 1, once tidied. */
  readonly range: (from: number, to: number) => readonly [from: number, to: number]
  readonly part: (from: number, to: number) => Part
  readonly take: (at: number, counts: Part) => boolean
  /** Places that `take` laid out. */
  readonly taken: () => number
  readonly owned: () => number
}

export const createSpans = (): Spans => {
  const presence = createPresence()
  const members: Writer[] = []
  let start = new Uint32Array(0)
  let count = new Uint32Array(0)
  let places = 0
  let capacity = 0
  let dead = 0
  let taken = 0
  /** Items stand in row order, without gaps, up to this row. */
  let last = -1
  let isTidy = true

  const extend = (more: number): void => {
    places += more
    if (places <= capacity) return
    capacity = room(places)
    for (const member of members) member.grow(capacity)
  }

  const tidy = (): void => {
    if (isTidy) return
    const live = places - dead
    const order = new Uint32Array(live)
    let at = 0
    for (let row = 0; row < start.length; row += 1) {
      const items = count[row] ?? 0
      if (items === 0) continue
      const from = start[row] ?? 0
      start[row] = at
      for (let item = 0; item < items; item += 1) order[at + item] = from + item
      at += items
      last = row
    }
    places = live
    capacity = room(live)
    dead = 0
    isTidy = true
    for (const member of members) member.gather(order, live, capacity)
  }

  const range = (from: number, to: number): readonly [number, number] => {
    let first = 0
    let items = 0
    for (let row = to - 1; row >= from; row -= 1) {
      const here = count[row] ?? 0
      if (here > 0) first = start[row] ?? 0
      items += here
    }
    return [first, first + items]
  }

  return {
    presence,
    get start() {
      return start
    },
    get count() {
      return count
    },
    join: (member) => members.push(member),
    grow: (more) => {
      presence.grow(more)
      start = grown(start, more)
      count = grown(count, more)
    },
    fit: (row, items) => {
      const had = count[row] ?? 0
      if (had === items) {
        if (items === 0) presence.clear(row)
        return false
      }
      count[row] = items
      if (items === 0) presence.clear(row)
      else presence.mark(row)
      if (items > had) {
        dead += had
        start[row] = places
        extend(items)
        if (had > 0 || row < last) isTidy = false
        last = Math.max(last, row)
      } else {
        dead += had - items
        isTidy = false
      }
      return true
    },
    isWasteful: () => dead > 1_000 && dead * 2 > places,
    tidy,
    range,
    part: (from, to) => partOf(to - from, { arrays: [count.slice(from, to)] }),
    take: (at, { arrays: [counts], count: rows }) => {
      if (counts?.length !== rows) return false
      for (let i = 0; i < rows; i += 1) {
        const items = counts[i] ?? 0
        if (items === 0) {
          presence.clear(at + i)
          continue
        }
        presence.mark(at + i)
        count[at + i] = items
        start[at + i] = places
        places += items
        last = at + i
      }
      if (places >= TAG_ROWS) return false
      taken = places
      extend(0)
      return true
    },
    taken: () => taken,
    owned: () => presence.owned() + start.byteLength + count.byteLength,
  }
}
