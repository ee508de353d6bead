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

test('waits a quarter of a second from the first edit, less while somebody watches', () => {
  const { timers, after } = byHand()
  let sent = 0
  const flushing = createFlushing(after, () => {
    sent += 1
    return true
  })
  for (let i = 0; i < 10; i += 1) flushing.edited(100)
  expect(timers.map(({ ms }) => ms)).toEqual([250])
  expect(flushing.waiting()).toBe(10)
  timers[0]?.run()
  expect([sent, flushing.waiting()]).toEqual([1, 0])
  flushing.setAccompanied(true)
  flushing.edited(100)
  expect(timers.map(({ ms }) => ms)).toEqual([40])
})

test('waits no longer once 64 KiB are there, or the app is hidden', () => {
  const { timers, after } = byHand()
  let sent = 0
  const flushing = createFlushing(after, () => {
    sent += 1
    return true
  })
  flushing.edited(40_000)
  flushing.edited(30_000)
  expect([sent, timers.length]).toEqual([1, 0])
  flushing.edited(10)
  flushing.flush()
  expect([sent, timers.length]).toEqual([2, 0])
})

test('counts on while nobody can be told', () => {
  const { timers, after } = byHand()
  const flushing = createFlushing(after, () => false)
  flushing.edited(100)
  timers[0]?.run()
  flushing.edited(100)
  expect(flushing.waiting()).toBe(2)
  flushing.stop()
  expect(timers).toEqual([])
})
