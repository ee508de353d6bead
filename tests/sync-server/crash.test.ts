import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { encodeEntry, type Entry } from '../../src/sync/entry.ts'
import type { Cursor } from '../../src/sync/wire.ts'
import { anEntry } from '../sync/devices.ts'
import { aTeam, TEAM, type Team } from '../sync/team.ts'
import { connect, logIn, pull, push, pushAll, type LoggedIn } from './peer.ts'
import { aFolder, openLog } from './logs.ts'
import { startRelay } from './process.ts'

const entriesOf = (team: Team, count: number): Promise<Entry[]> =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      anEntry(team.owner, [utf8(`edit ${i}`)], { counter: i + 1, rosterHead: team.roster().head, space: TEAM }),
    ),
  )

const found = async (peer: LoggedIn, team: Team): Promise<void> => {
  peer.send({ type: 'rosterAppend', entry: must(team.entries[0], 'the genesis') })
  await peer.next('roster')
}

describe('a relay killed in the middle of its work', () => {
  test('has after its restart all that it acknowledged, at the same places; a retry changes nothing', { timeout: 60_000 }, async () => {
    const folder = aFolder()
    const team = await aTeam()
    const id = team.roster().workspaceId
    const entries = await entriesOf(team, 380)
    const acked = new Map<string, Cursor>()

    for (let round = 0; round < 4; round += 1) {
      const relay = await startRelay(folder)
      const peer = await logIn(relay.address, id, team.owner)
      if (round === 0) await found(peer, team)
      const some = entries.slice(0, (round + 1) * 95).filter(({ msgId }) => !acked.has(msgId))
      for (const entry of some) peer.send({ type: 'push', space: TEAM, entry: encodeEntry(entry) })
      // Killed with pushes on their way, in the open commit, and committed but not acknowledged.
      const enough = acked.size + 20
      while (acked.size < enough) {
        const { msgId, cursor } = await peer.next('ack')
        acked.set(msgId, cursor)
      }
      await relay.end('SIGKILL')
      for (const frame of peer.waiting()) if (frame.type === 'ack') acked.set(frame.msgId, frame.cursor)
      const log = openLog(join(folder, 'data'))
      for (const [msgId, cursor] of acked) expect(await log.find({ workspace: id, space: TEAM }, msgId)).toEqual(cursor)
      await log.close()
    }

    const relay = await startRelay(folder)
    const peer = await logIn(relay.address, id, team.owner)
    for (const { msgId, cursor } of await pushAll(peer, TEAM, entries)) expect(acked.get(msgId) ?? cursor).toEqual(cursor)
    const pulled = await pull(peer, TEAM)
    expect(pulled.entries.map(({ msgId }) => msgId)).toEqual(entries.map(({ msgId }) => msgId))
    expect(peer.welcome.counters[0]?.counter).toBeGreaterThanOrEqual(Math.max(...acked.values().map(({ seq }) => seq)))
  })
})

describe('a relay that is told to stop', () => {
  test('commits what it has, tells everyone to come back, and ends with code 0', async () => {
    const folder = aFolder()
    const team = await aTeam()
    const relay = await startRelay(folder)
    const peer = await logIn(relay.address, team.roster().workspaceId, team.owner)
    await found(peer, team)
    const [entry] = await entriesOf(team, 1)
    await push(peer, TEAM, must(entry, 'an entry'))
    const code = await relay.end('SIGTERM')
    expect(code).toBe(0)
    expect((await peer.closed).code).toBe(1001)
    expect(existsSync(join(folder, 'data', 'relay.db-wal'))).toBe(false)
  })

  test('says in a sentence what is wrong with its settings or its data', async () => {
    const folder = aFolder()
    await expect(startRelay(folder, { NEW_WORKSPACES: 'maybe' })).rejects.toThrow('NEW_WORKSPACES must be open or closed.')
    await expect(startRelay(folder, { PORT: 'high' })).rejects.toThrow('PORT must be a number')
    await expect(startRelay(folder, { MAX_DATA_MB: 'much' })).rejects.toThrow('MAX_DATA_MB must be a number')
    await expect(startRelay(folder, { SITE: join(folder, 'nowhere') })).rejects.toThrow('npm run build')
  })
})

describe('a copy of the data', () => {
  test('is made while the relay runs, and holds what was acknowledged', async () => {
    const folder = aFolder()
    const team = await aTeam()
    const relay = await startRelay(folder)
    const peer = await logIn(relay.address, team.roster().workspaceId, team.owner)
    await found(peer, team)
    await pushAll(peer, TEAM, await entriesOf(team, 5))
    const backup = (target: string) =>
      spawnSync(process.execPath, [join(import.meta.dirname, '../../sync-server/backup.ts'), target], {
        env: { ...process.env, DATA: join(folder, 'data') },
        encoding: 'utf8',
      })
    expect(backup(join(folder, 'relay.db')).status).toBe(0)
    expect(backup(join(folder, 'relay.db'))).toMatchObject({ status: 1, stderr: expect.stringContaining('there already') as string })
    const log = openLog(folder)
    expect((await log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(5)
    await log.close()
  })
})

describe('a relay that may read nothing', () => {
  test('has none of the words in its data, its logs, or any frame it receives', async () => {
    const words = Array.from({ length: 200 }, (_, i) => `planted-${i}-${['บริษัท', '株式会社', '김지훈', 'Müller'][i % 4] ?? ''}`)
    const folder = aFolder()
    const team = await aTeam()
    const relay = await startRelay(folder, { METRICS: 'on' })
    const peer = await logIn(relay.address, team.roster().workspaceId, team.owner)
    await found(peer, team)
    const entries = await Promise.all(
      words.map((word, i) => anEntry(team.owner, [utf8(word)], { counter: i + 1, rosterHead: team.roster().head, space: TEAM })),
    )
    await pushAll(peer, TEAM, entries)
    const metrics = await (await fetch(`http://${relay.address}/metrics`)).text()
    expect(metrics).toContain('satchel_pushes_total 200')
    const stranger = await connect(relay.address)
    stranger.sendRaw(`not a frame ${words[0] ?? ''}`)
    await stranger.closed
    await relay.end('SIGTERM')

    const data = readdirSync(join(folder, 'data')).map((file) => readFileSync(join(folder, 'data', file)))
    expect(data.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(50_000)
    const seen = Buffer.concat([...data, ...entries.map(encodeEntry), Buffer.from(relay.output() + metrics)])
    for (const word of words) expect(seen.includes(word), word).toBe(false)
  })
})
