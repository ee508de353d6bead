import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPresence, widened, zeros } from '../../src/tables/arrays.ts'

describe('presence', () => {
  test('tells of every place what a set of places tells, in whatever order it is written', () => {
    const step = fc.record({ at: fc.nat(30), isMark: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, isFilledFirst) => {
        const presence = createPresence()
        presence.grow(31)
        const model = new Set<number>()
        const all = [...(isFilledFirst ? Array.from({ length: 20 }, (_, at) => ({ at, isMark: true })) : []), ...steps]
        for (const { at, isMark } of all) {
          if (isMark) {
            presence.mark(at)
            model.add(at)
          } else expect(presence.clear(at)).toBe(model.delete(at))
        }
        presence.grow(64)
        // Of what was never written, shared bytes may say anything: a new row is written or cleared before anyone asks.
        for (let at = 0; at < 31; at += 1) expect(presence.has(at)).toBe(model.has(at))
        for (const { at } of all) expect([at, presence.bytes[at]]).toEqual([at, Number(model.has(at))])
      }),
      { seed: 5 },
    )
  })

  test('costs nothing while no place, or every place, holds a value', () => {
    const full = createPresence()
    full.grow(1_000)
    for (let at = 0; at < 1_000; at += 1) full.mark(at)
    const empty = createPresence()
    empty.grow(1_000)
    expect([full.owned(), empty.owned()]).toEqual([0, 0])
    full.clear(3)
    expect(full.owned()).toBe(1_000)
  })

  test('nobody ever writes to the zeros that empty columns share', () => {
    expect(zeros(Uint8Array, 5_000).every((byte) => byte === 0)).toBe(true)
    expect(zeros(Float64Array, 5_000).every((value) => value === 0)).toBe(true)
  })
})

test('codes widen with what they must hold, and never narrow', () => {
  expect(widened(new Uint8Array(3), 255)).toBeInstanceOf(Uint8Array)
  expect(widened(Uint8Array.of(1, 2, 255), 256)).toEqual(Uint16Array.of(1, 2, 255))
  expect(widened(Uint16Array.of(1, 65_535), 65_536)).toEqual(Uint32Array.of(1, 65_535))
  expect(widened(new Uint32Array(1), 1)).toBeInstanceOf(Uint32Array)
})
