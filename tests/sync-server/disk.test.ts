import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { encodeEntry, type Entry } from '../../src/sync/entry.ts'
import { aTeam, TEAM, type Team } from '../sync/team.ts'
import { anEntry } from '../sync/devices.ts'
import { aFolder } from './logs.ts'
import { greet, logIn, pull, push, type LoggedIn } from './peer.ts'
import { aRelay, type TestRelay } from './relays.ts'

/** A founder at a relay; what the team has more than that relay is brought. */
const enter = async ({ address, log }: TestRelay, team: Team): Promise<LoggedIn> => {
  const id = team.roster().workspaceId
  const peer = await logIn(address, id, team.owner)
  for (const entry of team.entries.slice((await log.roster(id)).length)) {
    peer.send({ type: 'rosterAppend', entry })
    await peer.next('roster')
  }
  return peer
}
const anEdit = (team: Team, counter: number, body?: Uint8Array<ArrayBuffer>): Promise<Entry> =>
  anEntry(team.owner, [], { rosterHead: team.roster().head, space: TEAM, counter, ...(body && { body }) })

const noise = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** Pushes until the relay has no more room; answers what it acknowledged, and what it refused. */
const fill = async (peer: LoggedIn, team: Team): Promise<{ readonly acked: readonly Entry[]; readonly refused: Entry }> => {
  const acked: Entry[] = []
  for (let counter = 1; ; counter += 1) {
    const entry = await anEdit(team, counter, noise(60_000))
    peer.send({ type: 'push', space: TEAM, entry: encodeEntry(entry) })
    if ((await peer.next('ack', 'error')).type === 'error') return { acked, refused: entry }
    acked.push(entry)
  }
}

const MAX = 600_000

describe('a relay whose disk is full', () => {
  test('goes on reading to everyone, takes what it refused once there is room, and forgets nothing of what it acknowledged', async () => {
    const folder = aFolder()
    const team = await aTeam()
    const full = await aRelay({ folder, maxBytes: MAX })
    const peer = await enter(full, team)
    const { acked, refused } = await fill(peer, team)
    expect((await pull(peer, TEAM)).entries).toEqual(acked)
    // What it has already it acknowledges again, whatever its disk says.
    await full.stop()
    const roomy = await aRelay({ folder })
    const again = await enter(roomy, team)
    expect((await push(again, TEAM, refused)).cursor.seq).toBe(acked.length + 1)
    expect((await push(again, TEAM, must(acked[0], 'the first'))).cursor.seq).toBe(1)
    expect((await pull(again, TEAM)).entries).toEqual([...acked, refused])
  })

  test('answers what comes right after a refusal like it, so that nothing passes what was refused', async () => {
    const team = await aTeam()
    let time = Date.now()
    const relay = await aRelay({ maxBytes: MAX, now: () => time })
    const peer = await enter(relay, team)
    await fill(peer, team)
    const small = await anEdit(team, 99)
    peer.send({ type: 'push', space: TEAM, entry: encodeEntry(small) })
    const answer = await peer.next('error')
    expect(answer).toMatchObject({ status: 507, answers: 'push', about: small.msgId })
    // Long enough for whoever runs it, and told.
    expect(answer.retryAfter).toBeGreaterThan(1_000)
    time += answer.retryAfter
    peer.send({ type: 'ping', id: 7 })
    expect(await peer.next('pong')).toMatchObject({ id: 7 })
  })

  test('answers 507 to a pack, and keeps none of it', async () => {
    const team = await aTeam()
    const relay = await aRelay({ maxBytes: MAX })
    const peer = await enter(relay, team)
    await fill(peer, team)
    const url = `http://${relay.address}/packs/${TEAM}/${'ab'.repeat(16)}`
    const headers = { authorization: `Bearer ${peer.welcome.token}` }
    expect((await fetch(url, { method: 'PUT', headers, body: new Uint8Array(300_000) })).status).toBe(507)
    expect((await fetch(url, { headers })).status).toBe(404)
    expect(relay.errors).toEqual([])
  })

  test('answers 507 to a roster entry, which counts for nobody', async () => {
    const team = await aTeam()
    const relay = await aRelay({ maxBytes: MAX })
    const peer = await enter(relay, team)
    await fill(peer, team)
    const id = team.roster().workspaceId
    for (let tries = 0; ; tries += 1) {
      const place = team.entries.length
      await team.invite(team.owner)
      peer.send({ type: 'rosterAppend', entry: must(team.entries[place], 'the invite') })
      const answer = await peer.next('roster', 'error')
      if (answer.type === 'roster' && tries < 2_000) continue
      expect(answer).toMatchObject({ status: 507, answers: 'rosterAppend' })
      expect((await relay.log.roster(id)).map(({ bytes }) => bytes)).toEqual(team.entries.slice(0, place))
      break
    }
    expect((await logIn(relay.address, id, team.owner, team.entries.length)).welcome.rosterLength).toBe(team.entries.length - 1)
  })
})

describe('data that somebody has damaged', () => {
  /** Two workspaces, of which one is then spoiled behind the relay’s back. */
  const spoiled = async (statement: string) => {
    const folder = aFolder()
    const [sound, broken] = [await aTeam(), await aTeam()]
    const before = await aRelay({ folder })
    for (const team of [sound, broken]) {
      const peer = await enter(before, team)
      for (let counter = 1; counter <= 3; counter += 1) await push(peer, TEAM, await anEdit(team, counter))
    }
    await before.stop()
    const database = new DatabaseSync(join(folder, 'relay.db'))
    const id = Buffer.from(broken.roster().workspaceId, 'hex')
    database.prepare(statement).run(id)
    database.close()
    return { relay: await aRelay({ folder }), sound, broken }
  }

  test('in a roster lets nobody into that workspace, says so in the log without a name, and all others go on', async () => {
    const { relay, sound, broken } = await spoiled('UPDATE rosters SET bytes = zeroblob(200) WHERE workspace = ?')
    const peer = await greet(relay.address, broken.roster().workspaceId, broken.owner)
    expect((await peer.closed).code).toBe(1013)
    expect(relay.errors).toHaveLength(1)
    expect(String(relay.errors[0])).toMatch(/^Error: the roster of workspace [0-9a-f]{8} is damaged: \w+$/)
    expect((await pull(await enter(relay, sound), TEAM)).entries).toHaveLength(3)
  })

  test('in a log ends the socket that reads it, and no other', async () => {
    const { relay, sound, broken } = await spoiled(
      'UPDATE chunks SET bytes = zeroblob(100), count = 3 WHERE log IN (SELECT id FROM logs WHERE workspace = ?) AND first = 1',
    )
    const peer = await enter(relay, broken)
    // From the middle of what is damaged: it has to be read to be cut.
    peer.send({ type: 'sub', space: TEAM, cursor: { seq: 1, hash: new Uint8Array(32) } })
    expect((await peer.closed).code).toBe(1013)
    expect(relay.errors.map(String)).toEqual(['Error: a chunk of the log is damaged'])
    expect((await pull(await enter(relay, sound), TEAM)).entries).toHaveLength(3)
  })
})
