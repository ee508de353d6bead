import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { follow } from '../../src/sync/entry.ts'
import { START, type Cursor } from '../../src/sync/wire.ts'
import { anEntry } from '../sync/devices.ts'
import { aTeam, TEAM } from '../sync/team.ts'
import { aFolder } from './logs.ts'
import { logIn, pull, pushAll } from './peer.ts'
import { aRelay } from './relays.ts'

test('a relay restored from an older copy is noticed, and whoever holds what it lost rebuilds the very same log', async () => {
  const [before, after] = [aFolder(), aFolder()]
  const team = await aTeam()
  const id = team.roster().workspaceId
  const relay = await aRelay({ folder: before })
  const owner = await logIn(relay.address, id, team.owner)
  owner.send({ type: 'rosterAppend', entry: must(team.entries[0], 'the genesis') })
  await owner.next('roster')
  const write = async (device: typeof team.owner, from: number, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        anEntry(device, [utf8(`edit ${from + i}`)], { counter: from + i, rosterHead: team.roster().head, space: TEAM }),
      ),
    )
  const early = await write(team.owner, 1, 10)
  await pushAll(owner, TEAM, early)

  mkdirSync(join(after, 'copy'))
  const live = new DatabaseSync(join(before, 'relay.db'), { readOnly: true })
  live.prepare('VACUUM INTO ?').run(join(after, 'copy', 'relay.db'))
  live.close()

  // What the copy lacks: a member who joins, and what both then write.
  const bea = await team.member('member_bea')
  for (const entry of team.entries.slice(1)) {
    owner.send({ type: 'rosterAppend', entry })
    await owner.next('roster')
  }
  const peer = await logIn(relay.address, id, bea)
  const late = [...(await write(team.owner, 11, 10)), ...(await write(bea, 1, 10))]
  await pushAll(owner, TEAM, late.slice(0, 10))
  await pushAll(peer, TEAM, late.slice(10))
  const { entries, cursor } = await pull(owner, TEAM)
  expect(entries).toHaveLength(30)
  await relay.stop()

  copyFileSync(join(after, 'copy', 'relay.db'), join(after, 'relay.db'))
  const restored = await aRelay({ folder: after })
  const healer = await logIn(restored.address, id, team.owner, team.entries.length)
  // Shorter than what the device holds: it brings the rest.
  expect(healer.welcome.rosterLength).toBe(1)
  expect(healer.welcome.counters[0]?.counter).toBe(10)
  for (const entry of team.entries.slice(healer.welcome.rosterLength)) {
    healer.send({ type: 'rosterAppend', entry })
    await healer.next('roster')
  }
  healer.send({ type: 'sub', space: TEAM, cursor })
  expect(await healer.next('error')).toMatchObject({ status: 409, answers: 'sub', seq: 10 })

  let common: Cursor = START
  for (const entry of entries.slice(0, 10)) common = await follow(crypto, common, entry)
  expect((await pull(healer, TEAM, common)).entries).toEqual([])
  await pushAll(healer, TEAM, entries.slice(10))
  expect((await pull(healer, TEAM, cursor)).entries).toEqual([])

  // The other one never notices: its cursor is good again.
  const other = await logIn(restored.address, id, bea)
  expect((await pull(other, TEAM, cursor)).entries).toEqual([])
  expect((await pull(other, TEAM)).entries).toEqual(entries)
})
