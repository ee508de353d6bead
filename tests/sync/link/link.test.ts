import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { aRelay } from '../../sync-server/relays.ts'
import type { TestDevice } from '../devices.ts'
import { aTeam, SETTINGS, TEAM, type Team } from '../team.ts'
import { aMember, eventually, type Member } from './crew.ts'
import { aReplica, endOf, type MemoryReplica } from './memoryreplica.ts'

interface Desk extends Member {
  readonly team: MemoryReplica
  readonly settings: MemoryReplica
  /** Edits and says so. */
  readonly write: (text: string) => void
}

const aDesk = async (address: string, { entries }: Team, device: TestDevice, held = aReplica(device, TEAM)): Promise<Desk> => {
  const settings = aReplica(device, SETTINGS)
  const member = await aMember({ origin: `http://${address}`, device, replicas: [held, settings], roster: entries })
  const write = (text: string) => {
    held.edit(text)
    member.edited(100)
  }
  return { ...member, team: held, settings, write }
}

const isIdle = (...desks: readonly Desk[]) =>
  eventually(() => {
    for (const desk of desks) {
      expect(desk.status()).toEqual({ kind: 'synced' })
      expect(desk.team.pendings()).toEqual([])
      expect(endOf(desk.team)).toBe(endOf(must(desks[0], 'a desk').team))
      expect(desk.team.wrongs).toEqual([])
    }
  })

describe('a link', () => {
  test('begins the workspace at a relay that has never heard of it, and sends what waits', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    held.edit('written before there was a relay')
    const owner = await aDesk(relay.address, team, team.owner, held)
    await owner.shows({ kind: 'synced' })
    await eventually(() => expect(owner.team.texts()).toEqual(['written before there was a relay']))
    expect(await relay.log.roster(team.roster().workspaceId)).toHaveLength(1)
  })

  test('brings edits to a teammate and theirs back, in one order', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const [one, two] = [await aDesk(relay.address, team, team.owner), await aDesk(relay.address, team, bea)]
    for (let i = 0; i < 20; i += 1) (i % 3 === 0 ? one : two).write(`edit ${i}`)
    await eventually(() => expect(one.team.texts()).toHaveLength(20))
    await isIdle(one, two)
    expect(two.team.texts()).toEqual(one.team.texts())
  })
})
