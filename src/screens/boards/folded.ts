import type { Id } from '../../core/ids.ts'

const KEY = 'satchel.board.folded'

/** The columns that this device keeps folded. */
export const foldedColumns = (): ReadonlySet<Id> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [])
  } catch {
    return new Set() // storage refused, or written by hand: all unfolded
  }
}

export const keepFolded = (ids: ReadonlySet<Id>): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ids]))
  } catch {
    // storage refused: this time only
  }
}
