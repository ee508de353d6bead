export interface Clock {
  now: () => number
  /** Runs `then` after so many milliseconds; the result cancels it. */
  after: (milliseconds: number, then: () => void) => () => void
}

export const windowClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds)
    return () => {
      clearTimeout(timer)
    }
  },
}

/** Timers that can all be held and let go on together, each with what time it had left. */
export const createTimers = ({ now, after }: Clock) => {
  let isHeld = false
  const timers = new Map<number, { left: number; since: number; then: () => void; cancel: () => void }>()

  const run = (id: number, left: number, then: () => void) => {
    const due = () => {
      timers.delete(id)
      then()
    }
    timers.set(id, { left, since: now(), then, cancel: isHeld ? () => undefined : after(left, due) })
  }

  return {
    start: run,

    stop: (id: number) => {
      timers.get(id)?.cancel()
      timers.delete(id)
    },

    hold: () => {
      if (isHeld) return
      isHeld = true
      for (const timer of timers.values()) {
        timer.cancel()
        timer.left = Math.max(0, timer.left - (now() - timer.since))
      }
    },

    release: () => {
      if (!isHeld) return
      isHeld = false
      for (const [id, { left, then }] of timers) run(id, left, then)
    },
  }
}
