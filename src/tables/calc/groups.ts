import { grown, room } from '../arrays.ts'

/**
 * The source rows of each target row, as linked lists: made when a fold first has to look at a group again, and then only added to.
 * A list may name rows that have moved away; whoever walks it says which still belong, and the others leave.
 */
export interface Groups {
  readonly isBuilt: () => boolean
  readonly add: (target: number, row: number) => void
  /** Each row that `belongs`, once, in ascending order. */
  readonly rowsOf: (target: number, belongs: (row: number) => boolean) => Uint32Array
  /** Starts over: `each` adds every row. */
  readonly build: (each: () => void) => void
  readonly drop: () => void
}

export const createGroups = (): Groups => {
  /** Entry + 1 of each target's first; of each entry's next. */
  let head = new Uint32Array(0)
  let next = new Uint32Array(0)
  let rows = new Uint32Array(0)
  let entries = 0
  /** Entries above it are worth a fresh start. */
  let limit = Infinity
  let isBuilt = false

  const drop = (): void => {
    head = next = rows = new Uint32Array(0)
    entries = 0
    isBuilt = false
  }
  return {
    isBuilt: () => isBuilt,
    add: (target, row) => {
      if (entries >= limit) drop()
      if (!isBuilt) return
      if (target >= head.length) head = grown(head, room(target + 1))
      if (entries >= rows.length) {
        rows = grown(rows, room(entries + 1))
        next = grown(next, rows.length)
      }
      rows[entries] = row
      next[entries] = head[target] ?? 0
      entries += 1
      head[target] = entries
    },
    rowsOf: (target, belongs) => {
      const found: number[] = []
      for (let entry = (head[target] ?? 0) - 1; entry >= 0; entry = (next[entry] ?? 0) - 1) {
        const row = rows[entry] ?? 0
        if (belongs(row)) found.push(row)
      }
      const kept = Uint32Array.from(found).sort()
      let count = 0
      for (const row of kept) if (count === 0 || kept[count - 1] !== row) kept[count++] = row
      // The list keeps its first entries, now with the rows that stay.
      let entry = (head[target] ?? 0) - 1
      if (count === 0 && target < head.length) head[target] = 0
      for (let at = 0; at < count; at += 1) {
        rows[entry] = kept[at] ?? 0
        const after = next[entry] ?? 0
        if (at === count - 1) next[entry] = 0
        entry = after - 1
      }
      return kept.subarray(0, count)
    },
    build: (each) => {
      drop()
      isBuilt = true
      limit = Infinity
      each()
      limit = entries * 2 + 4_096
    },
    drop,
  }
}
