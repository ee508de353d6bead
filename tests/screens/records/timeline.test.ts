import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activityEntry, byDay, newest, orderEntry, stageEntries, type Entry } from '../../../src/screens/records/timeline/timeline.ts'

const at = (day: number, hour = 0) => Date.UTC(2026, 10, day, hour)
const aCall = (id: string, startAt: number | null, more: object = {}) => ({ id, kind: 'call', startAt, ...more })

describe('a customer’s story', () => {
  test('puts a task where it is due, and leaves out what has no time at all', () => {
    expect(activityEntry(aCall('a', null, { dueAt: at(3) }))?.at).toBe(at(3))
    expect(activityEntry(aCall('a', null))).toBeNull()
    expect(orderEntry({ id: 'o', orderedAt: null })).toBeNull()
  })

  test('tells each stage that a deal went through', () => {
    expect(
      stageEntries([
        { id: 'x', at: at(1), toId: 'stage_a', fromId: null },
        { id: 'y', toId: 'stage_b' },
      ]),
    ).toMatchObject([{ kind: 'stage', at: at(1) }])
    expect(stageEntries(undefined)).toEqual([])
  })

  test('keeps a day’s events together, by the workspace’s day', () => {
    const entries = [at(22, 18), at(22, 16), at(22, 1)].map((time, i): Entry => ({ id: `${i}`, at: time, kind: 'call', cells: {} }))
    // 18:00 in London is already the next day in Bangkok.
    expect(byDay(entries, 'Asia/Bangkok').map(({ day, entries: those }) => [day, those.length])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-22', 2],
    ])
  })

  test('of several lists, each cut off at its newest fifty, is right to its own fiftieth', () => {
    const someTimes = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 120 })
    fc.assert(
      fc.property(someTimes, someTimes, (calls, orders) => {
        const entries = (times: readonly number[], kind: string) =>
          times.map((time, i): Entry => ({ id: `${kind}${i}`, at: time, kind, cells: {} })).toSorted((a, b) => b.at - a.at)
        const all = [entries(calls, 'call'), entries(orders, 'order')]
        const times = (lists: readonly (readonly Entry[])[]) => newest(lists, 50).map((entry) => entry.at)
        expect(times(all.map((list) => list.slice(0, 50)))).toEqual(times(all))
      }),
      { seed: 5, numRuns: 100 },
    )
  })
})
