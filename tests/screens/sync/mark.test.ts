import { expect, test } from 'vitest'
import type { Syncing } from '../../../src/engine/syncing/protocol.ts'
import { markOf } from '../../../src/screens/sync/mark.ts'

const standing = (more: Partial<Syncing> = {}): Syncing => ({
  status: { kind: 'synced' },
  waiting: 0,
  syncedAt: 1,
  notShared: 0,
  roster: 1,
  ...more,
})

test('U48 says that all is on both sides, or how much is not', () => {
  expect(markOf(standing(), true)).toEqual({ state: 'synced', label: 'shell.sync.synced', count: 0 })
  expect(markOf(standing({ status: { kind: 'waiting', n: 3 }, waiting: 2 }), true)).toMatchObject({ state: 'waiting', count: 2 })
  const offline = standing({ status: { kind: 'offline' }, waiting: 37 })
  expect(markOf(offline, true)).toEqual({ state: 'offline', label: 'shell.sync.offlineWaiting', count: 37 })
  expect(markOf({ ...offline, waiting: 0 }, true)).toMatchObject({ state: 'offline', label: 'shell.sync.offline' })
})

test('believes the browser that there is no network, even before the line is missed', () => {
  expect(markOf(standing(), false).state).toBe('offline')
  expect(markOf(standing({ waiting: 2 }), false)).toMatchObject({ label: 'shell.sync.offlineWaiting', count: 2 })
})

test('is loud only where the person must act: a standstill first, then what will not be shared', () => {
  const stopped = standing({ status: { kind: 'stopped', why: 'revoked' }, waiting: 4, notShared: 4 })
  expect(markOf(stopped, false)).toMatchObject({ state: 'problem', label: 'shell.sync.stopped' })
  expect(markOf(standing({ notShared: 2 }), false)).toEqual({ state: 'problem', label: 'shell.sync.notShared', count: 2 })
})

test('on the way to the server one’s own waiting changes matter more than what comes in', () => {
  const status = { kind: 'connecting', done: 1, total: 9 } as const
  expect(markOf(standing({ status }), true).state).toBe('connecting')
  expect(markOf(standing({ status, waiting: 1 }), true).state).toBe('waiting')
})

test('a workspace that is not shared is kept on this device', () => {
  expect(markOf(null, true)).toMatchObject({ state: 'synced', label: 'shell.sync.local' })
  expect(markOf(null, false).state).toBe('offline')
})
