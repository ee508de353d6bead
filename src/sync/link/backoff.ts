import type { Random } from '../../core/random.ts'

/** Ms. */
const LEAST = 500
const MOST = 30_000
const FIRST = 1_000

/** How long to wait before the next try: longer after each, and never the same for everyone, who were all cut off at once. */
export interface Backoff {
  /** `atLeast`: what the relay asked for, ms. */
  readonly next: (atLeast?: number) => number
  /** The last try went well. */
  readonly reset: () => void
}

export const createBackoff = (random: Random): Backoff => {
  let tries = 0
  return {
    next: (atLeast = 0) => {
      const ceiling = Math.min(MOST, FIRST * 2 ** tries)
      tries += 1
      return atLeast + LEAST + random() * (ceiling - LEAST)
    },
    reset: () => {
      tries = 0
    },
  }
}
