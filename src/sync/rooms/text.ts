import * as Y from 'yjs'
import { difference } from '../../store/texts.ts'

/** A text that several people may type into. */
export interface OpenText {
  readonly read: () => string
  /** Types what differs, so that what others type around it stays. */
  readonly write: (value: string) => void
  /** Somebody else typed, or this person took something back; `moved`: where a place in the old text is in the new one. */
  readonly listen: (heard: (value: string, moved: (at: number) => number) => void) => () => void
  /** Takes back what this person typed, and nothing else. */
  readonly undo: () => void
  readonly redo: () => void
}

type Delta = readonly { readonly retain?: number | undefined; readonly insert?: unknown; readonly delete?: number | undefined }[]

export const openText = (doc: Y.Doc, field: string): OpenText => {
  const text = doc.getText(field)
  const ours = {}
  const manager = new Y.UndoManager(text, { trackedOrigins: new Set([ours]) })
  return {
    read: () => text.toJSON(),
    write: (value) => {
      const { start, removed, added } = difference(text.toJSON(), value)
      if (removed === 0 && added.length === 0) return
      doc.transact(() => {
        if (removed > 0) text.delete(start, removed)
        if (added.length > 0) text.insert(start, added)
      }, ours)
    },
    listen: (heard) => {
      const hear = ({ delta }: Y.YTextEvent, { origin }: Y.Transaction) => {
        if (origin !== ours) heard(text.toJSON(), (at) => movedBy(delta, at))
      }
      text.observe(hear)
      return () => text.unobserve(hear)
    },
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
  }
}

/** Where a cursor stands after a change: what is put in exactly where it stands comes after it. */
export const movedBy = (delta: Delta, at: number): number => {
  let before = 0
  let after = 0
  for (const { retain = 0, insert, delete: gone = 0 } of delta) {
    if (before + retain > at || (before + retain === at && gone === 0)) return after + at - before
    before += retain
    after += retain
    if (typeof insert === 'string') after += insert.length
    if (before + gone > at) return after
    before += gone
  }
  return after + at - before
}
