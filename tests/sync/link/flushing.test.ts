import { expect, test } from 'vitest'
import { createFlushing } from '../../../src/sync/link/flushing.ts'

/** Timers that run when the test says so; each with its ms. */
const byHand = () => {
  const timers: { ms: number; run: () => void }[] = []
  const after = (ms: number, run: () => void) => {
    const timer = { ms, run }
    timers.push(timer)
    return () => void timers.splice(timers.indexOf(timer), 1)
  }
  return { timers, after }
}

const counting = () => {
  const { timers, after } = byHand()
  let sent = 0
  const flushing = createFlushing(after, () => {
    sent += 1
    return true
  })
  const pass = () => timers.shift()?.run()
  return { timers, flushing, pass, sent: () => sent }
}

test('an edit after a rest goes at once; those in a row go together a quarter of a second later, or sooner while somebody watches', () => {
  const { timers, flushing, pass, sent } = counting()
  flushing.edited(100)
  expect(sent()).toBe(1)
  for (let i = 0; i < 10; i += 1) flushing.edited(100)
  expect([sent(), flushing.waiting()]).toEqual([1, 10])
  expect(timers.map(({ ms }) => ms)).toEqual([250])
  pass()
  expect([sent(), flushing.waiting()]).toEqual([2, 0])
  flushing.setAccompanied(true)
  flushing.edited(100)
  pass()
  expect(sent()).toBe(3)
  expect(timers.map(({ ms }) => ms)).toEqual([40])
})

test('a rest in which nothing came ends without a word', () => {
  const { timers, flushing, pass, sent } = counting()
  flushing.edited(100)
  pass()
  expect([sent(), timers.length]).toEqual([1, 0])
  flushing.edited(100)
  expect(sent()).toBe(2)
})

test('waits no longer once 64 KiB are there, or the app is hidden', () => {
  const { flushing, sent } = counting()
  flushing.edited(10)
  flushing.edited(40_000)
  flushing.edited(30_000)
  expect(sent()).toBe(2)
  flushing.edited(10)
  flushing.flush()
  expect(sent()).toBe(3)
})

test('counts on while nobody can be told, and asks nobody in between', () => {
  const { timers, after } = byHand()
  let asked = 0
  const flushing = createFlushing(after, () => {
    asked += 1
    return false
  })
  flushing.edited(100)
  timers.shift()?.run()
  flushing.edited(100)
  expect([asked, flushing.waiting()]).toEqual([2, 2])
  flushing.stop()
  expect(timers).toEqual([])
})
