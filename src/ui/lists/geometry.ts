/** Where the rows of a long list stand. All lengths are CSS pixels. */
export interface Geometry {
  total: number
  rowHeight: number
  /** Height of what can be seen, without a sticky header. */
  viewport: number
}

export interface Span {
  start: number
  count: number
}

/** Browsers give up on boxes beyond about 17 million pixels (Firefox is the first); longer lists scroll in proportion. */
export const tallest = 15_000_000

/** Rows drawn above and below what is seen, so that a flick does not outrun the drawing. */
const spare = 4

const fullHeight = ({ total, rowHeight }: Geometry) => total * rowHeight

export const runwayHeight = (geometry: Geometry): number => Math.min(fullHeight(geometry), tallest)

/** Pixels of list passed per pixel scrolled: 1 until the list is taller than a browser can hold. */
export const stretch = (geometry: Geometry): number => {
  const room = runwayHeight(geometry) - geometry.viewport
  return room <= 0 ? 1 : Math.max(1, (fullHeight(geometry) - geometry.viewport) / room)
}

const offsetAt = (geometry: Geometry, scrollTop: number) => Math.max(0, scrollTop) * stretch(geometry)

/** Where a row is drawn on the runway, given how far it is scrolled. */
export const topOf = (geometry: Geometry, index: number, scrollTop: number): number =>
  stretch(geometry) === 1 ? index * geometry.rowHeight : index * geometry.rowHeight - offsetAt(geometry, scrollTop) + scrollTop

/** The rows of which at least a part can be seen. */
export const seen = (geometry: Geometry, scrollTop: number): Span => {
  const { total, rowHeight, viewport } = geometry
  if (total === 0 || viewport <= 0) return { start: 0, count: 0 }
  const offset = offsetAt(geometry, scrollTop)
  const start = Math.min(total - 1, Math.floor(offset / rowHeight))
  return { start, count: Math.min(total, Math.ceil((offset + viewport) / rowHeight)) - start }
}

const widened = ({ start, count }: Span, by: number, total: number): Span => {
  const first = Math.max(0, start - by)
  return { start: first, count: Math.min(total, start + count + by) - first }
}

/** The rows to draw. The one that has the focus is always among them, however far the list is scrolled, so that the focus is never lost. */
export const drawnIndexes = (inSight: Span, total: number, active: number): number[] => {
  const { start, count } = widened(inSight, spare, total)
  const indexes = Array.from({ length: count }, (_, step) => start + step)
  if (total === 0 || count === 0 || (active >= start && active < start + count)) return indexes
  return active < start ? [active, ...indexes] : [...indexes, active]
}

/** What to ask the worker for: what is seen and as much again on both sides. */
export const wanted = (span: Span, total: number): Span => widened(span, Math.max(span.count, 10), total)

/** Whether what was asked for still has half a page to spare on the side that the list is scrolled to. */
export const suffices = (asked: Span, span: Span, total: number): boolean => {
  const { start, count } = widened(span, Math.ceil(span.count / 2), total)
  return asked.start <= start && asked.start + asked.count >= start + count
}

/** The scroll position nearest to the present one from which a row is wholly seen. */
export const scrollTo = (geometry: Geometry, index: number, scrollTop: number): number => {
  const { rowHeight, viewport } = geometry
  const offset = offsetAt(geometry, scrollTop)
  const top = index * rowHeight
  if (top < offset) return top / stretch(geometry)
  if (top + rowHeight > offset + viewport) return (top + rowHeight - viewport) / stretch(geometry)
  return scrollTop
}

/** Where a key leads from a row; undefined for keys that do not move. */
export const movedBy = (key: string, index: number, total: number, page: number): number | undefined => {
  const stepByKey: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -total,
    End: total,
  }
  const step = stepByKey[key]
  return step === undefined || total === 0 ? undefined : Math.min(total - 1, Math.max(0, index + step))
}
