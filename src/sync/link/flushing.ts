import type { LinkPlatform } from './platform.ts'

/** Ms, between an edit and the push that carries it: several become one; sooner while somebody watches. */
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
  let cancel: (() => void) | null = null
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
    if (send()) sealed()
  }

  return {
    edited: (bytes) => {
      edits += 1
      waitingBytes += bytes
      if (waitingBytes >= FLUSH_BYTES) flush()
      else cancel ??= after(isAccompanied ? FLUSH_ACCOMPANIED : FLUSH, flush)
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
