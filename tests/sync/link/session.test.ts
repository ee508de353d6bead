import { describe, expect, test } from 'vitest'
import { TEAM } from '../team.ts'
import { aRosterStore, eventually } from './crew.ts'
import { aDesk } from './desk.ts'
import { aReplica } from './memoryreplica.ts'
import { aRefused } from './refusing.ts'

const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))

describe('a full disk', () => {
  test('where a push is to be sealed is said, its edit waits, and goes once there is room', async () => {
    const { relay, team, one, two } = await aRefused()
    one.close()
    const held = aReplica(team.owner, TEAM)
    let isFull = true
    const desk = await aDesk(relay.address, team, team.owner, {
      held: { ...held, outgoing: (head) => (isFull ? full() : held.outgoing(head)) },
    })
    desk.write('no room for it')
    await desk.shows({ kind: 'stopped', why: 'diskFull' })
    expect(desk.notes().join()).toContain('QuotaExceededError')
    isFull = false
    desk.wake()
    await desk.shows({ kind: 'synced' })
    await eventually(() => expect(two.team.texts()).toEqual(['no room for it']))
  })

  test('where the roster is to be kept is said; nobody acts on an entry that is not kept', async () => {
    const { relay, team } = await aRefused()
    const entries = team.entries.slice(0, 1)
    const plain = aRosterStore(entries)
    let isFull = true
    const rosterStore = { ...plain, append: (...more: Parameters<typeof plain.append>) => (isFull ? full() : plain.append(...more)) }
    const desk = await aDesk(relay.address, { entries }, team.owner, { rosterStore })
    await desk.shows({ kind: 'stopped', why: 'diskFull' })
    expect(desk.roster().places.size).toBe(1)
    isFull = false
    desk.wake()
    await desk.shows({ kind: 'synced' })
    expect(desk.roster().places.size).toBe(3)
    expect(plain.entries).toHaveLength(3)
  })
})
