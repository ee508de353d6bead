import type { Span } from './geometry.ts'
import type { Selection } from './selection.ts'
import type { Swiping } from './swipe.ts'

/** A list of which the page holds one window: what is in it, and how to ask for another. */
export interface Windowed<T> {
  /** Names the list for screen readers. */
  label: string
  total: number
  /** Index of the first of `rows`. */
  start: number
  rows: readonly T[]
  /** In CSS pixels, the same for all rows. */
  rowHeight: number
  keyOf: (row: T) => string
  onwindow: (span: Span) => void
  onopen: (row: T, index: number) => void
  /** Without it nothing can be selected. */
  onselect?: ((selection: Selection) => void) | undefined
  selection?: Selection
  /** What a finger does by swiping a row; the same must stand in a menu. */
  swiping?: Swiping<T> | undefined
  /** Ids of a stretch of rows, for Shift over rows that are not here. */
  idsOf?: ((span: Span) => Promise<readonly string[]>) | undefined
  /** The next row from `from` on that begins with what was typed. */
  onseek?: ((text: string, from: number) => Promise<number | undefined>) | undefined
}

/** What a row is told about itself. */
export interface RowState {
  index: number
  isSelected: boolean
  /** Something is selected: a tap now chooses and does not open. */
  isSelecting: boolean
}
