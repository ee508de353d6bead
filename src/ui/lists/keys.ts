import { movedBy } from './geometry.ts'

/** What a key means over a list. */
export type Command =
  | { kind: 'go'; to: number; isExtending: boolean }
  | { kind: 'open' | 'toggle' | 'selectAll' | 'selectNone' | 'intoRow' | 'outOfRow' }
  | { kind: 'seek'; text: string }

interface Situation {
  index: number
  total: number
  /** Rows that PageUp and PageDown pass. */
  page: number
  /** The focus is on the row itself, not on a button in it. */
  isOnRow: boolean
  canSelect: boolean
  isSelecting: boolean
  /** Collects letters; undefined where the list cannot be sought in. */
  letters: ((event: KeyboardEvent) => string | undefined) | undefined
}

export const commandOf = (event: KeyboardEvent, situation: Situation): Command | undefined => {
  const { index, total, page, isOnRow, canSelect, isSelecting, letters } = situation
  const isMod = event.ctrlKey || event.metaKey
  if (canSelect && isMod && event.key.toLowerCase() === 'a') return { kind: 'selectAll' }
  if (canSelect && isSelecting && event.key === 'Escape') return { kind: 'selectNone' }
  if (!isOnRow) return event.key === 'ArrowLeft' ? { kind: 'outOfRow' } : undefined

  const to = movedBy(event.key, index, total, page)
  if (to !== undefined) return { kind: 'go', to, isExtending: event.shiftKey && canSelect }
  if (event.key === 'ArrowRight') return { kind: 'intoRow' }
  if (event.key === 'Enter') return { kind: 'open' }
  const text = letters?.(event)
  if (text !== undefined) return { kind: 'seek', text }
  return canSelect && event.key === ' ' ? { kind: 'toggle' } : undefined
}
