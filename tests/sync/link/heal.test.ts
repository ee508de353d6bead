import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { aFolder } from '../../sync-server/logs.ts'
import { aRelay, type TestRelay } from '../../sync-server/relays.ts'
import { aProxy } from '../proxy.ts'
import { aTeam, TEAM } from '../team.ts'
import { eventually } from './crew.ts'
import { aDesk, areSettled, type Desk } from './desk.ts'
import { aReplica } from './memoryreplica.ts'

/** A relay that starts again from this copy of another's data. */
const copyOf = ({ folder }: TestRelay): string => {
  const copy = aFolder()
  const live = new DatabaseSync(join(folder, 'relay.db'), { readOnly: true })
  live.prepare('VACUUM INTO ?').run(join(copy, 'copy.db'))
  live.close()
  return join(copy, 'copy.db')
}

const startFrom = (copy: string): Promise<TestRelay> => {
  const folder = aFolder()
  copyFileSync(copy, join(folder, 'relay.db'))
  return aRelay({ folder })
}

const writeTen = async (desk: Desk, what: string): Promise<void> => {
  const wanted = Array.from({ length: 10 }, (_, i) => `${what} ${i}`)
  for (const text of wanted) desk.write(text)
  await eventually(() => expect(desk.team.texts()).toEqual(expect.arrayContaining(wanted)))
}

describe('a relay restored from an older copy', () => {
  test('is given back what it lost, roster and entries, by the devices that hold it', { timeout: 30_000 }, async () => {
    const relay = await aRelay()
    const proxy = await aProxy(11, relay.address)
    const team = await aTeam()
    const one = await aDesk(proxy.address, team, team.owner)
    await writeTen(one, 'early')
    const copy = copyOf(relay)

    const bea = await team.member('member_bea')
    one.close()
    const again = await aDesk(proxy.address, team, team.owner, { held: one.team })
    const two = await aDesk(proxy.address, team, bea)
    await writeTen(two, 'of Bea')
    await writeTen(again, 'late')
    await areSettled(again, two)
    const wanted = again.team.texts()
    const acks = new Map(again.team.acks)

    await relay.stop()
    const restored = await startFrom(copy)
    proxy.leadTo(restored.address)
    await writeTen(again, 'after')
    await areSettled(again, two)
    expect(again.team.texts().slice(0, 30)).toEqual(wanted)
    for (const [msgId, at] of acks) expect(two.team.log()[at.seq - 1]).toMatchObject({ msgId, at })

    // Whoever comes with nothing has it all from the relay.
    const known = team.entries.length
    const chai = await team.member('member_chai')
    for (const entry of team.entries.slice(known)) await again.appendRoster(() => Promise.resolve(entry))
    const late = await aDesk(restored.address, team, chai)
    await areSettled(again, two, late)
    expect(late.team.texts()).toEqual(again.team.texts())
  })

  test('that others have written to meanwhile is walked back as far as both logs are one', { timeout: 30_000 }, async () => {
    const relay = await aRelay()
    const [near, far] = [await aProxy(12, relay.address), await aProxy(13, relay.address)]
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const one = await aDesk(near.address, team, team.owner)
    const two = await aDesk(far.address, team, bea)
    await writeTen(one, 'early')
    await areSettled(one, two)
    const copy = copyOf(relay)
    two.close()
    await writeTen(one, 'lost')

    await relay.stop()
    far.leadTo('127.0.0.1:9')
    near.leadTo('127.0.0.1:9')
    const restored = await startFrom(copy)
    // Bea holds none of what was lost; she writes more than that.
    const ahead = await aDesk(restored.address, team, bea, { held: two.team })
    await writeTen(ahead, 'of Bea')
    await writeTen(ahead, 'more of Bea')
    near.leadTo(restored.address)
    await eventually(() => expect(one.team.texts()).toHaveLength(40))
    await areSettled(one, ahead)
    expect(new Set(one.team.texts()).size).toBe(40)
  })

  test('that lost the whole workspace begins again with what the devices have', async () => {
    const relay = await aRelay()
    const proxy = await aProxy(14, relay.address)
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const [one, two] = [await aDesk(proxy.address, team, team.owner), await aDesk(proxy.address, team, bea)]
    await writeTen(one, 'of the owner')
    await areSettled(one, two)
    await writeTen(two, 'of Bea')
    await areSettled(one, two)
    one.close()
    await relay.stop()
    const empty = await aRelay()
    proxy.leadTo(empty.address)
    // Bea is no founder, but she may bring what the founder signed.
    await eventually(async () => expect((await empty.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(20))
    const back = await aDesk(proxy.address, team, team.owner, { held: one.team })
    await areSettled(back, two)
    expect(back.team.texts()).toHaveLength(20)
  })

  test('that takes no new workspace says so', async () => {
    const relay = await aRelay({ takesNew: false })
    const team = await aTeam()
    const one = await aDesk(relay.address, team, team.owner)
    await one.shows({ kind: 'stopped', why: 'notTaken' })
  })
})

describe('a copy of a database', () => {
  test('is noticed by a counter that it never used, and writes nothing', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const one = await aDesk(relay.address, team, team.owner)
    await writeTen(one, 'of the first')
    one.close()
    const held = aReplica(team.owner, TEAM)
    held.edit('of the copy')
    const copy = await aDesk(relay.address, team, team.owner, { held })
    await copy.shows({ kind: 'stopped', why: 'copied' })
    copy.wake()
    expect(copy.status()).toEqual({ kind: 'stopped', why: 'copied' })
    expect(held.pendings()).toEqual([])
    expect((await relay.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(10)
  })
})
