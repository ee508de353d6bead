/** One column of a board, of which the page holds a window of cards. */
export interface Column<C> {
  id: string
  label: string
  total: number
  /** Index of the first of `cards`. */
  start: number
  cards: readonly C[]
  /** Folded to its head; cards can still be dropped on it, at its top. */
  isCollapsed?: boolean
}

/** Where a card stands: `index` counts the column's cards without the one that moves. */
export interface Place {
  column: string
  index: number
}

/** A card under way. `from` is where it was taken. */
export interface Journey<C> {
  card: C
  from: Place
  to: Place
}

/** Cards that are picked to be moved together. */
export interface Picking<C> {
  /** Some are: a press on another picks it too. */
  isOn: boolean
  has: (card: C) => boolean
  toggle: (card: C, column: string) => void
}

/** What the board asks for when a card was put down. */
export interface Move<C> {
  card: C
  to: Place
  /** The cards that it comes to stand between. */
  before: C | undefined
  after: C | undefined
}

export const totalOf = <C>(column: Column<C>, journey: Journey<C> | undefined): number => {
  if (journey === undefined) return column.total
  return column.total - Number(journey.from.column === column.id) + Number(journey.to.column === column.id)
}

/** The card at an index as the board looks while one is under way; undefined for one that is not here yet. */
export const cardAt = <C>(column: Column<C>, index: number, journey: Journey<C> | undefined): C | undefined => {
  if (journey === undefined) return column.cards[index - column.start]
  const isTarget = journey.to.column === column.id
  if (isTarget && index === journey.to.index) return journey.card
  return otherAt(column, isTarget && index > journey.to.index ? index - 1 : index, journey)
}

/** The card at an index among those that stay where they are. */
const otherAt = <C>(column: Column<C>, index: number, { from }: Journey<C>): C | undefined => {
  const isPast = from.column === column.id && index >= from.index
  return column.cards[(isPast ? index + 1 : index) - column.start]
}

export const moveOf = <C>(columns: readonly Column<C>[], journey: Journey<C>): Move<C> | undefined => {
  const column = columns.find(({ id }) => id === journey.to.column)
  const isHome = journey.from.column === journey.to.column && journey.from.index === journey.to.index
  if (column === undefined || isHome) return undefined
  const { index } = journey.to
  return { card: journey.card, to: journey.to, before: otherAt(column, index - 1, journey), after: otherAt(column, index, journey) }
}

/** Where an arrow key takes a card, or the focus; the ends hold it. Without an order of its own, a column takes cards at its top. */
export const stepped = <C>(
  columns: readonly Column<C>[],
  at: Place,
  key: string,
  last: (column: Column<C>) => number,
): Place | undefined => {
  const nth = columns.findIndex(({ id }) => id === at.column)
  const stepByKey: Record<string, [column: number, index: number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    Home: [0, -Infinity],
    End: [0, Infinity],
  }
  const step = stepByKey[key]
  if (step === undefined) return undefined
  const column = columns[Math.min(columns.length - 1, Math.max(0, nth + step[0]))]
  if (column === undefined) return undefined
  return { column: column.id, index: Math.max(0, Math.min(last(column), at.index + step[1])) }
}

/** Whether a column holds more cards than it should; null: it may hold any number. */
export const isOverLimit = (limit: number | null, count: number): boolean => limit !== null && count > limit
