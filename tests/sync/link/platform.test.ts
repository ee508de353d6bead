import { describe, expect, test } from 'vitest'
import { pause } from '../../../src/sync/link/platform.ts'

/** Time that passes when the test says so. */
const aTimer = () => {
  const waiting = new Map<() => void, number>()
  return {
    waits: () => [...waiting.values()],
    pass: () => [...waiting.keys()].forEach((run) => run()),
    after: (ms: number, run: () => void) => {
      waiting.set(run, ms)
      return () => void waiting.delete(run)
    },
  }
}

describe('a pause', () => {
  test('ends in its time, and leaves nothing behind', async () => {
    const { after, pass, waits } = aTimer()
    const paused = pause(after, 500, new AbortController().signal)
    expect(waits()).toEqual([500])
    pass()
    await paused
    expect(waits()).toEqual([])
  })

  test('ends with what it waited for, and at once where that is over', async () => {
    const { after, waits } = aTimer()
    const over = new AbortController()
    const paused = pause(after, 500, over.signal)
    over.abort()
    await paused
    await pause(after, 500, over.signal)
    expect(waits()).toEqual([])
  })

  test('ends when it is called off, and is not called off again', async () => {
    const { after, waits } = aTimer()
    let end: () => void = () => undefined
    let stopped = 0
    const paused = pause(after, 500, new AbortController().signal, (ends) => {
      end = ends
      return () => (stopped += 1)
    })
    end()
    await paused
    expect([waits(), stopped]).toEqual([[], 1])
  })
})
