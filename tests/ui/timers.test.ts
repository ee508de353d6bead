import { expect, test } from 'vitest'
import { createTimers, type Clock } from '../../src/ui/floats/timers.ts'

/** A clock that the test moves by hand. */
const handClock = () => {
  let at = 0
  let waiting: { due: number; then: () => void }[] = []
  const clock: Clock = {
    now: () => at,
    after: (milliseconds, then) => {
      const entry = { due: at + milliseconds, then }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
  }
  const pass = (milliseconds: number) => {
    at += milliseconds
    const due = waiting.filter((entry) => entry.due <= at)
    waiting = waiting.filter((entry) => entry.due > at)
    for (const { then } of due) then()
  }
  return { clock, pass }
}

test('time that a timer was held does not count', () => {
  const { clock, pass } = handClock()
  const timers = createTimers(clock)
  const rung: string[] = []
  timers.start(1, 10_000, () => rung.push('first'))
  pass(9_000)
  timers.hold()
  pass(60_000)
  timers.release()

  pass(999)
  expect(rung).toEqual([])
  pass(1)
  expect(rung).toEqual(['first'])
})

test('a timer begun while all are held waits for the release', () => {
  const { clock, pass } = handClock()
  const timers = createTimers(clock)
  const rung: string[] = []
  timers.hold()
  timers.start(1, 100, () => rung.push('late'))
  pass(1_000)
  expect(rung).toEqual([])

  timers.release()
  pass(100)
  expect(rung).toEqual(['late'])
})

test('a stopped timer never rings', () => {
  const { clock, pass } = handClock()
  const timers = createTimers(clock)
  const rung: string[] = []
  timers.start(1, 100, () => rung.push('no'))
  timers.stop(1)
  pass(1_000)

  expect(rung).toEqual([])
})
