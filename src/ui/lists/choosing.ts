import type { Span } from './geometry.ts'
import { toggled, withRows, type Selection } from './selection.ts'

interface Choosing {
  idAt: (index: number) => string | undefined
  /** Ids of a stretch of which not all rows are here. */
  idsOf: () => ((span: Span) => Promise<readonly string[]>) | undefined
  selection: () => Selection
  onselect: () => ((selection: Selection) => void) | undefined
}

/** Choosing rows one by one, and in stretches from the row that was chosen last. */
export const createChoosing = ({ idAt, idsOf, selection, onselect }: Choosing) => {
  let anchor = 0

  return {
    /** Stretches begin here. */
    from: (index: number) => {
      anchor = index
    },

    toggle: (index: number) => {
      const id = idAt(index)
      anchor = index
      if (id !== undefined) onselect()?.(toggled(selection(), id))
    },

    extendTo: async (index: number): Promise<void> => {
      const span = { start: Math.min(anchor, index), count: Math.abs(anchor - index) + 1 }
      const here = Array.from({ length: span.count }, (_, step) => idAt(span.start + step)).filter((id) => id !== undefined)
      const ids = here.length === span.count ? here : ((await idsOf()?.(span)) ?? here)
      onselect()?.(withRows(selection(), ids, true))
    },
  }
}
