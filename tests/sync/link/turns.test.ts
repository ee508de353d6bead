import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pause } from '../../../src/sync/link/platform.ts'
import { createTurns } from '../../../src/sync/turns.ts'

describe('work in turns', () => {
  test('is done one after the other, whatever each takes and whichever fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ waits: fc.nat(3), fails: fc.boolean() }), { minLength: 1, maxLength: 12 }), async (works) => {
        const turns = createTurns()
        const log: string[] = []
        const asked = works.map(({ waits, fails }, i) =>
          turns(async () => {
            log.push(`begin ${i}`)
            for (let turn = 0; turn < waits; turn += 1) await Promise.resolve()
            log.push(`end ${i}`)
            if (fails) throw new Error(`failed ${i}`)
            return i
          }),
        )
        const ends = await Promise.allSettled(asked)
        expect(log).toEqual(works.flatMap((_, i) => [`begin ${i}`, `end ${i}`]))
        for (const [i, end] of ends.entries()) {
          if (end.status === 'fulfilled') expect(end.value).toBe(i)
          else expect(works[i]?.fails).toBe(true)
        }
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})

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
