import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { encodeEntry, follow, type Entry } from '../../src/sync/entry.ts'
import { signLogin } from '../../src/sync/login.ts'
import { decodeFrame, encodeFrame, START, WIRE_VERSION, type Cursor, type Frame } from '../../src/sync/wire.ts'
import { createMetrics } from '../../sync-server/metrics.ts'
import { createRelay } from '../../sync-server/relay.ts'
import { anEntry, type TestDevice } from '../sync/devices.ts'
import { aTeam, SETTINGS, TEAM } from '../sync/team.ts'
import { aFolder, openLog } from './logs.ts'
import { entryOf } from './peer.ts'

/*
 * Laws of the relay without sockets: whatever several devices say, in whatever order their frames come, mixed with nonsense of strangers, each
 * message has one place, everybody is shown the same log without a gap, and nothing makes the relay fail.
 */

const ORIGIN = 'https://crm.example.com'

interface Voice {
  readonly said: readonly Frame[]
  readonly say: (frame: Frame) => void
  readonly sayRaw: (bytes: Bytes) => void
  readonly isClosed: () => boolean
  readonly leave: () => void
}

const aRelayInMemory = () => {
  const log = openLog(aFolder())
  const errors: unknown[] = []
  const relay = createRelay({
    crypto,
    log,
    now: Date.now,
    takesNew: true,
    metrics: createMetrics(),
    onError: (error) => errors.push(error),
  })
  const voice = (): Voice => {
    const said: Frame[] = []
    let isClosed = false
    const nothing = () => undefined
    const connection = relay.connect({
      origins: [ORIGIN],
      send: (bytes, sent) => {
        const frame = decodeFrame(bytes)
        said.push(must(frame.ok ? frame.value : null, 'a frame'))
        sent?.()
      },
      queued: () => 0,
      close: () => (isClosed = true),
      pause: nothing,
      resume: nothing,
      loggedIn: nothing,
    })
    return {
      said,
      say: (frame) => connection.receive(encodeFrame(frame)),
      sayRaw: connection.receive,
      isClosed: () => isClosed,
      leave: connection.closed,
    }
  }
  return { log, errors, voice }
}

/** Long enough for what was asked to be answered, on a machine that has nothing else to do. */
const settled = (): Promise<void> => new Promise((later) => setTimeout(later, 3))
const hears = async <T extends Frame['type']>({ said }: Voice, type: T): Promise<Extract<Frame, { type: T }>> => {
  const isIt = (frame: Frame): frame is Extract<Frame, { type: T }> => frame.type === type
  await expect.poll(() => said.some(isIt), { interval: 1 }).toBe(true)
  return must(said.find(isIt), type)
}

const enter = async (voice: Voice, workspaceId: string, { sign, signPublic }: TestDevice): Promise<void> => {
  voice.say({ type: 'hello', version: WIRE_VERSION, workspace: workspaceId, key: signPublic })
  const { nonce } = await hears(voice, 'challenge')
  voice.say({ type: 'auth', signature: await signLogin(crypto, sign, { workspaceId, nonce, origin: ORIGIN }), rosterLength: 9 })
  await hears(voice, 'welcome')
}

/** Has been shown everything that there was when it asked last. */
const isLiveSince = ({ said }: Voice, before: number): boolean => {
  const asked = said.findLastIndex(({ type }) => type === 'subok')
  return asked >= before && said.slice(asked).some(({ type }) => type === 'live')
}

/** What somebody was shown of the team's log, followed as a device does; a gap or a double throws. */
const shownTo = async ({ said }: Voice): Promise<readonly Entry[]> => {
  const entries: Entry[] = []
  let at: Cursor = START
  for (const frame of said) {
    if (frame.type === 'subok' && frame.space === TEAM) {
      entries.length = 0
      at = START
    }
    if (frame.type !== 'entry' || frame.space !== TEAM) continue
    expect(frame.seq).toBe(at.seq + 1)
    for (const bytes of frame.entries) {
      entries.push(entryOf(bytes))
      at = await follow(crypto, at, entryOf(bytes))
    }
  }
  return entries
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('push' as const), who: fc.nat(2), entry: fc.nat(11) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sub' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('noise' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ping' as const), who: fc.nat(2) }) },
)

test('each message has one place, everybody sees one log, and no nonsense makes it fail', { timeout: 60_000 }, async () => {
  const team = await aTeam()
  const devices = [team.owner, await team.member('member_bea'), await team.member('member_cho')]
  const entries = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      anEntry(must(devices[i % 3], 'a device'), [], { rosterHead: team.roster().head, space: TEAM, counter: i + 1 }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const { log, errors, voice } = aRelayInMemory()
      const id = team.roster().workspaceId
      for (const [place, bytes] of team.entries.entries()) await log.appendRoster(id, place, { bytes, at: Date.now() })
      const voices = devices.map(() => voice())
      for (const [i, one] of voices.entries()) await enter(one, id, must(devices[i], 'a device'))
      for (const one of steps) {
        if (one.kind === 'pause') await settled()
        else if (one.kind === 'noise') voice().sayRaw(one.bytes)
        else {
          const by = must(voices[one.who], 'a voice')
          // Whoever holds an entry may bring it: also one of another device.
          if (one.kind === 'push') by.say({ type: 'push', space: TEAM, entry: encodeEntry(must(entries[one.entry], 'an entry')) })
          else if (one.kind === 'sub') by.say({ type: 'sub', space: TEAM, cursor: START })
          else by.say({ type: 'ping', id: 1 })
        }
      }
      await expect
        .poll(async () => (await log.last({ workspace: id, space: TEAM })).seq, { interval: 1 })
        .toBe(new Set(steps.flatMap((one) => (one.kind === 'push' ? one.entry : []))).size)
      for (const one of voices) {
        const before = one.said.length
        one.say({ type: 'sub', space: TEAM, cursor: START })
        await expect.poll(() => isLiveSince(one, before), { interval: 1 }).toBe(true)
      }

      expect(errors).toEqual([])
      const logs = await Promise.all(voices.map(shownTo))
      const pushed = new Set(steps.flatMap((one) => (one.kind === 'push' ? must(entries[one.entry], 'an entry').msgId : [])))
      for (const shown of logs) {
        expect(shown.map(({ msgId }) => msgId)).toEqual(logs[0]?.map(({ msgId }) => msgId))
        expect(new Set(shown.map(({ msgId }) => msgId))).toEqual(pushed)
        expect(shown).toHaveLength(pushed.size)
      }
      // Every answer to a message tells the one place that it has.
      const places = new Map<string, number>()
      for (const { said } of voices)
        for (const frame of said)
          if (frame.type === 'ack') {
            expect(places.get(frame.msgId) ?? frame.cursor.seq).toBe(frame.cursor.seq)
            places.set(frame.msgId, frame.cursor.seq)
            expect(logs[0]?.[frame.cursor.seq - 1]?.msgId).toBe(frame.msgId)
          }
      for (const one of voices) {
        expect(one.isClosed()).toBe(false)
        one.leave()
      }
      await log.close()
    }),
    { numRuns: 40, seed: 9 },
  )
})

test('whatever frames somebody sends who has not logged in, nothing of a workspace is told, and nothing is written', async () => {
  const team = await aTeam()
  const id = team.roster().workspaceId
  const { log, errors, voice } = aRelayInMemory()
  for (const [place, bytes] of team.entries.entries()) await log.appendRoster(id, place, { bytes, at: Date.now() })
  const entry = encodeEntry(await anEntry(team.owner, [], { rosterHead: team.roster().head, space: TEAM }))
  const frame = fc.constantFrom<Frame>(
    { type: 'hello', version: WIRE_VERSION, workspace: id, key: team.owner.signPublic },
    { type: 'auth', signature: new Uint8Array(64), rosterLength: 0 },
    { type: 'sub', space: TEAM, cursor: START },
    { type: 'sub', space: SETTINGS, cursor: START },
    { type: 'push', space: TEAM, entry },
    { type: 'awareness', space: TEAM, sealed: new Uint8Array(9) },
    { type: 'rosterAppend', entry: must(team.entries[0], 'the first entry') },
    { type: 'ping', id: 3 },
    { type: 'ack', space: TEAM, msgId: 'ab'.repeat(16), cursor: START },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 8 }), async (frames) => {
      const stranger = voice()
      for (const one of frames) stranger.say(one)
      await settled()
      const told = stranger.said.map(({ type }) => type)
      expect(told.filter((type) => !['challenge', 'error', 'pong'].includes(type))).toEqual([])
      stranger.leave()
    }),
    { numRuns: 300, seed: 10 },
  )
  expect((await log.last({ workspace: id, space: TEAM })).seq).toBe(0)
  expect(await log.roster(id)).toHaveLength(1)
  expect(errors).toEqual([])
  await log.close()
})
