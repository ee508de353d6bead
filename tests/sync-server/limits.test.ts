import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { decodeFrame, START } from '../../src/sync/wire.ts'
import { bucketOf, limits } from '../../sync-server/limits.ts'
import { createMetrics } from '../../sync-server/metrics.ts'
import { openSession, type Workspace } from '../../sync-server/session.ts'
import { subscribe } from '../../sync-server/subscribe.ts'
import { aTeam, TEAM } from '../sync/team.ts'
import { aFolder, openLog } from './logs.ts'
import { aWorld } from './world.ts'

describe('a bucket', () => {
  test('lets a burst through, then what its rate allows', () => {
    const bucket = bucketOf({ perSecond: 50, burst: 400 })
    for (let i = 0; i < 400; i += 1) expect(bucket.take(1, 0)).toBe(0)
    expect(bucket.take(1, 0)).toBe(20)
    expect(bucket.take(1, 20)).toBe(0)
    expect(bucket.take(1, 20)).toBe(20)
    expect(bucket.take(100, 1_020)).toBe(1_000)
  })

  test('never lets through more than burst and rate, and keeps its word on when to come again', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ pause: fc.nat(3_000), amount: fc.integer({ min: 1, max: 90 }) }), { maxLength: 200 }), (asks) => {
        const bucket = bucketOf({ perSecond: 50, burst: 100 })
        let now = 1_000
        let passed = 0
        for (const { pause, amount } of asks) {
          now += pause
          const wait = bucket.take(amount, now)
          if (wait > 0) {
            now += wait
            expect(bucket.take(amount, now)).toBe(0)
          }
          passed += amount
          expect(passed).toBeLessThanOrEqual(100 + ((now - 1_000) * 50) / 1_000 + 1)
        }
      }),
    )
  })

  test('is not filled by a clock that goes back', () => {
    const bucket = bucketOf({ perSecond: 10, burst: 1 })
    expect(bucket.take(1, 5_000)).toBe(0)
    expect(bucket.take(1, 1_000)).toBe(100)
  })
})

describe('one socket', () => {
  test('listens to at most 64 spaces, and ends where the log cannot be read', async () => {
    const team = await aTeam()
    const log = openLog(aFolder())
    const sent: Bytes[] = []
    let closed = 0
    const nothing = () => undefined
    const line = {
      origins: [],
      send: (frame: Bytes) => sent.push(frame),
      queued: () => 0,
      close: () => (closed += 1),
      pause: nothing,
      resume: nothing,
      loggedIn: nothing,
    }
    const session = openSession(line, crypto, nothing)
    const onError = (error: unknown) => {
      throw error
    }
    const workspace: Workspace = {
      id: team.roster().workspaceId,
      roster: team.roster(),
      rows: [],
      sessions: new Set([session]),
      listeners: new Map(),
      turn: Promise.resolve(),
    }
    for (let i = 0; i < limits.subscriptions; i += 1) session.subscriptions.set(`space_${i}`, { space: '', next: 1, fed: 0, isLive: true })
    const frame = { type: 'sub', space: TEAM, cursor: START } as const
    await subscribe({ log, onError }, session, workspace, team.roster(), team.owner.id, frame)
    expect(sent.map((bytes) => decodeFrame(bytes))).toMatchObject([{ ok: true, value: { type: 'error', status: 429, answers: 'sub' } }])
    session.subscriptions.delete('space_0')
    await subscribe({ log, onError }, session, workspace, team.roster(), team.owner.id, frame)
    expect(session.subscriptions.has(TEAM)).toBe(true)
    await session.catchingUp

    // A page that cannot be read ends this socket; the relay goes on.
    const errors: unknown[] = []
    const broken = { ...log, page: () => Promise.reject(new Error('disk')) }
    session.subscriptions.clear()
    await subscribe({ log: broken, onError: (error) => errors.push(error) }, session, workspace, team.roster(), team.owner.id, frame)
    await session.catchingUp
    expect([errors.length, closed]).toEqual([1, 1])
    await log.close()
  })
})

describe('the metrics', () => {
  test('are numbers in Prometheus’ form, with no name or id', () => {
    const metrics = createMetrics()
    metrics.add('pushes', 3)
    metrics.add('pushes')
    const text = metrics.text({ sockets: 2 })
    expect(text).toContain('# TYPE satchel_pushes_total counter\nsatchel_pushes_total 4\n')
    expect(text).toContain('satchel_sockets 2\n')
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) satchel_\w+ .+|satchel_\w+ [\d.]+)$/)
  })

  test('tell who is connected, what was refused, and nothing about whom', async () => {
    const { relay, team, owner } = await aWorld()
    owner.send({ type: 'push', space: 'space_unknown', entry: new Uint8Array(3) })
    await owner.next('error')
    const text = await (await fetch(`http://${relay.address}/metrics`)).text()
    expect(text).toContain('satchel_sockets 1\n')
    expect(text).toContain('satchel_strangers 0\n')
    expect(text).toContain('satchel_refusals_total 1\n')
    for (const word of [team.owner.id, team.roster().workspaceId, 'space_', 'member_', '127.0.0.1']) expect(text).not.toContain(word)
  })
})
