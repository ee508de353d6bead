import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTurns } from '../../src/core/turns.ts'

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
