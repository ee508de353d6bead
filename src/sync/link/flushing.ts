import type { LinkPlatform } from './platform.ts'

/** Ms, between a flush and the next: an edit after a rest goes at once, edits in a row become one push; more of them while somebody watches. */
const FLUSH = 250
const FLUSH_ACCOMPANIED = 40
const FLUSH_BYTES = 64 * 1024

/** When what waits in the outbox is sealed and sent. */
export interface Flushing {
  /** An edit of so many bytes waits in the outbox. */
  readonly edited: (bytes: number) => void
  readonly flush: () => void
  readonly setAccompanied: (isAccompanied: boolean) => void
  /** Edits since all was last sealed. */
  readonly waiting: () => number
  readonly sealed: () => void
  readonly stop: () => void
}

/** `send`: seals and sends everything; false where it cannot be sent yet, and is better sealed together later. */
export const createFlushing = (after: LinkPlatform['after'], send: () => boolean): Flushing => {
  /** Ends the rest after a flush. */
  let cancel: (() => void) | null = null
  /** Something came during the rest. */
  let isDue = false
  let edits = 0
  let waitingBytes = 0
  let isAccompanied = false

  const sealed = () => {
    edits = 0
    waitingBytes = 0
  }
  const stop = () => {
    cancel?.()
    cancel = null
  }
  const flush = () => {
    stop()
    isDue = false
    cancel = after(isAccompanied ? FLUSH_ACCOMPANIED : FLUSH, () => {
      cancel = null
      if (isDue) flush()
    })
    if (send()) sealed()
  }

  return {
    edited: (bytes) => {
      edits += 1
      waitingBytes += bytes
      if (cancel === null || waitingBytes >= FLUSH_BYTES) flush()
      else isDue = true
    },
    flush,
    setAccompanied: (accompanied) => {
      isAccompanied = accompanied
    },
    waiting: () => edits,
    sealed,
    stop,
  }
}
