import { expect, test } from 'vitest'
import { statusOf, type SpaceStanding } from '../../../src/sync/link/status.ts'

const standing = (wanted: Partial<SpaceStanding> = {}): SpaceStanding => ({
  isLive: true,
  done: 5,
  total: 5,
  waiting: 0,
  isSealing: false,
  trouble: null,
  ...wanted,
})

test('is not done before the outbox was looked through', () => {
  expect(statusOf([standing({ isSealing: true }), standing({ isSealing: true })], 0)).toEqual({ kind: 'waiting', n: 1 })
  expect(statusOf([standing({ isSealing: true })], 2)).toEqual({ kind: 'waiting', n: 2 })
})

test('shows the worst of all spaces', () => {
  expect(statusOf([standing(), standing()], 0)).toEqual({ kind: 'synced' })
  expect(statusOf([standing({ waiting: 2 }), standing({ waiting: 1 })], 4)).toEqual({ kind: 'waiting', n: 7 })
  expect(statusOf([standing({ waiting: 2 }), standing({ isLive: false, done: 3, total: 90 })], 0)).toEqual({
    kind: 'connecting',
    done: 8,
    total: 95,
  })
  expect(statusOf([standing({ isLive: false }), standing({ trouble: 'twoHistories' })], 0)).toEqual({
    kind: 'stopped',
    why: 'twoHistories',
  })
})
