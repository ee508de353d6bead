/**
 * A hybrid logical clock in one safe integer: milliseconds since 1970 times 1,024, plus a counter that carries into them.
 * After Kulkarni et al., "Logical Physical Clocks" (2014), without moving on remote clocks: a wrong clock elsewhere never moves ours.
 */
export type Clock = number

const TICKS = 1024

export const clockAt = (ms: number): Clock => Math.floor(ms) * TICKS
/** Epoch milliseconds. */
export const msOf = (clock: Clock): number => Math.floor(clock / TICKS)

export interface ClockSource {
  /** The clock of a write that replaces what was written at `seen`: later than now, than our own last, than what it replaces. */
  readonly next: (seen: Clock) => Clock
}

/** `now` is epoch ms, corrected by the relay's time where it is known. `last` is the highest clock this device has written. */
export const clockSource = (now: () => number, last: Clock = 0): ClockSource => {
  let own = last
  return {
    next: (seen) => {
      own = Math.max(clockAt(now()), own + 1, seen + 1)
      return own
    },
  }
}
